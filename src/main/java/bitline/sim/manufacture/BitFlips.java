package bitline.sim.manufacture;

import bitline.base.Keyed;
import bitline.cell.Cell.LowVoltage;
import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.tensor.Kernels;
import org.jspecify.annotations.Nullable;

/// Which cells of one bit read as the opposite of what was written, because the supply is below the
/// lowest that they work at. That of each cell is drawn once a chip, so that cells that flip at one
/// supply flip at every lower one.
final class BitFlips {
  /// Standard deviations beyond which no chip has a cell.
  private static final double REACH = 9;

  private final LowVoltage lowest;
  private final double supply;
  private final Kernels kernels;
  private final long key;
  private final float[] row;

  private BitFlips(LowVoltage lowest, double supply, Kernels kernels, long key, int places) {
    this.lowest = lowest;
    this.supply = supply;
    this.kernels = kernels;
    this.key = key;
    row = new float[places];
  }

  static boolean told(Chip chip) {
    return chip.cell().lowVoltage() != null && chip.cell().bits() == 1;
  }

  /// Null where no cell flips.
  ///
  /// @param negative which device of a pair
  /// @param places cells on a row
  static @Nullable BitFlips of(
      Conditions conditions,
      Chip chip,
      Kernels kernels,
      ArrayLayer layer,
      int group,
      boolean negative,
      int places) {
    Double supply = conditions.supplyOf(chip);
    LowVoltage lowest = chip.cell().lowVoltage();
    if (!conditions.has(Effect.BIT_FLIPS)
        || !told(chip)
        || supply == null
        || lowest == null
        || supply > lowest.mean() + REACH * lowest.spread()) {
      return null;
    }
    String purpose = "lowest supply of " + layer.node() + ", device " + (negative ? 1 : 0);
    long key = Keyed.bits(conditions.chip(), purpose, group);
    return new BitFlips(lowest, supply, kernels, key, places);
  }

  /// Turns to the cells of a row.
  void draw(int k) {
    kernels.gaussian(key, (long) k * row.length, row, 0, row.length);
  }

  /// What a cell of that row reads as.
  int read(int place, int bit) {
    return lowest.flips(supply, row[place]) ? 1 - bit : bit;
  }
}
