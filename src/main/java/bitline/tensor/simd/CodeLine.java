package bitline.tensor.simd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A converter with equal steps as integer arithmetic: the code of a sum p within `low` to `high`
/// is ((p − low)·factor + offset) >>> shift, and sums outside have the codes of `low` and `high`.
/// Found for a table of codes, and checked against all of it.
///
/// @param wide whether products need 31 bits; else they stay below 2^16
record CodeLine(int low, int high, int factor, int offset, int shift, boolean wide) {
  /// Factors that are tried for each shift.
  private static final int TRIED = 9;

  /// The line that gives exactly these codes, the first of them for the sum `least`; null where
  /// there is none, as of a converter with unequal steps.
  static @Nullable CodeLine of(int least, int[] codes) {
    int first = 0;
    int last = codes.length - 1;
    while (first < last && codes[first + 1] == codes[first]) {
      first++;
    }
    while (last > first && codes[last - 1] == codes[last]) {
      last--;
    }
    if (codes[first] < 0) {
      return null;
    }
    int[] inside = Arrays.copyOfRange(codes, first, last + 1);
    double[] slopes = slopes(inside);
    CodeLine narrow = of(least + first, inside, slopes, 16);
    return narrow != null ? narrow : of(least + first, inside, slopes, 31);
  }

  /// The least and the greatest slope of a line between the codes' thresholds.
  private static double[] slopes(int[] codes) {
    int base = codes[0];
    int[] at = new int[Math.max(0, codes[codes.length - 1] - base)];
    for (int i = 1; i < codes.length; i++) {
      for (int c = codes[i - 1]; c < codes[i]; c++) {
        at[c - base] = i;
      }
    }
    double least = 0;
    double greatest = Double.MAX_VALUE;
    int apart = Math.max(1, at.length / 512); // thresholds that are compared with all others
    for (int c = 0; c < at.length; c += apart) {
      for (int d = c + 1; d < at.length; d++) {
        least = Math.max(least, (double) (d - c) / (at[d] - at[c] + 1));
        if (at[d] - 1 > at[c]) {
          greatest = Math.min(greatest, (double) (d - c) / (at[d] - 1 - at[c]));
        }
      }
    }
    return new double[] {least, Math.min(greatest, Math.max(least, 1))};
  }

  private static @Nullable CodeLine of(int low, int[] codes, double[] slopes, int bits) {
    int top = codes[codes.length - 1];
    for (int shift = bits - 1; shift >= 0; shift--) {
      long unit = 1L << shift;
      if ((top + 1L) * unit > 1L << bits) {
        continue;
      }
      double from = Math.ceil(slopes[0] * unit);
      double step = Math.max(1, (slopes[1] * unit - from) / (TRIED - 1));
      for (int i = 0; i < TRIED; i++) {
        long factor = (long) (from + i * step);
        long offset = offset(codes, factor, unit);
        if (offset >= 0 && factor < 1L << bits) {
          int high = low + codes.length - 1;
          return new CodeLine(low, high, (int) factor, (int) offset, shift, bits > 16);
        }
      }
    }
    return null;
  }

  /// The offset that makes the line right for every code, or −1.
  private static long offset(int[] codes, long factor, long unit) {
    long lowest = 0;
    long highest = Long.MAX_VALUE;
    for (int i = 0; i < codes.length; i++) {
      lowest = Math.max(lowest, codes[i] * unit - i * factor);
      highest = Math.min(highest, (codes[i] + 1L) * unit - 1 - i * factor);
      if (lowest > highest) {
        return -1;
      }
    }
    return lowest;
  }
}
