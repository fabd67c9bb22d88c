package bitline.forecast.walk;

/// The θ under which the increments of a [Walk] are most likely (Gaussian noise, drift and
/// volatility as they fit best).
final class MovingAverage {
  private static final double MOST = 0.95;
  private static final double GRID = 0.05;

  private MovingAverage() {}

  static double theta(int[] steps, double[] dates, double[] logs) {
    double best = 0;
    double most = Double.NEGATIVE_INFINITY;
    int count = (int) Math.rint(MOST / GRID);
    for (int i = -count; i <= count; i++) {
      double likelihood = logLikelihood(steps, dates, logs, i * GRID);
      if (likelihood > most) {
        most = likelihood;
        best = i * GRID;
      }
    }
    return best;
  }

  /// Increments have a covariance of three diagonals: g·(1+θ²) + 2θ·(g−1) in the middle, θ beside
  /// it. One pass whitens increments and the drift's regressor.
  static double logLikelihood(int[] steps, double[] dates, double[] logs, double theta) {
    int n = logs.length - 1;
    double determinant = 0;
    double dd = 0;
    double dx = 0;
    double xx = 0;
    double pivot = 0;
    double d = 0;
    double x = 0;
    for (int i = 1; i <= n; i++) {
      double g = steps[i] - steps[i - 1];
      double diagonal = g * (1 + theta * theta) + 2 * theta * (g - 1);
      double ratio = i == 1 ? 0 : theta / pivot;
      pivot = i == 1 ? diagonal : diagonal - theta * ratio;
      d = logs[i] - logs[i - 1] - ratio * d;
      x = dates[i] - dates[i - 1] - ratio * x;
      determinant += StrictMath.log(pivot);
      dd += d * d / pivot;
      dx += d * x / pivot;
      xx += x * x / pivot;
    }
    double residual = dd - dx * dx / xx;
    return -0.5 * (n * StrictMath.log(residual / n) + determinant);
  }
}
