package bitline.forecast;

import bitline.base.Normal;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/// Student's t distribution of the decimal logarithm, moved and stretched: what a linear regression
/// with normal errors says of a next observation.
///
/// The distribution function is a finite sum for whole degrees of freedom, as regressions have them
/// (Abramowitz and Stegun 26.7.3 and 26.7.4), and else, and far out, the incomplete beta function
/// of Hipparchus, whose arithmetic is plain Java and therefore the same on every machine.
///
/// @param location decimal logarithm
/// @param scale orders of magnitude, above 0; the standard deviation is √(ν/(ν−2)) times it
/// @param freedom degrees of freedom ν, above 0
public record Student(double location, double scale, double freedom) implements Predictive {
  private static final double LOG_PI = 1.1447298858494002;

  /// From here on the normal distribution differs by less than 1e-8.
  private static final double NORMAL = 1e8;

  /// Squared distances up to which the sum keeps its digits: tails are differences from ½.
  private static final double NEAR = 16;

  /// Logarithms of the density at 0 by whole degrees of freedom; none of 0.
  private static final double[] LOGS = new double[1000];

  static {
    for (int freedom = 1; freedom < LOGS.length; freedom++) {
      LOGS[freedom] = constant(freedom);
    }
  }

  public Student {
    if (!Double.isFinite(location)
        || !(scale > 0 && scale < Double.POSITIVE_INFINITY)
        || !(freedom > 0)) {
      throw new IllegalArgumentException(
          "a t distribution of " + location + " ± " + scale + " with " + freedom + " degrees");
    }
  }

  @Override
  public double cdf(double log10) {
    return below((log10 - location) / scale, freedom);
  }

  @Override
  public double quantile(double p) {
    return location + scale * standard(p, freedom);
  }

  @Override
  public double logDensity(double log10) {
    return logDensityAt((log10 - location) / scale, freedom) - StrictMath.log(scale);
  }

  /// The t below which a variable of so many degrees of freedom lies with probability p.
  public static double standard(double p, double freedom) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("probability " + p + " is not between 0 and 1");
    }
    if (freedom > NORMAL) {
      return Normal.quantile(p);
    }
    if (p == 0.5) {
      return 0;
    }
    if (p > 0.5) {
      return -standard(1 - p, freedom);
    }
    double low = Math.min(-1, 2 * Normal.quantile(p));
    while (below(low, freedom) > p) {
      low *= 4;
    }
    return Inversion.solve(
        t -> below(t, freedom), t -> logDensityAt(t, freedom), p, low, 0, Normal.quantile(p));
  }

  private static double below(double t, double freedom) {
    if (freedom > NORMAL) {
      return Gaussian.below(t);
    }
    double square = t * t;
    if (square < NEAR && square < freedom && freedom < LOGS.length && freedom == (int) freedom) {
      return 0.5 + 0.5 * within(t, (int) freedom);
    }
    if (square < freedom) {
      double within = 0.5 * Beta.regularizedBeta(square / (freedom + square), 0.5, freedom / 2);
      return t < 0 ? 0.5 - within : 0.5 + within;
    }
    double tail = 0.5 * Beta.regularizedBeta(freedom / (freedom + square), freedom / 2, 0.5);
    return t < 0 ? tail : 1 - tail;
  }

  /// Probability between −t and t, negative for a negative t, for whole degrees of freedom.
  private static double within(double t, int freedom) {
    double cosine2 = freedom / (freedom + t * t);
    double term = 1;
    double sum = 0;
    for (int k = freedom % 2 == 0 ? 2 : 3; k <= freedom; k += 2) {
      sum += term;
      term *= cosine2 * (k - 1) / k;
    }
    double sine = t / Math.sqrt(freedom + t * t);
    if (freedom % 2 == 0) {
      return sine * sum;
    }
    double angle = StrictMath.atan(t / Math.sqrt(freedom));
    return 2 / StrictMath.PI * (angle + sine * Math.sqrt(cosine2) * sum);
  }

  private static double logDensityAt(double t, double freedom) {
    if (freedom > NORMAL) {
      return Gaussian.logDensityAt(t);
    }
    double constant =
        freedom < LOGS.length && freedom == (int) freedom ? LOGS[(int) freedom] : constant(freedom);
    return constant - (freedom + 1) / 2 * StrictMath.log1p(t * t / freedom);
  }

  /// Natural logarithm of the density at 0.
  private static double constant(double freedom) {
    return Gamma.logGamma((freedom + 1) / 2)
        - Gamma.logGamma(freedom / 2)
        - 0.5 * (StrictMath.log(freedom) + LOG_PI);
  }
}
