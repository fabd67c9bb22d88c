package bitline.map;

import bitline.chip.Chip;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
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

  Placer(Chip chip, List<Cut> cuts) {
    this.chip = chip;
    this.cuts = cuts;
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

  /// All weights on the chip for good, each block at its spot, copies in the arrays behind them.
  Placed resident(Plan plan, Packing.Packed packed) {
    Placed placed = empty(plan.segments());
    boolean own = packed.spots().size() <= chip.weightPlaces();
    int blocks = 0;
    for (Cut cut : cuts) {
      List<Packing.Spot> spots = packed.spots().subList(blocks, blocks + cut.blocks());
      placed.tiles.add(own ? owned(cut, spots) : tiles(cut, spots));
      blocks += cut.blocks();
    }
    copies(plan, plan.segments().getFirst(), blocks, 0, placed);
    return placed;
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
        placed.tiles.add(owned(cut, spots));
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
        all.add(owned(cut, spots));
      }
      if (!all.isEmpty()) {
        placed.copies.put(i, all);
      }
    }
  }

  private Packing.Spot spot(int set, int array) {
    return new Packing.Spot(set * chip.arrays() + array, 0, 0);
  }

  /// @param spots for the layer's blocks, each of which has an array for itself
  private List<Tile> owned(Cut cut, List<Packing.Spot> spots) {
    return tiles(cut, SumsTogether.dealt(cut.layout().blocks(), spots, chip));
  }

  /// @param spots of the layer's blocks
  private List<Tile> tiles(Cut cut, List<Packing.Spot> spots) {
    List<Tile> tiles = new ArrayList<>();
    int arrays = chip.arrays();
    for (int i = 0; i < cut.blocks(); i++) {
      Packing.Spot spot = spots.get(i);
      for (Placement.Piece piece : cut.layout().blocks().get(i).pieces()) {
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
}
