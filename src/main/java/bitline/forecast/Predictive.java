package bitline.forecast;

/// What a forecast says of a value that is not known yet: a distribution of its decimal logarithm.
public interface Predictive {
  /// Probability that the logarithm is at most this.
  double cdf(double log10);

  /// The logarithm below which the value lies with this probability, 0 < p < 1.
  double quantile(double p);

  /// Natural logarithm of the density at a decimal logarithm.
  double logDensity(double log10);

  /// The middle.
  default double median() {
    return quantile(0.5);
  }
}
