package bitline.forecast.score;

import bitline.forecast.Gaussian;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import org.hipparchus.special.Beta;

/// Proper scores of one forecast: a forecaster does best by saying what they believe (Gneiting and
/// Raftery 2007). All are of decimal logarithms; orders of magnitude are their unit.
public final class Scores {
  /// Levels of the pinball loss: 5, 10 … 95 %.
  private static final int LEVELS = 19;

  private Scores() {}

  /// Continuous ranked probability score: the integral of (F(x) − [x ≥ y])² over x. It is the
  /// absolute error where a forecast is a point. Closed for Student's t and the normal distribution
  /// (Jordan, Krüger, Lerch 2019), else [#crpsNumeric].
  ///
  /// @return infinite for a Student's t of one degree of freedom or less, which has no mean
  public static double crps(Predictive said, double y) {
    return said instanceof Student || said instanceof Gaussian
        ? crps(said, new double[0], y)
        : crps(said, levels(said), y);
  }

  /// The same where the quantiles at the levels are known already.
  static double crps(Predictive said, double[] levels, double y) {
    return switch (said) {
      case Student t -> crps(t, y);
      case Gaussian normal -> crps(normal, y);
      default -> integral(said, y, ends(levels[0], levels[LEVELS / 2], levels[LEVELS - 1]), 1);
    };
  }

  /// The quantiles of 5, 10 … 95 %.
  static double[] levels(Predictive said) {
    double[] levels = new double[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = said.quantile((i + 1) / (LEVELS + 1.0));
    }
    return levels;
  }

  private static double crps(Gaussian normal, double y) {
    double z = (y - normal.mean()) / normal.deviation();
    double density = StrictMath.exp(normal.logDensity(y)) * normal.deviation();
    double sum = z * (2 * normal.cdf(y) - 1) + 2 * density - 1 / Math.sqrt(StrictMath.PI);
    return normal.deviation() * sum;
  }

  private static double crps(Student t, double y) {
    double nu = t.freedom();
    if (nu <= 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (nu > 1e8) {
      return crps(new Gaussian(t.location(), t.scale()), y);
    }
    double z = (y - t.location()) / t.scale();
    double density = StrictMath.exp(t.logDensity(y)) * t.scale();
    double spread =
        2
            * Math.sqrt(nu)
            / (nu - 1)
            * StrictMath.exp(Beta.logBeta(0.5, nu - 0.5) - 2 * Beta.logBeta(0.5, nu / 2));
    double tails = 2 * density * (nu + z * z) / (nu - 1);
    return t.scale() * (z * (2 * t.cdf(y) - 1) + tails - spread);
  }

  /// A number found by integration.
  ///
  /// @param error an estimate of how far it is off: the difference to pieces half as long, and the
  ///   tails that were cut
  public record Numeric(double value, double error) {}

  /// The same for any distribution, by integrating the squared distribution function below y and
  /// the squared rest above it, by Gauss and Legendre's rule over pieces: between five quantiles,
  /// and beyond them over pieces that grow.
  public static Numeric crpsNumeric(Predictive said, double y) {
    double[] ends = ends(said.quantile(0.05), said.quantile(0.5), said.quantile(0.95));
    double value = integral(said, y, ends, 1);
    double low = said.cdf(ends[0]);
    double high = 1 - said.cdf(ends[ends.length - 1]);
    double cut = (low * low + high * high) * (ends[ends.length - 1] - ends[0]);
    return new Numeric(value, Math.abs(integral(said, y, ends, 2) - value) + cut);
  }

  /// How far beyond the interval of 90 % the integral goes, in lengths of the interval.
  private static final double[] BEYOND = {0.15, 0.4, 1, 3, 10};

  private static double[] ends(double low, double middle, double high) {
    int tails = BEYOND.length;
    double length = high - low;
    double[] ends = new double[2 * tails + 5];
    for (int i = 0; i < tails; i++) {
      ends[tails - 1 - i] = low - BEYOND[i] * length;
      ends[tails + 5 + i] = high + BEYOND[i] * length;
    }
    ends[tails] = low;
    ends[tails + 1] = (low + middle) / 2;
    ends[tails + 2] = middle;
    ends[tails + 3] = (middle + high) / 2;
    ends[tails + 4] = high;
    return ends;
  }

  private static double integral(Predictive said, double y, double[] ends, int splits) {
    // Beyond its ends the distribution is all but 0 or 1, and the square is that of the distance.
    double sum = Math.max(0, ends[0] - y) + Math.max(0, y - ends[ends.length - 1]);
    for (int i = 0; i + 1 < ends.length; i++) {
      for (int k = 0; k < splits; k++) {
        double width = (ends[i + 1] - ends[i]) / splits;
        double from = ends[i] + k * width;
        double to = from + width;
        double middle = Math.min(Math.max(y, from), to);
        sum += piece(said, from, middle, false) + piece(said, middle, to, true);
      }
    }
    return sum;
  }

  private static final double[] NODES = {
    0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
  };
  private static final double[] WEIGHTS = {
    0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
  };

  private static double piece(Predictive said, double from, double to, boolean above) {
    double half = (to - from) / 2;
    if (!(half > 0)) {
      return 0;
    }
    double centre = (from + to) / 2;
    double sum = 0;
    for (int i = 0; i < NODES.length; i++) {
      for (int side = -1; side <= 1; side += 2) {
        double f = said.cdf(centre + side * half * NODES[i]);
        double g = above ? 1 - f : f;
        sum += WEIGHTS[i] * g * g;
      }
    }
    return half * sum;
  }

  /// Loss of a quantile as forecast: what came above it counts with its probability, what came
  /// below with the rest.
  public static double pinball(double quantile, double p, double y) {
    return y >= quantile ? p * (y - quantile) : (1 - p) * (quantile - y);
  }

  /// The mean of it over 5, 10 … 95 %; over all levels it would be half of the CRPS.
  public static double pinball(Predictive said, double y) {
    return pinball(levels(said), y);
  }

  static double pinball(double[] levels, double y) {
    double sum = 0;
    for (int i = 0; i < LEVELS; i++) {
      sum += pinball(levels[i], (i + 1) / (LEVELS + 1.0), y);
    }
    return sum / LEVELS;
  }
}
