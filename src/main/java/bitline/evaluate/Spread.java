package bitline.evaluate;

import bitline.base.Share;
import java.util.List;

/// What a sample of manufactured chips says about all chips that could be made: independent draws
/// of one figure.
///
/// The interval of the mean is Student's (*The probable error of a mean*, 1908): it takes the
/// figure for roughly normal, and is unknown for one chip. That of a share is a [Share]'s. Both are
/// of 95 %.
///
/// @param deviation the sample's standard deviation, over n − 1; NaN for one chip
/// @param low lower end of the mean's interval; NaN for one chip
/// @param high its upper end
public record Spread(
    int count,
    double mean,
    double deviation,
    double low,
    double high,
    double least,
    double greatest) {
  /// The spread of figures, of which there is at least one.
  public static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("the spread of no figures");
    }
    int n = figures.size();
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double x : figures) {
      sum += x;
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
    }
    double mean = least == greatest ? least : sum / n;
    double squares = 0;
    for (double x : figures) {
      squares += (x - mean) * (x - mean);
    }
    double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    double half = n < 2 ? Double.NaN : student(n - 1) * deviation / Math.sqrt(n);
    return new Spread(n, mean, deviation, mean - half, mean + half, least, greatest);
  }

  /// The share of figures at or above a floor.
  public static Share atLeast(List<Double> figures, double floor) {
    int n = figures.size();
    int passed = (int) figures.stream().filter(x -> x >= floor).count();
    return Share.of(passed, n);
  }

  /// The 97.5 % quantile of Student's t with so many degrees of freedom, found by halving.
  static double student(int degrees) {
    double low = 0;
    double high = 16;
    for (int i = 0; i < 80; i++) {
      double t = 0.5 * (low + high);
      if (between(t, degrees) < 0.95) {
        low = t;
      } else {
        high = t;
      }
    }
    return 0.5 * (low + high);
  }

  /// The probability that |T| is below `t`: the finite sums of Abramowitz and Stegun, *Handbook of
  /// Mathematical Functions*, 26.7.3 and 26.7.4.
  private static double between(double t, int degrees) {
    double theta = StrictMath.atan(t / Math.sqrt(degrees));
    double cos = StrictMath.cos(theta);
    double sin = StrictMath.sin(theta);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cos : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
      term *= cos * cos * (k - 1) / k;
      sum += term;
    }
    return odd ? 2 / Math.PI * (theta + sin * sum) : sin * sum;
  }
}
