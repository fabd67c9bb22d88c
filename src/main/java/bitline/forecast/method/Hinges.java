package bitline.forecast.method;

import bitline.forecast.Student;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Broken lines through points by least squares: 1, the date, and for each break at c the part
/// max(0, date − c), so that the line bends and does not jump. Sums over the points after each date
/// are kept, so one fit costs the same for ten points and ten thousand.
final class Hinges {
  private final double centre;
  private final double level;
  private final double[] t;

  /// Sums over the points from i on: how many, t, t², y, t·y.
  private final double[][] after;

  private final double total;

  /// @param points ascending by date
  Hinges(Points points) {
    Line line = Line.through(points);
    centre = line.centre();
    level = line.level();
    int n = points.size();
    t = new double[n];
    after = new double[5][n + 1];
    double sum = 0;
    for (int i = n - 1; i >= 0; i--) {
      double x = points.date()[i] - centre;
      double y = points.value()[i] - level;
      t[i] = x;
      sum += y * y;
      double[] terms = {1, x, x * x, y, x * y};
      for (int k = 0; k < 5; k++) {
        after[k][i] = after[k][i + 1] + terms[k];
      }
    }
    total = sum;
  }

  /// A broken line.
  ///
  /// @param breaks decimal years, ascending
  /// @param coefficients level at the centre, first slope, and how much the slope changes at each
  ///   break
  /// @param inverse of the normal equations' matrix
  /// @param residual sum of squared residuals
  /// @param count points
  record Bent(
      double centre,
      double[] breaks,
      double[] coefficients,
      double[][] inverse,
      double residual,
      int count) {

    /// Slope before the first break, after the first, after the second.
    double slope(int piece) {
      double slope = coefficients[1];
      for (int i = 0; i < piece; i++) {
        slope += coefficients[2 + i];
      }
      return slope;
    }

    /// A next observation, where further variance comes from elsewhere.
    Student next(double date, double further) {
      double[] x = new double[coefficients.length];
      x[0] = 1;
      x[1] = date - centre;
      for (int i = 0; i < breaks.length; i++) {
        x[2 + i] = Math.max(0, date - breaks[i]);
      }
      double mean = 0;
      double leverage = 0;
      for (int i = 0; i < x.length; i++) {
        mean += x[i] * coefficients[i];
        for (int j = 0; j < x.length; j++) {
          leverage += x[i] * inverse[i][j] * x[j];
        }
      }
      int freedom = count - x.length;
      double variance = Math.max(residual / freedom, Points.LEAST * Points.LEAST);
      return new Student(mean, Math.sqrt(variance * (1 + leverage) + further), freedom);
    }
  }

  /// The best line with breaks at these decimal years; null where the points cannot tell (a piece
  /// without two dates).
  @Nullable Bent bent(double... breaks) {
    int p = 2 + breaks.length;
    double[][] matrix = new double[p][p];
    double[] right = new double[p];
    matrix[0][0] = after[0][0];
    matrix[0][1] = after[1][0];
    matrix[1][1] = after[2][0];
    right[0] = after[3][0];
    right[1] = after[4][0];
    for (int b = 0; b < breaks.length; b++) {
      double c = breaks[b] - centre;
      int from = from(c);
      matrix[0][2 + b] = after[1][from] - c * after[0][from];
      matrix[1][2 + b] = after[2][from] - c * after[1][from];
      right[2 + b] = after[4][from] - c * after[3][from];
      for (int a = 0; a <= b; a++) {
        double d = breaks[a] - centre;
        matrix[2 + a][2 + b] = after[2][from] - (c + d) * after[1][from] + c * d * after[0][from];
      }
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = matrix[j][i];
      }
    }
    Cholesky root = Cholesky.of(matrix);
    if (root == null) {
      return null;
    }
    double[] coefficients = root.solve(right);
    double explained = 0;
    for (int i = 0; i < p; i++) {
      explained += coefficients[i] * right[i];
    }
    coefficients[0] += level;
    double residual = Math.max(total - explained, 0);
    return new Bent(centre, breaks, coefficients, root.inverse(), residual, t.length);
  }

  /// The first point after a date.
  int from(double centred) {
    int at = Arrays.binarySearch(t, centred);
    int i = at >= 0 ? at : -at - 1;
    while (i < t.length && t[i] <= centred) {
      i++;
    }
    return i;
  }

  /// How many points come after a decimal year.
  int countAfter(double year) {
    return t.length - from(year - centre);
  }
}
