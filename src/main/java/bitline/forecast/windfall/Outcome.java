package bitline.forecast.windfall;

import bitline.base.Interval;
import bitline.text.Range;
import bitline.text.Unit;
import org.hipparchus.special.Erf;

/// One way the year may go for the company.
///
/// @param name for people
/// @param probability of it; those of all outcomes sum to 1
/// @param dollars of profit: log-normal, or one value where the three are equal
public record Outcome(String name, @Range(min = 0, max = 1) double probability, Dollars dollars) {
  private static final double ROOT_2 = 1.4142135623730951;

  /// A profit above 0: its middle and the ends between which it lies in four cases of five.
  public record Dollars(
      @Unit("USD") @Range(min = 1, max = 1e18) double middle,
      @Unit("USD") @Range(min = 1, max = 1e18) double low,
      @Unit("USD") @Range(min = 1, max = 1e18) double high) {
    public Dollars {
      if (!(low <= middle && middle <= high)) {
        throw new IllegalArgumentException(
            "low " + low + ", middle " + middle + " and high " + high + " do not ascend");
      }
    }
  }

  /// Standard deviation of the natural logarithm; the middle of a log-normal profit lies where
  /// `middle` says, and its width is that of `low` to `high`.
  private double deviation() {
    return new Interval(dollars.middle, dollars.low, dollars.high).spread();
  }

  private double mean() {
    double s = deviation();
    return dollars.middle * StrictMath.exp(s * s / 2);
  }

  /// Expected profit.
  double expected() {
    return mean();
  }

  /// Probability that the profit is at most this.
  double cdf(double profit) {
    if (!(profit > 0)) {
      return 0;
    }
    double s = deviation();
    if (s == 0) {
      return profit >= dollars.middle ? 1 : 0;
    }
    return below(StrictMath.log(profit / dollars.middle) / s);
  }

  /// Expected dollars by which the profit exceeds a bound.
  double excess(double bound) {
    double s = deviation();
    if (!(bound > 0)) {
      return mean();
    }
    if (s == 0) {
      return Math.max(0, dollars.middle - bound);
    }
    double d = StrictMath.log(dollars.middle / bound) / s;
    return mean() * below(d + s) - bound * below(d);
  }

  private static double below(double z) {
    return 0.5 * Erf.erfc(-z / ROOT_2);
  }
}
