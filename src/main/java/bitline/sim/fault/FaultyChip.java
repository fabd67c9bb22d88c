package bitline.sim.fault;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Tile;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// The faults of one chip and their repair, array by array; several threads may ask.
public final class FaultyChip {
  private final Chip chip;
  private final long number;
  private final FaultSource source;
  private final Repair repair;
  private final ConcurrentHashMap<Long, RepairedArray> arrays = new ConcurrentHashMap<>();

  /// Where the lines of tiles lie that have been laid before: to find that out is what takes time.
  private final ConcurrentHashMap<Placed, LaidTile.Order> orders = new ConcurrentHashMap<>();

  private record Placed(String node, Tile tile) {}

  /// @param number of the chip among those that were made
  public FaultyChip(Chip chip, long number, FaultSource source, Repair repair) {
    this.chip = chip;
    this.number = number;
    this.source = source;
    this.repair = repair;
  }

  /// One of a layer's matrices.
  public MatrixFaults matrix(ArrayLayer layer, int group) {
    List<LaidTile> laid =
        layer.tiles().stream()
            .filter(tile -> tile.group() == group)
            .map(tile -> lay(layer, tile))
            .toList();
    return new MatrixFaults(layer, laid);
  }

  LaidTile lay(ArrayLayer layer, Tile tile) {
    RepairedArray array = array(tile);
    LaidTile laid = new LaidTile(layer, tile, array, chip.cell().levels() - 1);
    if (repair.movesRows()) {
      laid.lay(
          orders.computeIfAbsent(
              new Placed(layer.node(), tile),
              _ -> laid.remap(layer.rowGroups(), repair.movesColumns())));
    }
    return laid;
  }

  /// The array that a tile lies in; tiles that are written into it one after another share it.
  RepairedArray array(Tile tile) {
    int weightSet = tile.weightSet() % chip.macro().weightSets();
    return array(tile.array(), weightSet);
  }

  private RepairedArray array(int array, int weightSet) {
    return arrays.computeIfAbsent(
        (long) weightSet << 32 | array,
        _ -> {
          ArrayFaults faults = source.of(chip, number, array, weightSet);
          Spares spares =
              repair.spares() ? Spares.of(chip.array(), faults) : Spares.none(chip.array(), faults);
          return new RepairedArray(faults, spares);
        });
  }
}
