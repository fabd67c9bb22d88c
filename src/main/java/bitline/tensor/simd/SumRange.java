package bitline.tensor.simd;

import bitline.tensor.LevelCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the bitline sums of cells under inputs sent bit by bit can be at least.
record SumRange(int least) {
  /// The range where 16 bits hold it, modulo 2^16 and counted from its least sum, and variances,
  /// and floats hold codes added up over input bits; null elsewhere, and where converters, drivers
  /// or steady noise differ from one to another.
  static @Nullable SumRange of(LevelCells array) {
    if (array.converters() != null || array.drivers() != null || array.sumVariances() != null) {
      return null;
    }
    long weights = 0;
    for (int i = 0; i < array.inputBits().length; i++) {
      if (array.inputBits()[i] != 1 || array.inputShifts()[i] != i || i > 7) {
        return null;
      }
      weights += Math.abs((long) array.inputWeights()[i]);
    }
    if (weights * (array.conversion().codes() - 1) > 1 << 24) {
      return null;
    }
    int[] range = range(array, array.values());
    if (range[1] - range[0] > 0xFFFF) {
      return null;
    }
    if (array.variances() != null) {
      int[] variances = range(array, array.variances());
      if (variances[0] < 0 || variances[1] > 0xFFFF) {
        return null;
      }
    }
    return new SumRange(range[0]);
  }

  /// The least and the greatest sum of any column's row group.
  private static int[] range(LevelCells array, short[] cells) {
    int sums = array.digits() * array.columns();
    int[] least = new int[sums];
    int[] greatest = new int[sums];
    int[] range = new int[2];
    int row = 0;
    for (int end : array.groupEnds()) {
      Arrays.fill(least, 0);
      Arrays.fill(greatest, 0);
      for (; row < end; row++) {
        for (int s = 0; s < sums; s++) {
          int value = cells[row * sums + s];
          least[s] += Math.min(value, 0);
          greatest[s] += Math.max(value, 0);
        }
      }
      for (int s = 0; s < sums; s++) {
        range[0] = Math.min(range[0], least[s]);
        range[1] = Math.max(range[1], greatest[s]);
      }
    }
    return range;
  }
}
