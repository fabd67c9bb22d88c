package bitline.forecast.measure;

import java.util.Arrays;
import java.util.List;

/// How much several things grew together between two times: index numbers of ratios and weights.
///
/// Weights are shares of value, above or at 0, with a sum of 1. What is measured may be prices (the
/// index is of prices) or amounts (of amounts): the formulas are the same.
public final class Index {
  private static final double ENOUGH = 1e-9;

  private Index() {}

  /// Törnqvist: the weighted geometric mean of ratios, by the mean of the shares before and after.
  /// Exact for an aggregate that is translog.
  ///
  /// @param before amounts above 0
  /// @param after of the same things
  /// @param sharesBefore of value
  /// @param sharesAfter of value
  public static double tornqvist(
      double[] before, double[] after, double[] sharesBefore, double[] sharesAfter) {
    check(before, after, sharesBefore, sharesAfter);
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += (sharesBefore[i] + sharesAfter[i]) / 2 * StrictMath.log(after[i] / before[i]);
    }
    return StrictMath.exp(sum);
  }

  /// Törnqvist with shares that do not change.
  public static double tornqvist(double[] before, double[] after, double[] weights) {
    return tornqvist(before, after, weights, weights);
  }

  /// Laspeyres: the mean of ratios by the shares before.
  public static double laspeyres(double[] before, double[] after, double[] sharesBefore) {
    check(before, after, sharesBefore, sharesBefore);
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += sharesBefore[i] * after[i] / before[i];
    }
    return sum;
  }

  /// Paasche: the harmonic mean of ratios by the shares after.
  public static double paasche(double[] before, double[] after, double[] sharesAfter) {
    check(before, after, sharesAfter, sharesAfter);
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += sharesAfter[i] * before[i] / after[i];
    }
    return 1 / sum;
  }

  /// Fisher: the geometric mean of Laspeyres and Paasche. Backwards in time it is one over itself.
  public static double fisher(
      double[] before, double[] after, double[] sharesBefore, double[] sharesAfter) {
    return Math.sqrt(laspeyres(before, after, sharesBefore) * paasche(before, after, sharesAfter));
  }

  /// Fisher with shares that do not change.
  public static double fisher(double[] before, double[] after, double[] weights) {
    return fisher(before, after, weights, weights);
  }

  /// Shares of value: what each thing costs, over what all cost.
  public static double[] shares(double[] prices, double[] amounts) {
    double sum = 0;
    for (int i = 0; i < prices.length; i++) {
      sum += prices[i] * amounts[i];
    }
    double[] out = new double[prices.length];
    for (int i = 0; i < prices.length; i++) {
      out[i] = prices[i] * amounts[i] / sum;
    }
    return out;
  }

  private static void check(
      double[] before, double[] after, double[] sharesBefore, double[] sharesAfter) {
    int n = before.length;
    if (n == 0 || after.length != n || sharesBefore.length != n || sharesAfter.length != n) {
      throw new IllegalArgumentException(
          "an index of "
              + List.of(n, after.length, sharesBefore.length, sharesAfter.length)
              + " values");
    }
    for (int i = 0; i < n; i++) {
      if (!(before[i] > 0 && after[i] > 0 && after[i] / before[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "from " + before[i] + " to " + after[i] + " is no growth of something above 0");
      }
      if (!(sharesBefore[i] >= 0 && sharesAfter[i] >= 0)) {
        throw new IllegalArgumentException("a share below 0");
      }
    }
    for (double[] shares : List.of(sharesBefore, sharesAfter)) {
      double sum = Arrays.stream(shares).sum();
      if (!(Math.abs(sum - 1) < ENOUGH)) {
        throw new IllegalArgumentException("shares sum to " + sum + ", not to 1");
      }
    }
  }
}
