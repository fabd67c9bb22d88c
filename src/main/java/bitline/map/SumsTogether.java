package bitline.map;

import bitline.chip.Chip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Deals a layer's blocks out to the arrays it was given, each an array for itself, so that blocks
/// whose sums belong together, one below the other in the matrix, lie in one core as far as one has
/// room for them: partial sums then need not cross from core to core. Where a chip tells of no
/// wires between cores, blocks lie as they come.
final class SumsTogether {
  private SumsTogether() {}

  private record Columns(int group, int from) {}

  private record Core(int weightSet, int number) {}

  /// The spot of each block, in the blocks' order.
  ///
  /// @param given spots, as many as there are blocks
  static List<Packing.Spot> dealt(
      List<Placement.Block> blocks, List<Packing.Spot> given, Chip chip) {
    if (chip.networkOnChip() == null) {
      return given;
    }
    Map<Core, Deque<Packing.Spot>> free = new LinkedHashMap<>();
    for (Packing.Spot spot : given) {
      int array = spot.place() % chip.arrays();
      Core core = new Core(spot.place() / chip.arrays(), array / chip.core().macros());
      free.computeIfAbsent(core, _ -> new ArrayDeque<>()).add(spot);
    }
    List<Packing.Spot> dealt = new ArrayList<>(given);
    List<Integer> left = new ArrayList<>();
    for (List<Integer> sums : together(blocks)) {
      Deque<Packing.Spot> room =
          free.values().stream().filter(f -> f.size() >= sums.size()).findFirst().orElse(null);
      if (room == null) {
        left.addAll(sums);
      } else {
        sums.forEach(block -> dealt.set(block, Objects.requireNonNull(room.poll())));
      }
    }
    Deque<Packing.Spot> rest = new ArrayDeque<>();
    free.values().forEach(rest::addAll);
    left.forEach(block -> dealt.set(block, Objects.requireNonNull(rest.poll())));
    return dealt;
  }

  /// Blocks by the columns that they make sums of.
  private static List<List<Integer>> together(List<Placement.Block> blocks) {
    Map<Columns, List<Integer>> together =
        new TreeMap<>(Comparator.comparingInt(Columns::group).thenComparingInt(Columns::from));
    for (int i = 0; i < blocks.size(); i++) {
      Placement.Piece piece = blocks.get(i).pieces().getFirst();
      together
          .computeIfAbsent(new Columns(piece.group(), piece.fromColumn()), _ -> new ArrayList<>())
          .add(i);
    }
    return List.copyOf(together.values());
  }
}
