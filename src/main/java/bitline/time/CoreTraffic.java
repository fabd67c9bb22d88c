package bitline.time;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a layer on arrays moves in and between cores for one picture.
final class CoreTraffic {
  private CoreTraffic() {}

  private record Span(int group, int fromRow, int toRow) {
    int rows() {
      return toRow - fromRow;
    }
  }

  /// Rows of a copy's matrices that each core holds.
  private static SortedMap<Integer, Set<Span>> spans(List<Tile> place, Chip chip) {
    SortedMap<Integer, Set<Span>> spans = new TreeMap<>();
    for (Tile tile : place) {
      spans
          .computeIfAbsent(core(tile, chip), _ -> new HashSet<>())
          .add(new Span(tile.group(), tile.fromRow(), tile.toRow()));
    }
    return spans;
  }

  /// Bytes of input vectors that the core reads that reads most: every place outputs are computed
  /// from is read again for each of them.
  static double read(ArrayLayer layer, List<List<Tile>> places, Chip chip) {
    double inputBytes = layer.coding().inputBits() / 8.0;
    double vectors = vectors(layer, places);
    Map<Integer, Double> bytes = new HashMap<>();
    for (List<Tile> place : places) {
      spans(place, chip)
          .forEach((core, held) -> {
            double rows = held.stream().mapToInt(Span::rows).sum();
            bytes.merge(core, rows * vectors * inputBytes, Double::sum);
          });
    }
    return bytes.values().stream().mapToDouble(b -> b).max().orElse(0);
  }

  /// Partial sums that arrays in other cores send to the core that has the first rows of the same
  /// columns.
  ///
  /// @param each bytes of a sum
  static List<Links.Message> partialSums(
      ArrayLayer layer, List<List<Tile>> places, Chip chip, double each) {
    record Columns(int group, int from) {}
    double vectors = vectors(layer, places);
    List<Links.Message> messages = new ArrayList<>();
    for (List<Tile> place : places) {
      Map<Columns, Tile> first = new HashMap<>();
      for (Tile tile : place) {
        first.merge(
            new Columns(tile.group(), tile.fromColumn()),
            tile,
            (a, b) -> a.fromRow() <= b.fromRow() ? a : b);
      }
      for (Tile tile : place) {
        Tile home = first.getOrDefault(new Columns(tile.group(), tile.fromColumn()), tile);
        if (core(tile, chip) != core(home, chip)) {
          double bytes = (tile.toColumn() - tile.fromColumn()) * vectors * each;
          messages.add(Links.Message.of(core(tile, chip), core(home, chip), bytes));
        }
      }
    }
    return messages;
  }

  /// Cores that have the first rows of some columns, in which partial sums come together.
  static List<Integer> sumsMeet(List<List<Tile>> places, Chip chip) {
    TreeSet<Integer> cores = new TreeSet<>();
    for (List<Tile> place : places) {
      for (Tile tile : place) {
        if (tile.fromRow() == 0) {
          cores.add(core(tile, chip));
        }
      }
    }
    return List.copyOf(cores);
  }

  private static double vectors(ArrayLayer layer, List<List<Tile>> places) {
    return (double) layer.unrolling().vectors() / places.size();
  }

  private static int core(Tile tile, Chip chip) {
    return tile.array() / chip.core().macros();
  }
}
