package bitline.task;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Ranks of numbers and their correlation. Source: Spearman, "The proof and measurement of
/// association between two things", 1904.
final class Ranks {
  private Ranks() {}

  /// The rank of each number, 1 for the least; equal numbers share the mean of their ranks.
  static double[] of(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /// Pearson's correlation of the ranks; 0 where one side does not vary.
  static double spearman(double[] a, double[] b) {
    double[] x = of(a);
    double[] y = of(b);
    double mean = (a.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
