package bitline.forecast.method;

import java.util.Arrays;

/// The straight line that leaves a share τ of the points below it: the least sum of absolute
/// distances, those above weighing τ and those below 1 − τ (Koenker and Bassett, *Regression
/// quantiles*, Econometrica 46, 1, 1978).
///
/// For a given slope the best level is a quantile of what is left, so the sum is a convex,
/// piecewise straight function of the slope alone. Its least place is found by bisection of its
/// slope down to neighbouring doubles; where it is flat, the middle of the flat part is taken. That
/// has no degenerate cases, which simplex pivots have wherever dates tie.
///
/// @param centre date at which `level` holds
record QuantileLine(double centre, double level, double slope) {
  private static final int HALVINGS = 64;

  static QuantileLine through(Points points, double tau) {
    double centre = Line.through(points).centre();
    int n = points.size();
    double[] t = new double[n];
    double widest = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    double closest = Double.POSITIVE_INFINITY;
    double[] sorted = points.date().clone();
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
      t[i] = points.date()[i] - centre;
      lowest = Math.min(lowest, points.value()[i]);
      highest = Math.max(highest, points.value()[i]);
      if (i > 0 && sorted[i] > sorted[i - 1]) {
        closest = Math.min(closest, sorted[i] - sorted[i - 1]);
      }
    }
    widest = (highest - lowest) / closest + 1;
    double left = edge(t, points.value(), tau, widest, true);
    double right = edge(t, points.value(), tau, widest, false);
    double slope = left + (right - left) / 2;
    return new QuantileLine(centre, level(t, points.value(), slope, tau), slope);
  }

  double at(double date) {
    return level + slope * (date - centre);
  }

  /// The first slope (or the last) at which the sum of distances is least.
  private static double edge(double[] t, double[] y, double tau, double widest, boolean first) {
    double low = -widest;
    double high = widest;
    for (int step = 0; step < HALVINGS; step++) {
      double middle = low + (high - low) / 2;
      double steepness = steepness(t, y, middle, tau);
      if (steepness < 0 || (!first && steepness == 0)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  /// Slope of the least sum of distances over the line's slope. The point on the line takes what
  /// balances the others.
  private static double steepness(double[] t, double[] y, double slope, double tau) {
    double level = level(t, y, slope, tau);
    double sum = 0;
    double balance = 0;
    double onLine = 0;
    int on = 0;
    for (int i = 0; i < t.length; i++) {
      double rest = y[i] - slope * t[i];
      if (rest == level) {
        onLine += t[i];
        on++;
      } else {
        double weight = rest > level ? tau : tau - 1;
        balance += weight;
        sum -= weight * t[i];
      }
    }
    double steepness = on == 0 ? sum : sum + balance * onLine / on;
    return Math.abs(steepness) < 1e-9 ? 0 : steepness;
  }

  /// The middle of all levels that are best for a slope.
  private static double level(double[] t, double[] y, double slope, double tau) {
    double[] rest = new double[t.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = y[i] - slope * t[i];
    }
    Arrays.sort(rest);
    double place = tau * rest.length;
    int below = (int) StrictMath.floor(place + 1e-9);
    if (below >= 1 && below < rest.length && Math.abs(place - below) < 1e-9) {
      return rest[below - 1] + (rest[below] - rest[below - 1]) / 2;
    }
    return rest[Math.min(below, rest.length - 1)];
  }
}
