package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;

/// Watches a layer's bitline sums to choose its ADC range. Sums are counted in equal bins, at most
/// [#MOST] of them. For one thread.
final class SumProbe implements SumSink {
  private static final int MOST = 1 << 16;
  private static final int CANDIDATES = 64;

  private final int least;
  private final int binWidth;
  private final long[] bins;

  SumProbe(ArrayLayer layer) {
    least = layer.leastSum();
    long span = (long) layer.greatestSum() - least + 1;
    binWidth = (int) Math.ceilDiv(span, MOST);
    bins = new long[(int) Math.ceilDiv(span, binWidth)];
  }

  @Override
  public void count(int[] sums, int count) {
    for (int i = 0; i < count; i++) {
      bins[(sums[i] - least) / binWidth]++;
    }
  }

  @Override
  public void count(int sum, long times) {
    bins[(sum - least) / binWidth] += times;
  }

  /// The range of `codes` codes that reads the sums seen with the least squared error: among ranges
  /// from the least sum seen up to shares of the greatest (for pairs on a bitline: symmetric about
  /// zero), and `otherwise`.
  ///
  /// @param otherwise the range as it is; stays where no sum was seen or none reads them better
  AdcRange best(int codes, AdcRange otherwise) {
    int first = 0;
    int last = bins.length - 1;
    while (first <= last && bins[first] == 0) {
      first++;
    }
    while (last > first && bins[last] == 0) {
      last--;
    }
    if (first > last) {
      return otherwise;
    }
    AdcRange best = otherwise;
    double leastError = error(otherwise, first, last);
    for (int i = CANDIDATES; i >= 1; i--) {
      double share = (double) i / CANDIDATES;
      AdcRange range = candidate(sum(first), sum(last), share, codes);
      double error = error(range, first, last);
      if (error < leastError) {
        leastError = error;
        best = range;
      }
    }
    return best;
  }

  private AdcRange candidate(int lowest, int highest, double share, int codes) {
    if (least < 0) {
      double reach =
          Math.ceil(Math.max(Math.abs((double) lowest), Math.abs((double) highest)) * share);
      return AdcRange.covering(-reach, reach, codes);
    }
    return AdcRange.covering(lowest, Math.max(lowest + 1.0, Math.ceil(highest * share)), codes);
  }

  /// The middle of a bin.
  private int sum(int bin) {
    return least + bin * binWidth + binWidth / 2;
  }

  private double error(AdcRange range, int first, int last) {
    double error = 0;
    for (int i = first; i <= last; i++) {
      if (bins[i] != 0) {
        double off = range.read(range.code(sum(i))) - sum(i);
        error += bins[i] * off * off;
      }
    }
    return error;
  }
}
