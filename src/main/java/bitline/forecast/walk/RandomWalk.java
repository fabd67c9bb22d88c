package bitline.forecast.walk;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import bitline.forecast.walk.YearlyPath.Level;
import java.util.List;

/// The random walk of Farmer and Lafond as a method. Machines of a year (counted back from the
/// origin) become one value, their median, best or worst; the walk foretells that value with a
/// Student distribution, and a machine lies about it as machines of past years lay about theirs. A
/// series of one value a year is foretold exactly as in the paper.
public final class RandomWalk implements Method {
  private static final double LN10 = StrictMath.log(10);

  /// Increments below which nothing is foretold: with fewer the Student distribution has no
  /// variance.
  private static final int FEWEST = 4;

  private final String name;
  private final Level level;
  private final double theta;
  private final boolean own;

  private RandomWalk(String name, Level level, double theta, boolean own) {
    this.name = name;
    this.level = level;
    this.theta = theta;
    this.own = own;
  }

  /// Yearly medians, θ of the paper's technologies together.
  public static RandomWalk pooled() {
    return new RandomWalk("random-walk", Level.MEDIAN, Walk.POOLED_THETA, false);
  }

  /// Yearly medians, θ as given.
  public static RandomWalk with(double theta) {
    return new RandomWalk("random-walk", Level.MEDIAN, theta, false);
  }

  /// Yearly medians, θ of the series' own most likely value.
  public static RandomWalk ownTheta() {
    return new RandomWalk("random-walk-own", Level.MEDIAN, 0, true);
  }

  /// The year's best, θ of the series' own most likely value.
  ///
  /// @param rising whether more is better
  public static RandomWalk frontier(boolean rising) {
    return new RandomWalk("random-walk-best", rising ? Level.HIGHEST : Level.LOWEST, 0, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String says() {
    return "the year's "
        + (level == Level.MEDIAN ? "median" : "best")
        + " takes steps of a steady drift with noise that lasts (Farmer, Lafond 2016; theta "
        + (own ? "of this series" : Double.toString(theta))
        + ")";
  }

  @Override
  public Learned fit(List<Observation> known, double origin) {
    YearlyPath path = YearlyPath.of(known, origin, level);
    if (path.logs().length <= FEWEST) {
      throw new TooFew(
          name + " needs " + (FEWEST + 1) + " years with a value; there are " + path.logs().length);
    }
    double mine = own ? MovingAverage.theta(path.steps(), path.dates(), path.logs()) : theta;
    return new Learned(Walk.of(path.steps(), path.dates(), path.logs(), mine), path.residuals());
  }

  /// A walk and how machines lie about it.
  ///
  /// @param walk of the yearly value
  /// @param residuals natural logarithms, ascending
  public record Learned(Walk walk, List<Double> residuals) implements Fitted {
    public Learned {
      residuals = List.copyOf(residuals);
    }

    @Override
    public Predictive at(double date) {
      double middle = walk.middle(date);
      double scale = walk.scale(date) / LN10;
      return Mixture.equal(
          residuals.stream()
              .map(r -> new Student((middle + r) / LN10, scale, walk.degrees()))
              .toList());
    }
  }
}
