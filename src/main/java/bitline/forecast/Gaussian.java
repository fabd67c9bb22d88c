package bitline.forecast;

import bitline.base.Normal;
import org.hipparchus.special.Erf;

/// A normal distribution of the decimal logarithm.
///
/// @param mean decimal logarithm
/// @param deviation standard deviation in orders of magnitude, above 0
public record Gaussian(double mean, double deviation) implements Predictive {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double ROOT_TWO = 1.4142135623730951;

  public Gaussian {
    if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a normal distribution of " + mean + " ± " + deviation);
    }
  }

  @Override
  public double cdf(double log10) {
    return below((log10 - mean) / deviation);
  }

  @Override
  public double quantile(double p) {
    return mean + deviation * Normal.quantile(p);
  }

  @Override
  public double logDensity(double log10) {
    return logDensityAt((log10 - mean) / deviation) - StrictMath.log(deviation);
  }

  /// Probability that a standard normal variable is at most z; its relative error is small in the
  /// lower tail too.
  static double below(double z) {
    return 0.5 * Erf.erfc(-z / ROOT_TWO);
  }

  /// Natural logarithm of the standard normal density.
  static double logDensityAt(double z) {
    return -HALF_LOG_TWO_PI - 0.5 * z * z;
  }
}
