package bitline.map;

import bitline.chip.Chip;
import bitline.program.Loading;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives every block of every layer its place, for good or segment by segment, and copies of the
/// slowest layers what is left.
final class Placer {
  private final Chip chip;
  private final List<Cut> cuts;
  private final int batch;
  private final List<Segmentation.Load> loads;

  /// @param batch pictures that go through one segment before the weights of the next are written
  Placer(Chip chip, List<Cut> cuts, int batch) {
    this.chip = chip;
    this.cuts = cuts;
    this.batch = batch;
    loads = loads(chip, cuts);
  }

  /// Where everything lies.
  ///
  /// @param tiles of each layer
  /// @param copies of each layer, by its number
  record Placed(
      List<List<Tile>> tiles, List<Segment> segments, Map<Integer, List<List<Tile>>> copies) {
    /// Arrays that hold at least one weight.
    int arrays() {
      Set<Integer> arrays = new HashSet<>();
      tiles.forEach(layer -> layer.forEach(tile -> arrays.add(tile.array())));
      copies.values().forEach(all -> all.forEach(t -> t.forEach(tile -> arrays.add(tile.array()))));
      return arrays.size();
    }

    Map<String, List<List<Tile>>> copiesByNode(List<Cut> cuts) {
      Map<String, List<List<Tile>>> byNode = new LinkedHashMap<>();
      copies.forEach((layer, all) -> byNode.put(cuts.get(layer).product().node(), all));
      return byNode;
    }
  }

  private static Placed empty(List<Segment> segments) {
    return new Placed(new ArrayList<>(), segments, new LinkedHashMap<>());
  }

  /// All weights on the chip for good, each block at its spot.
  Placed resident(Packing.Packed packed) {
    List<Segment> whole = List.of(new Segment(0, cuts.size()));
    List<Integer> copies = Collections.nCopies(cuts.size(), 1);
    return resident(
        new Plan(whole, blocks(0, cuts.size()) <= chip.arrays() ? copies(whole) : copies), packed);
  }

  /// The same with a plan's copies in the arrays behind the blocks'.
  Placed resident(Plan plan, Packing.Packed packed) {
    Placed placed = empty(plan.segments());
    boolean own = packed.spots().size() <= chip.weightPlaces();
    int blocks = 0;
    for (Cut cut : cuts) {
      List<Packing.Spot> spots = packed.spots().subList(blocks, blocks + cut.blocks());
      placed.tiles.add(tiles(cut, spots, own));
      blocks += cut.blocks();
    }
    copies(plan, plan.segments().getFirst(), blocks, 0, placed);
    return placed;
  }

  /// Segment after segment, as is cheapest.
  Placed streamed() {
    List<Segment> segments = Segmentation.cut(chip, loads, batch);
    return streamed(new Plan(segments, copies(segments)));
  }

  /// Segment after segment, each in the weight set behind the one before, so that it can be written
  /// while that one works. A layer that is larger than all arrays together is a segment of its own,
  /// whose tiles are numbered on beyond the weight sets: each goes into the set that its number
  /// leaves over, when those before it have worked.
  Placed streamed(Plan plan) {
    Placed placed = empty(plan.segments());
    int sets = chip.macro().weightSets();
    int set = 0;
    for (Segment segment : plan.segments()) {
      int next = 0;
      for (Cut cut : cuts.subList(segment.from(), segment.to())) {
        List<Packing.Spot> spots = new ArrayList<>();
        for (int i = 0; i < cut.blocks(); i++, next++) {
          int pass = next / chip.arrays();
          int of = pass < sets ? (set + pass) % sets : pass;
          spots.add(spot(of, next % chip.arrays()));
        }
        placed.tiles.add(tiles(cut, spots, true));
      }
      copies(plan, segment, next, set, placed);
      set = (set + Math.ceilDiv(next, chip.arrays())) % sets;
    }
    return placed;
  }

  /// Why a plan cannot be placed; null where it can.
  @Nullable String misfit(Plan plan) {
    if (plan.copies().size() != cuts.size()) {
      return "the plan is for " + plan.copies().size() + " layers; " + cuts.size() + " are mapped";
    }
    for (Segment segment : plan.segments()) {
      long arrays = 0;
      boolean copied = false;
      for (int i = segment.from(); i < segment.to(); i++) {
        arrays += (long) cuts.get(i).blocks() * plan.copies().get(i);
        copied |= plan.copies().get(i) > 1;
      }
      boolean several = !plan.resident() && segment.to() - segment.from() > 1;
      if (arrays > chip.arrays() && (copied || several)) {
        return "layers "
            + cuts.get(segment.from()).product().node()
            + " to "
            + cuts.get(segment.to() - 1).product().node()
            + " need "
            + arrays
            + " arrays at the same time, copies counted; "
            + chip.name()
            + " has "
            + chip.arrays();
      }
    }
    return null;
  }

  private int blocks(int from, int to) {
    return cuts.subList(from, to).stream().mapToInt(Cut::blocks).sum();
  }

  private List<Integer> copies(List<Segment> segments) {
    List<Integer> copies = new ArrayList<>();
    for (Segment segment : segments) {
      List<Segmentation.Load> here = loads.subList(segment.from(), segment.to());
      for (int n : Segmentation.copies(here, chip.arrays())) {
        copies.add(n);
      }
    }
    return copies;
  }

  /// Lays the copies of a segment's layers into the arrays from `next` on.
  private void copies(Plan plan, Segment segment, int next, int set, Placed placed) {
    int array = next;
    for (int i = segment.from(); i < segment.to(); i++) {
      Cut cut = cuts.get(i);
      List<List<Tile>> all = new ArrayList<>();
      for (int copy = 1; copy < plan.copies().get(i); copy++) {
        List<Packing.Spot> spots = new ArrayList<>();
        for (int block = 0; block < cut.blocks(); block++) {
          spots.add(spot(set, array++));
        }
        all.add(tiles(cut, spots, true));
      }
      if (!all.isEmpty()) {
        placed.copies.put(i, all);
      }
    }
  }

  private Packing.Spot spot(int set, int array) {
    return new Packing.Spot(set * chip.arrays() + array, 0, 0);
  }

  /// A layer's blocks so that those whose sums belong together follow one another: fewer partial
  /// sums then cross from core to core. Where the chip tells of no wires between cores, as they
  /// come.
  private List<Placement.Block> inOrderOfSums(Cut cut) {
    List<Placement.Block> blocks = new ArrayList<>(cut.layout().blocks());
    if (chip.networkOnChip() != null) {
      blocks.sort(
          Comparator.comparingInt((Placement.Block b) -> b.pieces().getFirst().group())
              .thenComparingInt(b -> b.pieces().getFirst().fromColumn())
              .thenComparingInt(b -> b.pieces().getFirst().fromRow()));
    }
    return blocks;
  }

  /// @param spots of the layer's blocks
  /// @param own whether each block has an array for itself
  private List<Tile> tiles(Cut cut, List<Packing.Spot> spots, boolean own) {
    List<Tile> tiles = new ArrayList<>();
    int arrays = chip.arrays();
    List<Placement.Block> blocks = own ? inOrderOfSums(cut) : cut.layout().blocks();
    for (int i = 0; i < cut.blocks(); i++) {
      Packing.Spot spot = spots.get(i);
      for (Placement.Piece piece : blocks.get(i).pieces()) {
        tiles.add(
            new Tile(
                spot.place() % arrays,
                spot.place() / arrays,
                piece.group(),
                piece.fromRow(),
                piece.toRow(),
                piece.fromColumn(),
                piece.toColumn(),
                spot.row() + piece.row(),
                spot.column() + piece.column()));
      }
    }
    return tiles;
  }

  static List<Segmentation.Load> loads(Chip chip, List<Cut> cuts) {
    return cuts.stream().map(cut -> load(chip, cut)).toList();
  }

  static Segmentation.Load load(Chip chip, Cut cut) {
    double seconds = cut.seconds(chip);
    if (cut.dynamic()) {
      // nothing to load with its segment; a copy would have to be written, too
      double write = new Loading(0, cut.writtenRows()).writing(chip);
      return new Segmentation.Load(cut.blocks(), write + seconds, 0, 0, 1);
    }
    return new Segmentation.Load(
        cut.blocks(),
        seconds,
        cut.cells() * chip.cell().bits() / 8.0,
        cut.rows(),
        cut.product().unrolling().vectors());
  }
}
