package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;

/// Watches a layer's bitline sums to choose its ADC range. Sums are counted in at most [#MOST] equal bins.
final class SumProbe implements SumSink {
  private static final int MOST = 1 << 16;
  private static final int CANDIDATES = 64;

  private final int least;
  private final int binWidth;
  private final long[] bins;
  private int lowest = Integer.MAX_VALUE;
  private int highest = Integer.MIN_VALUE;

  SumProbe(ArrayLayer layer) {
    least = layer.coding().leastSum(layer.mostRows());
    long span = (long) layer.coding().greatestSum(layer.mostRows()) - least + 1;
    binWidth = (int) Math.ceilDiv(span, MOST);
    bins = new long[(int) Math.ceilDiv(span, binWidth)];
  }

  @Override
  public synchronized void count(int sum) {
    bins[(sum - least) / binWidth]++;
    lowest = Math.min(lowest, sum);
    highest = Math.max(highest, sum);
  }

  /// The range of `codes` codes that reads the sums seen with the least squared error: among ranges from the least sum
  /// seen up to shares of the greatest (for pairs on a bitline: symmetric about zero).
  AdcRange best(int codes, AdcRange otherwise) {
    if (lowest > highest) {
      return otherwise;
    }
    AdcRange best = otherwise;
    double leastError = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES; i >= 1; i--) {
      double share = (double) i / CANDIDATES;
      double reach = Math.max(Math.abs((double) lowest), Math.abs((double) highest)) * share;
      double lo = least < 0 ? -Math.ceil(reach) : Math.max(0, lowest);
      double hi = least < 0 ? Math.ceil(reach) : Math.max(lo + 1, Math.ceil(highest * share));
      AdcRange range = new AdcRange(lo, Math.max(1.0, (hi - lo) / (codes - 1)), codes);
      double error = error(range);
      if (error < leastError) {
        leastError = error;
        best = range;
      }
    }
    return best;
  }

  private double error(AdcRange range) {
    double error = 0;
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] != 0) {
        int sum = least + i * binWidth + binWidth / 2;
        double off = range.lo() + range.step() * range.code(sum) - sum;
        error += bins[i] * off * off;
      }
    }
    return error;
  }
}
