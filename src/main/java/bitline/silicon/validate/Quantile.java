package bitline.silicon.validate;

import java.util.Arrays;

/// Quantiles of a few numbers.
final class Quantile {
  private Quantile() {}

  /// The value below which a share of the numbers lies, on a straight line between neighbours
  /// (Hyndman and Fan's type 7); NaN of none.
  static double of(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    double rest = place - below;
    return rest == 0 ? sorted[below] : sorted[below] * (1 - rest) + sorted[above] * rest;
  }
}
