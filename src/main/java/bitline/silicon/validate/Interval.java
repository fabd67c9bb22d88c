package bitline.silicon.validate;

/// Where a figure lies with a probability of 80 %, as the models claim.
public record Interval(double low, double high) {
  /// The probability.
  public static final double PROBABILITY = 0.8;

  /// Scales on either side of the middle, of this probability: the quantile at 0.9 of Student's t
  /// with [Weights#FREEDOM] degrees of freedom.
  private static final double WIDTH = 1.5332062737;

  /// Whether it holds a value.
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /// Of a logarithm that errs as [Weights] says.
  static Interval around(double logarithm, double square) {
    double far = WIDTH * Math.sqrt(square);
    return new Interval(StrictMath.exp(logarithm - far), StrictMath.exp(logarithm + far));
  }
}
