package bitline.forecast;

import bitline.base.Normal;

/// A distribution known at some probabilities: between two of them, and beyond the outermost, it is
/// the piece of a normal distribution that goes through both.
///
/// So the quantile is a broken line over the standard normal deviate. The tails take the slope of
/// the outermost piece, or the slope from end to end where that is steeper: few data say little
/// about tails, and a thin one is the costlier mistake.
public final class Quantiles implements Predictive {
  private final double[] z;
  private final double[] x;
  private final double tailBelow;
  private final double tailAbove;

  /// @param probabilities ascending, between 0 and 1, at least two
  /// @param log10 the decimal logarithms there; never falling, and the last above the first. Where
  ///   neighbours are closer than a thousandth of the distance from end to end, they are moved
  ///   apart so far: a distribution with a density is wanted
  public Quantiles(double[] probabilities, double[] log10) {
    int n = probabilities.length;
    if (n < 2 || log10.length != n || !(log10[n - 1] > log10[0])) {
      throw new IllegalArgumentException(
          n + " probabilities, " + log10.length + " quantiles, or all of them the same");
    }
    z = new double[n];
    x = log10.clone();
    double least = (log10[n - 1] - log10[0]) / 1000;
    for (int i = 0; i < n; i++) {
      z[i] = Normal.quantile(probabilities[i]);
      if (i > 0 && !(z[i] > z[i - 1] && log10[i] >= log10[i - 1])) {
        throw new IllegalArgumentException("quantiles that fall at " + probabilities[i]);
      }
      if (i > 0) {
        x[i] = Math.max(x[i], x[i - 1] + least);
      }
    }
    double whole = (x[n - 1] - x[0]) / (z[n - 1] - z[0]);
    tailBelow = Math.max(whole, (x[1] - x[0]) / (z[1] - z[0]));
    tailAbove = Math.max(whole, (x[n - 1] - x[n - 2]) / (z[n - 1] - z[n - 2]));
  }

  @Override
  public double cdf(double log10) {
    return Gaussian.below(deviate(log10));
  }

  @Override
  public double quantile(double p) {
    double q = Normal.quantile(p);
    int last = z.length - 1;
    if (q <= z[0]) {
      return x[0] + (q - z[0]) * tailBelow;
    }
    if (q >= z[last]) {
      return x[last] + (q - z[last]) * tailAbove;
    }
    int i = piece(z, q);
    return x[i] + (q - z[i]) * (x[i + 1] - x[i]) / (z[i + 1] - z[i]);
  }

  @Override
  public double logDensity(double log10) {
    int last = x.length - 1;
    double slope;
    if (log10 <= x[0]) {
      slope = tailBelow;
    } else if (log10 >= x[last]) {
      slope = tailAbove;
    } else {
      int i = piece(x, log10);
      slope = (x[i + 1] - x[i]) / (z[i + 1] - z[i]);
    }
    return Gaussian.logDensityAt(deviate(log10)) - StrictMath.log(slope);
  }

  private double deviate(double log10) {
    int last = x.length - 1;
    if (log10 <= x[0]) {
      return z[0] + (log10 - x[0]) / tailBelow;
    }
    if (log10 >= x[last]) {
      return z[last] + (log10 - x[last]) / tailAbove;
    }
    int i = piece(x, log10);
    return z[i] + (log10 - x[i]) * (z[i + 1] - z[i]) / (x[i + 1] - x[i]);
  }

  /// The last index whose entry is not above, at most the last but one.
  private static int piece(double[] of, double at) {
    int i = 0;
    while (i + 2 < of.length && of[i + 1] <= at) {
      i++;
    }
    return i;
  }
}
