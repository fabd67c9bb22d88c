package bitline.base;

/// A value that is not known exactly: its middle, and the bounds within which it lies in four cases
/// of five. All are positive, in the unit that the method which gives it names.
///
/// @param middle as likely too high as too low
/// @param low one case of ten lies below
/// @param high one case of ten lies above
public record Interval(double middle, double low, double high) {
  /// Standard deviations from the middle to a bound of a normal distribution's 80 % interval.
  public static final double DEVIATIONS = 1.2815515655446004;

  public Interval {
    if (!(low > 0 && low <= middle && middle <= high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(low + " to " + middle + " to " + high + " is no interval");
    }
  }

  /// Around a middle, by the standard deviation of the natural logarithm.
  public static Interval around(double middle, double spread) {
    double factor = StrictMath.exp(DEVIATIONS * spread);
    return new Interval(middle, middle / factor, middle * factor);
  }

  /// Around a middle, by the factor to either bound.
  public static Interval within(double middle, double factor) {
    return new Interval(middle, middle / factor, middle * factor);
  }

  /// Standard deviation of the natural logarithm of a log-normal variable with these bounds.
  public double spread() {
    return StrictMath.log(high / low) / (2 * DEVIATIONS);
  }

  /// So many times this.
  public Interval times(double factor) {
    return new Interval(middle * factor, low * factor, high * factor);
  }

  /// The sum of two that are both high or both low together, which is the wider assumption.
  public Interval plus(Interval other) {
    return new Interval(middle + other.middle, low + other.low, high + other.high);
  }

  /// Whether a value lies within the bounds.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
