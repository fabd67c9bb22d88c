package bitline.silicon.validate;

/// Where a figure lies with a probability of 80 %, as the models claim.
public record Interval(double low, double high) {
  /// The probability.
  public static final double PROBABILITY = 0.8;

  /// Standard deviations on either side of the middle of a normal distribution, of this
  /// probability: its quantile at 0.9.
  static final double WIDTH = 1.2815515655446004;

  /// Whether it holds a value.
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  static Interval normal(double logarithm, double variance) {
    double far = WIDTH * Math.sqrt(variance);
    return new Interval(StrictMath.exp(logarithm - far), StrictMath.exp(logarithm + far));
  }
}
