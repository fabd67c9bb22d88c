package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import org.jspecify.annotations.Nullable;

/// What the ADCs of a layer say to a bitline sum: a table of every possible sum, where that is of a
/// bearable size. A layer without ADCs has each sum for its own code.
final class Converter {
  private static final int LARGEST_TABLE = 1 << 18;

  private final @Nullable AdcRange range;
  private final int least;
  private final int[] codes;

  /// What code 0 on every conversion adds to a sum of the layer.
  private final double floor;

  private final double step;

  Converter(ArrayLayer layer) {
    AdcRange range = layer.range();
    this.range = range;
    least = layer.leastSum();
    floor = range == null ? 0 : range.lo() * (layer.coding().unitSum() * layer.rowGroups().size());
    step = range == null ? 1 : range.step();
    long possible = (long) layer.greatestSum() - least + 1;
    codes = new int[range == null || possible > LARGEST_TABLE ? 0 : (int) possible];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = range == null ? 0 : range.code(least + i);
    }
  }

  int code(int sum) {
    return range == null ? sum : codes.length == 0 ? range.code(sum) : codes[sum - least];
  }

  /// What an exact digit sum stands for; as [ArrayEngine#read], worked out beforehand.
  double read(long q) {
    return floor + step * q;
  }

  /// Adds `weight` times the code of each of the first `count` sums to `to`.
  void add(int[] sums, int count, long weight, long[] to) {
    if (range == null) {
      for (int i = 0; i < count; i++) {
        to[i] += weight * sums[i];
      }
    } else if (codes.length > 0) {
      for (int i = 0; i < count; i++) {
        to[i] += weight * codes[sums[i] - least];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[i] += weight * range.code(sums[i]);
      }
    }
  }
}
