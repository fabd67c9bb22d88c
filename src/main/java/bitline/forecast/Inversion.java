package bitline.forecast;

import java.util.function.DoubleUnaryOperator;

/// Where a distribution function reaches a probability.
final class Inversion {
  private static final int STEPS = 200;

  private Inversion() {}

  /// Newton's steps where they stay between the bounds and bisection where they do not, until the
  /// bounds are neighbours or a step changes nothing any more.
  ///
  /// @param cdf never falling; at most p at `low` and at least p at `high`
  /// @param logDensity of it
  /// @param guess where to begin; anything, it is moved between the bounds
  static double solve(
      DoubleUnaryOperator cdf,
      DoubleUnaryOperator logDensity,
      double p,
      double low,
      double high,
      double guess) {
    double a = low;
    double b = high;
    double x = guess > a && guess < b ? guess : a + (b - a) / 2;
    for (int step = 0; step < STEPS && a < b; step++) {
      double miss = cdf.applyAsDouble(x) - p;
      if (miss == 0) {
        return x;
      }
      if (miss < 0) {
        a = x;
      } else {
        b = x;
      }
      double next = x - miss / StrictMath.exp(logDensity.applyAsDouble(x));
      if (!(next > a && next < b)) {
        next = a + (b - a) / 2;
      }
      if (Math.abs(next - x) <= 2 * Math.ulp(x)) {
        return next;
      }
      x = next;
    }
    return x;
  }
}
