package bitline.scenario;

import bitline.base.Interval;

/// An input that somebody states: its middle, and the ends between which it lies in four cases of
/// five. Bare numbers, in the unit that its criterion or property names.
///
/// @param middle as likely too high as too low
/// @param low one case of ten lies below
/// @param high one case of ten lies above
public record Stated(double middle, double low, double high) {
  public Stated {
    if (!(low <= middle)) {
      throw new IllegalArgumentException("low " + low + " lies above the middle " + middle);
    }
    if (!(middle <= high)) {
      throw new IllegalArgumentException("high " + high + " lies below the middle " + middle);
    }
  }

  /// The value so many standard deviations from the middle, each side with its own deviation.
  ///
  /// @param logarithmic whether deviations are of the logarithm; all three are above 0 then
  double at(double deviations, boolean logarithmic) {
    double end = deviations < 0 ? low : high;
    double share = Math.abs(deviations) / Interval.DEVIATIONS;
    return logarithmic
        ? middle * StrictMath.pow(end / middle, share)
        : middle + share * (end - middle);
  }
}
