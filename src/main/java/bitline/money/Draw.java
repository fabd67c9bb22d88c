package bitline.money;

import bitline.base.Interval;

/// Values for what is uncertain: each assumption is asked for by its words, and assumptions of the
/// same words move together.
interface Draw {
  /// One value of an assumption.
  double of(String cause, Interval interval);

  /// Everything in the middle.
  Draw MIDDLE = (cause, interval) -> interval.middle();

  /// The value as many standard deviations from the middle, on logarithms; the bounds are reached
  /// at those of an 80 % interval, on either side.
  static double at(Interval interval, double deviations) {
    double bound = deviations < 0 ? interval.low() : interval.high();
    double share = Math.abs(deviations) / Interval.DEVIATIONS;
    return bound == interval.middle()
        ? bound
        : interval.middle() * StrictMath.pow(bound / interval.middle(), share);
  }
}
