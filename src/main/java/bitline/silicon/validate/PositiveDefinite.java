package bitline.silicon.validate;

/// A symmetric positive definite matrix by its Cholesky factor: solves, inverts, and gives the
/// logarithm of its determinant, always in the same order of sums.
final class PositiveDefinite {
  private final double[][] lower;

  /// Reads the lower triangle; an `IllegalStateException` where the matrix is not positive
  /// definite.
  PositiveDefinite(double[][] matrix) {
    int n = matrix.length;
    lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(sum > 0)) {
          throw new IllegalStateException("pivot " + i + " is " + sum);
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
  }

  /// x with matrix · x = b.
  double[] solve(double[] b) {
    int n = lower.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  /// Natural logarithm of the determinant.
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += 2 * StrictMath.log(lower[i][i]);
    }
    return sum;
  }

  /// vᵀ · inverse · v.
  double inverseForm(double[] v) {
    double[] x = solve(v);
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * x[i];
    }
    return sum;
  }
}
