package bitline.forecast.method;

import org.jspecify.annotations.Nullable;

/// The lower triangular root of a small symmetric positive matrix, with sums in a written order.
///
/// @param lower row by row
record Cholesky(double[][] lower) {
  /// A pivot that falls below this share of its diagonal means that columns depend on one another.
  private static final double SINGULAR = 1e-11;

  /// Null where the matrix is singular.
  static @Nullable Cholesky of(double[][] matrix) {
    int p = matrix.length;
    double[][] lower = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int i = j; i < p; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(sum > SINGULAR * matrix[j][j])) {
            return null;
          }
          lower[j][j] = Math.sqrt(sum);
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    return new Cholesky(lower);
  }

  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return back(x);
  }

  /// The solution of the transposed root: turns independent normal numbers into ones whose
  /// covariance is the inverse matrix.
  double[] back(double[] right) {
    double[] x = right.clone();
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  double[][] inverse() {
    int p = lower.length;
    double[][] inverse = new double[p][];
    for (int j = 0; j < p; j++) {
      double[] unit = new double[p];
      unit[j] = 1;
      inverse[j] = solve(unit);
    }
    return inverse;
  }
}
