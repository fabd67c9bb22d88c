package bitline.forecast.mix;

import bitline.base.Interval;

/// A number that somebody states: its middle and the bounds within which it lies in four cases of
/// five.
public record Stated(double middle, double low, double high) {
  public Stated {
    if (!(low <= middle && middle <= high)) {
      throw new IllegalArgumentException(low + " to " + middle + " to " + high + " is no interval");
    }
  }

  /// The value so many standard deviations from the middle, each side with its own.
  double at(double deviations) {
    double end = deviations < 0 ? low : high;
    return middle + Math.abs(deviations) / Interval.DEVIATIONS * (end - middle);
  }

  /// The same where deviations are of the logarithm; all three are above 0.
  double atRatio(double deviations) {
    double end = deviations < 0 ? low : high;
    return middle * StrictMath.pow(end / middle, Math.abs(deviations) / Interval.DEVIATIONS);
  }
}
