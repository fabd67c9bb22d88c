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

  /// The range of `codes` codes for the sums seen.
  ///
  /// @param otherwise the range as it is; stays where no sum was seen or, save for percentiles,
  ///   none is better
  AdcRange best(int codes, AdcRange otherwise, RangeRule rule) {
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
    return switch (rule) {
      case RangeRule.LeastError _ -> leastNoise(codes, otherwise, first, last, 0);
      case RangeRule.Csnr(double noise) -> leastNoise(codes, otherwise, first, last, noise);
      case RangeRule.Percentile(double share) -> {
        double outside = (1 - share) / 2 * total(first, last);
        yield candidate(
            sum(beyond(first, last, 1, outside)), sum(beyond(last, first, -1, outside)), 1, codes);
      }
    };
  }

  /// As the power of the sums seen is what it is, the best ratio is that of least noise.
  private AdcRange leastNoise(int codes, AdcRange otherwise, int first, int last, double added) {
    double total = total(first, last);
    AdcRange best = otherwise;
    double leastError = error(otherwise, first, last, total * added * added);
    for (int i = CANDIDATES; i >= 1; i--) {
      double share = (double) i / CANDIDATES;
      AdcRange range = candidate(sum(first), sum(last), share, codes);
      double error = error(range, first, last, total * added * added);
      if (error < leastError) {
        leastError = error;
        best = range;
      }
    }
    return best;
  }

  /// The first bin from `from` on with which more sums than `outside` have been passed.
  private int beyond(int from, int to, int step, double outside) {
    long passed = 0;
    for (int i = from; i != to; i += step) {
      passed += bins[i];
      if (passed > outside) {
        return i;
      }
    }
    return to;
  }

  private long total(int first, int last) {
    long total = 0;
    for (int i = first; i <= last; i++) {
      total += bins[i];
    }
    return total;
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

  /// @param added to the squared error for each squared unit of the step
  private double error(AdcRange range, int first, int last, double added) {
    double error = added * range.step() * range.step();
    for (int i = first; i <= last; i++) {
      if (bins[i] != 0) {
        double off = range.read(range.code(sum(i))) - sum(i);
        error += bins[i] * off * off;
      }
    }
    return error;
  }
}
