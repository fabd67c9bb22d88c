package bitline.forecast.outlook;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.forecast.Calendar;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.forecast.outlook.Paths.Spread;
import bitline.forecast.score.Backtest;
import bitline.forecast.score.Protocol;
import java.util.List;

/// What one method says of one measure, with the score that the same method has on the past. There
/// is no forecast without a back-test: the constructor refuses one whose method was not tested on
/// this very series, at several origins and on enough outcomes.
///
/// Values are in the unit of the series, dates decimal years. What it leaves out: that the law
/// itself may end, beyond what the method allows for.
///
/// @param series all observations before the origin
/// @param method that was fitted to them
/// @param origin until when anything is known
/// @param until the last date that is foretold
/// @param fitted what the method learned
/// @param paths its middle over time, with resamples
/// @param backtest of this method on this series
/// @param rivals back-tests of simpler methods on the same outcomes
public record Forecast(
    Series series,
    Method method,
    double origin,
    double until,
    Method.Fitted fitted,
    Paths paths,
    Backtest backtest,
    List<Backtest> rivals) {
  /// Origins without which a back-test says nothing about how errors vary.
  public static final int FEWEST_ORIGINS = 3;

  /// Outcomes without which a coverage of 90 % cannot be told from one of 70 %.
  public static final int FEWEST_OUTCOMES = 15;

  /// Dates further ahead than these are not foretold.
  public static final double FARTHEST = 30;

  private static final double LOG_2 = StrictMath.log10(2);

  public Forecast {
    rivals = List.copyOf(rivals);
    if (!backtest.method().equals(method.name()) || !backtest.series().equals(series.name())) {
      throw new IllegalArgumentException(
          "a back-test of "
              + backtest.method()
              + " on "
              + backtest.series()
              + " says nothing of "
              + method.name()
              + " on "
              + series.name());
    }
    int origins = backtest.summary().origins();
    int outcomes = backtest.summary().scored();
    if (origins < FEWEST_ORIGINS || outcomes < FEWEST_OUTCOMES) {
      throw new Problem(
          "no forecast of "
              + series.title()
              + " by "
              + method.name()
              + ": its back-test has "
              + origins
              + " origins and "
              + outcomes
              + " outcomes, and says nothing below "
              + FEWEST_ORIGINS
              + " and "
              + FEWEST_OUTCOMES
              + "; take a longer series or a plainer method");
    }
  }

  /// Fits a method to what was out before a date and tests it on the past. A [Problem] where that
  /// cannot be done, which says why.
  ///
  /// @param rivals simpler methods that it is held against
  public static Forecast of(
      Series series,
      Method method,
      List<Method> rivals,
      double origin,
      double until,
      Progress progress) {
    List<Observation> known = series.before(origin);
    if (known.isEmpty()) {
      throw new Problem(
          "no forecast of "
              + series.title()
              + ": no machine with that figure came out before "
              + Calendar.day(origin));
    }
    Protocol protocol = protocol(known);
    Series past =
        new Series(
            series.name(),
            series.title(),
            series.unit(),
            series.rising(),
            known,
            series.vintages());
    try {
      progress.step("testing on the past", 0, 1 + rivals.size());
      Backtest backtest = Backtest.of(method, past, protocol);
      List<Backtest> others = rivals.stream().map(r -> Backtest.of(r, past, protocol)).toList();
      progress.step("testing on the past", 1 + rivals.size(), 1 + rivals.size());
      return new Forecast(
          past,
          method,
          origin,
          until,
          method.fit(known, origin),
          Paths.of(Laws.quick(method, known, origin), known, origin, until, progress),
          backtest,
          others);
    } catch (Method.TooFew e) {
      throw new Problem(
          "no forecast of " + series.title() + " by " + method.name() + ": " + e.getMessage(), e);
    }
  }

  /// 1 January of nine years, the last of them a year or more before the newest observation; three
  /// years ahead.
  public static Protocol protocol(List<Observation> known) {
    int last = (int) Math.floor(known.getLast().date()) - 1;
    return Protocol.yearly(last - 8, last, 3);
  }

  /// The method without what it learns from its own past: its middle is the same, and it is quick
  /// enough to be fitted again and again.
  public Method quick() {
    return Laws.quick(method, series.observations(), origin);
  }

  /// What a machine that comes out on a date will be.
  public Predictive at(double date) {
    return fitted.at(date);
  }

  /// Whether the back-test looked as far ahead as this.
  public boolean tested(double date) {
    return date <= origin + backtest.protocol().horizon() + 1e-9;
  }

  /// Until when growth is told: as far as the back-test looked.
  private double near() {
    return Math.min(until, origin + backtest.protocol().horizon());
  }

  /// What the middle is multiplied by in a year, from now to where the back-test ends.
  public Spread growth() {
    Spread slope = paths.slope(origin, near());
    return new Spread(
        StrictMath.pow(10, slope.middle()),
        StrictMath.pow(10, slope.low()),
        StrictMath.pow(10, slope.high()));
  }

  /// Years in which the middle doubles, or halves where it falls; not-a-number where nine cases of
  /// ten do not agree on the direction.
  public Spread doubling() {
    Spread slope = paths.slope(origin, near());
    if (!(slope.low() * slope.high() > 0)) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    double one = LOG_2 / Math.abs(slope.low());
    double other = LOG_2 / Math.abs(slope.high());
    return new Spread(LOG_2 / Math.abs(slope.middle()), Math.min(one, other), Math.max(one, other));
  }

  /// What the middle is multiplied by from now to the last date.
  public Spread times() {
    Spread slope = paths.slope(origin, until);
    double years = until - origin;
    return new Spread(
        StrictMath.pow(10, years * slope.middle()),
        StrictMath.pow(10, years * slope.low()),
        StrictMath.pow(10, years * slope.high()));
  }

  /// Where a machine stands against the trend.
  ///
  /// @param years between its date and the date on which the middle of all machines has its value:
  ///   above 0 ahead, below behind; not-a-number where the middle never gets there
  /// @param low in one case of twenty it is less, as trend and value are known
  /// @param high in one case of twenty it is more
  /// @param trend the middle of all machines on its date, in the unit of the series
  /// @param better share of machines of its date that are expected to be worse than it
  public record Ahead(double years, double low, double high, double trend, double better) {}

  /// How many years a value is ahead of the trend.
  ///
  /// @param value in the unit of the series; its bounds hold four cases of five
  /// @param date decimal year on which the machine comes out
  public Ahead yearsAhead(Interval value, double date) {
    double log = StrictMath.log10(value.middle());
    double deviation = value.spread() / StrictMath.log(10);
    Spread passes = paths.passes(date, log, deviation);
    double below = fitted.at(date).cdf(log);
    return new Ahead(
        passes.middle() - date,
        passes.low() - date,
        passes.high() - date,
        StrictMath.pow(10, paths.at(date)),
        series.rising() ? below : 1 - below);
  }

  /// The same of a value that is known.
  public Ahead yearsAhead(double value, double date) {
    return yearsAhead(new Interval(value, value, value), date);
  }
}
