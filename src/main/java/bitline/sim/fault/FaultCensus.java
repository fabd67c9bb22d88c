package bitline.sim.fault;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Tile;
import java.util.HashSet;
import java.util.Set;

/// What a chip's faults do to a program's weights, after repair. Arrays are those that hold
/// weights, each weight set for itself; activations that are written while it runs are left out.
///
/// @param arrays how many
/// @param devices of their own cells, spare lines apart
/// @param stuck those of the devices that are stuck, before repair
/// @param rows rows that spare ones stand in for
/// @param columns columns that spare ones stand in for
/// @param notWhole arrays that have stuck devices even behind their spare lines
/// @param digits of all weights
/// @param wrong digits that are not what was meant
/// @param harm the sum over digits of their weight times how far they are from what was meant
/// @param magnitudes the sum of the magnitudes of all weights, in the same unit
public record FaultCensus(
    int arrays,
    long devices,
    long stuck,
    int rows,
    int columns,
    int notWhole,
    long digits,
    long wrong,
    long harm,
    long magnitudes) {

  /// Counts them.
  public static FaultCensus of(Program program, FaultyChip faulty) {
    Chip chip = program.chip();
    Set<Long> met = new HashSet<>();
    long stuck = 0;
    int rows = 0;
    int columns = 0;
    int notWhole = 0;
    LaidTile.Harm harm = LaidTile.Harm.NONE;
    long magnitudes = 0;
    for (ArrayLayer layer : program.layers()) {
      if (layer.written() != null) {
        continue;
      }
      for (int weight : layer.weights()) {
        magnitudes += Math.abs(weight);
      }
      for (Tile tile : layer.tiles()) {
        harm = harm.plus(faulty.lay(layer, tile).harm());
        long weightSet = tile.weightSet() % chip.macro().weightSets();
        if (met.add(weightSet << 32 | tile.array())) {
          RepairedArray array = faulty.array(tile);
          stuck += array.stuck();
          rows += array.spares().rows();
          columns += array.spares().columns();
          notWhole += array.spares().left() == 0 ? 0 : 1;
        }
      }
    }
    return new FaultCensus(
        met.size(),
        met.size() * chip.array().cells() * ArrayFaults.devices(chip.array()),
        stuck,
        rows,
        columns,
        notWhole,
        harm.digits(),
        harm.wrong(),
        harm.harm(),
        magnitudes);
  }
}
