package bitline.forecast;

import java.util.Arrays;
import java.util.Comparator;

/// What many draws say of a value: a weighted sample of decimal logarithms, each smeared by a
/// double exponential kernel.
///
/// The kernel ½·e^(−|x|/h)/h is chosen because sums over it need but one pass: the distribution,
/// its density and its quantiles are exact and cost the logarithm of the sample's size. Beyond the
/// outermost draw probability falls e-fold every `h`. The sample is first drawn together so that
/// its standard deviation is that of the draws (Jones, *On correcting for variance inflation in
/// kernel density estimation*, Computational Statistics & Data Analysis 11, 3, 1991).
public final class Sample implements Predictive {
  /// (√π/6)^(1/5): the bandwidth of least mean squared error for normal draws, over σ·n^(−1/5).
  private static final double NORMAL_REFERENCE = 0.7835;

  /// No kernel is wider than so many standard deviations: wider ones could not keep the variance.
  private static final double WIDEST = 0.5;

  /// Interquartile ranges below so many standard deviations come from draws that tie, and say
  /// nothing of the spread.
  private static final double TIED = 0.25;

  private final double[] x;

  /// Weight up to and including a draw.
  private final double[] below;

  /// Weighted sum of e^(−(x_i − x_j)/h) over the draws j ≤ i, and of e^(−(x_j − x_i)/h) over j ≥ i.
  private final double[] fromBelow;

  private final double[] fromAbove;
  private final double bandwidth;

  private Sample(double[] x, double[] weights, double bandwidth) {
    this.x = x;
    this.bandwidth = bandwidth;
    int n = x.length;
    below = new double[n];
    fromBelow = new double[n];
    fromAbove = new double[n];
    double sum = 0;
    double carried = 0;
    for (int i = 0; i < n; i++) {
      sum += weights[i];
      below[i] = sum;
      carried = (i == 0 ? 0 : carried * fall(x[i] - x[i - 1])) + weights[i];
      fromBelow[i] = carried;
    }
    carried = 0;
    for (int i = n - 1; i >= 0; i--) {
      carried = (i == n - 1 ? 0 : carried * fall(x[i + 1] - x[i])) + weights[i];
      fromAbove[i] = carried;
    }
    for (int i = 0; i < n; i++) {
      below[i] /= sum;
      fromBelow[i] /= sum;
      fromAbove[i] /= sum;
    }
  }

  /// Draws of equal weight.
  public static Sample of(double[] draws) {
    double[] weights = new double[draws.length];
    Arrays.fill(weights, 1);
    return weighted(draws, weights);
  }

  /// Draws with weights of any sum, smeared by the rule for normal draws (with the smaller of the
  /// standard deviation and the interquartile range over 1.349, and as many draws as the weights
  /// are worth).
  ///
  /// @throws IllegalArgumentException when all draws are the same: nothing says how far to smear
  public static Sample weighted(double[] draws, double[] weights) {
    if (draws.length != weights.length || draws.length < 2) {
      throw new IllegalArgumentException(draws.length + " draws, " + weights.length + " weights");
    }
    Integer[] order = new Integer[draws.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> draws[i]));
    double[] x = new double[draws.length];
    double[] w = new double[draws.length];
    double total = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = draws[order[i]];
      w[i] = weights[order[i]];
      if (!Double.isFinite(x[i]) || !(w[i] >= 0 && w[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a draw of " + x[i] + " with weight " + w[i]);
      }
      total += w[i];
      squares += w[i] * w[i];
    }
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      mean += w[i] / total * x[i];
    }
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      variance += w[i] / total * (x[i] - mean) * (x[i] - mean);
    }
    if (!(variance > 0)) {
      throw new IllegalArgumentException("all " + x.length + " draws are " + mean);
    }
    double deviation = Math.sqrt(variance);
    double middle = (at(x, w, 0.75 * total) - at(x, w, 0.25 * total)) / 1.349;
    double spread = middle > TIED * deviation ? Math.min(deviation, middle) : deviation;
    double worth = total * total / squares;
    double h =
        Math.min(NORMAL_REFERENCE * spread * StrictMath.pow(worth, -0.2), WIDEST * deviation);
    double together = Math.sqrt(1 - 2 * h * h / variance);
    for (int i = 0; i < x.length; i++) {
      x[i] = mean + (x[i] - mean) * together;
    }
    return new Sample(x, w, h);
  }

  /// How far a draw is smeared, in orders of magnitude.
  public double bandwidth() {
    return bandwidth;
  }

  @Override
  public double cdf(double log10) {
    int i = last(log10);
    double sum = i < 0 ? 0 : below[i] - 0.5 * fromBelow[i] * fall(log10 - x[i]);
    if (i + 1 < x.length) {
      sum += 0.5 * fromAbove[i + 1] * fall(x[i + 1] - log10);
    }
    return Math.clamp(sum, 0, 1);
  }

  @Override
  public double logDensity(double log10) {
    int i = last(log10);
    if (i < 0) {
      return StrictMath.log(fromAbove[0] / (2 * bandwidth)) - (x[0] - log10) / bandwidth;
    }
    if (i == x.length - 1) {
      return StrictMath.log(fromBelow[i] / (2 * bandwidth)) - (log10 - x[i]) / bandwidth;
    }
    double sum = fromBelow[i] * fall(log10 - x[i]) + fromAbove[i + 1] * fall(x[i + 1] - log10);
    return StrictMath.log(sum / (2 * bandwidth));
  }

  /// Between two draws the distribution function is c + ½b·z − ½a/z with z = e^(distance/h): a
  /// quadratic equation.
  @Override
  public double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("probability " + p + " is not between 0 and 1");
    }
    int low = 0;
    int high = x.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cdf(x[middle]) <= p) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int i = low - 1;
    if (i < 0) {
      return x[0] + bandwidth * StrictMath.log(2 * p / fromAbove[0]);
    }
    if (i == x.length - 1) {
      return x[i] - bandwidth * StrictMath.log(2 * (1 - p) / fromBelow[i]);
    }
    double b = fromAbove[i + 1] * fall(x[i + 1] - x[i]);
    double a = fromBelow[i];
    double rest = p - below[i];
    double root = Math.sqrt(rest * rest + a * b);
    double z = rest > 0 ? (rest + root) / b : a / (root - rest);
    return Math.clamp(x[i] + bandwidth * StrictMath.log(z), x[i], x[i + 1]);
  }

  private double fall(double distance) {
    return StrictMath.exp(-distance / bandwidth);
  }

  /// The last draw that is not above; -1 for none.
  private int last(double log10) {
    int low = 0;
    int high = x.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x[middle] <= log10) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static double at(double[] x, double[] w, double weight) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += w[i];
      if (sum >= weight) {
        return x[i];
      }
    }
    return x[x.length - 1];
  }
}
