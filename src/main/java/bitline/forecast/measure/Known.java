package bitline.forecast.measure;

import bitline.base.Interval;
import bitline.text.Evidence;
import org.jspecify.annotations.Nullable;

/// A value of a machine and how well it is known.
///
/// @param value with its bounds, which are the value itself where nobody tells an uncertainty
/// @param grade of its evidence; null where its table does not grade
public record Known(Interval value, Evidence.@Nullable Grade grade) {
  /// A value told without an uncertainty.
  public static Known of(double value, Evidence.@Nullable Grade grade) {
    return new Known(new Interval(value, value, value), grade);
  }

  double middle() {
    return value.middle();
  }

  /// This over another, taken as independent: in logarithms the distances to the bounds add as
  /// squares.
  Known over(Known other) {
    return times(
        new Known(
            new Interval(1 / other.value.middle(), 1 / other.value.high(), 1 / other.value.low()),
            other.grade));
  }

  /// This times another, taken as independent.
  Known times(Known other) {
    double middle = value.middle() * other.value.middle();
    double down =
        StrictMath.hypot(
            StrictMath.log(value.middle() / value.low()),
            StrictMath.log(other.value.middle() / other.value.low()));
    double up =
        StrictMath.hypot(
            StrictMath.log(value.high() / value.middle()),
            StrictMath.log(other.value.high() / other.value.middle()));
    return new Known(
        new Interval(
            middle,
            down == 0 ? middle : middle / StrictMath.exp(down),
            up == 0 ? middle : middle * StrictMath.exp(up)),
        worse(grade, other.grade));
  }

  Known times(double factor) {
    return new Known(value.times(factor), grade);
  }

  /// The worse of two grades; null where one of them is not graded.
  static Evidence.@Nullable Grade worse(Evidence.@Nullable Grade a, Evidence.@Nullable Grade b) {
    if (a == null || b == null) {
      return null;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }
}
