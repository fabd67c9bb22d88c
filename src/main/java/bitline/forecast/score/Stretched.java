package bitline.forecast.score;

import bitline.base.Normal;
import bitline.forecast.Gaussian;
import bitline.forecast.Predictive;

/// A forecast made wider or narrower about its median: what it held for a standard normal deviate
/// of z lies at `factor` times z. A normal distribution keeps its mean, and its deviation is
/// multiplied.
///
/// @param of the forecast as it was
/// @param factor above 1: wider
record Stretched(Predictive of, double factor) implements Predictive {
  private static final Gaussian STANDARD = new Gaussian(0, 1);

  /// Probabilities closer to 0 or 1 cannot be told apart in the upper tail.
  private static final double LEAST = 1e-15;

  Stretched {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("factor " + factor);
    }
  }

  /// The standard normal deviate of what a forecast gave to at most a value.
  static double deviate(Predictive said, double log10) {
    return Normal.quantile(Math.clamp(said.cdf(log10), LEAST, 1 - LEAST));
  }

  @Override
  public double cdf(double log10) {
    return STANDARD.cdf(deviate(of, log10) / factor);
  }

  @Override
  public double quantile(double p) {
    double at = STANDARD.cdf(Normal.quantile(p) * factor);
    return of.quantile(Math.clamp(at, LEAST, 1 - LEAST));
  }

  @Override
  public double logDensity(double log10) {
    double z = deviate(of, log10);
    return of.logDensity(log10)
        + STANDARD.logDensity(z / factor)
        - STANDARD.logDensity(z)
        - StrictMath.log(factor);
  }

  @Override
  public double median() {
    return of.median();
  }
}
