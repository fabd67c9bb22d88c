package bitline.silicon.fit;

/// Small linear algebra: dense systems and least squares.
public final class LinearSystem {
  private LinearSystem() {}

  /// Σ a·b in the order of the elements.
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// Solves A·z = v by elimination with pivots.
  static double[] solve(double[][] matrix, double[] v) {
    int n = v.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    double[] z = v.clone();
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
          pivot = i;
        }
      }
      if (a[pivot][k] == 0) {
        throw new IllegalArgumentException("the matrix is singular");
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double value = z[k];
      z[k] = z[pivot];
      z[pivot] = value;
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
        z[i] -= factor * z[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        z[k] -= a[k][j] * z[j];
      }
      z[k] /= a[k][k];
    }
    return z;
  }

  /// The coefficients b that make Σ (y − x·b)² least, by Householder's reflections.
  public static double[] leastSquares(double[][] x, double[] y) {
    int n = y.length;
    int p = x[0].length;
    if (x.length != n || n < p) {
      throw new IllegalArgumentException(x.length + " rows, " + n + " values, " + p + " unknowns");
    }
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = x[i].clone();
    }
    double[] v = y.clone();
    for (int k = 0; k < p; k++) {
      reflect(a, v, k);
    }
    double[][] top = new double[p][p];
    double[] right = new double[p];
    for (int i = 0; i < p; i++) {
      System.arraycopy(a[i], i, top[i], i, p - i);
      right[i] = v[i];
    }
    return solve(top, right);
  }

  private static void reflect(double[][] a, double[] v, int k) {
    int n = v.length;
    double size = 0;
    for (int i = k; i < n; i++) {
      size += a[i][k] * a[i][k];
    }
    double alpha = a[k][k] > 0 ? -Math.sqrt(size) : Math.sqrt(size);
    double[] u = new double[n];
    for (int i = k; i < n; i++) {
      u[i] = a[i][k];
    }
    u[k] -= alpha;
    double length = dot(u, u);
    if (length == 0) {
      return;
    }
    for (int j = k; j < a[0].length; j++) {
      double sum = 0;
      for (int i = k; i < n; i++) {
        sum += u[i] * a[i][j];
      }
      for (int i = k; i < n; i++) {
        a[i][j] -= 2 * sum / length * u[i];
      }
    }
    double sum = dot(u, v);
    for (int i = k; i < n; i++) {
      v[i] -= 2 * sum / length * u[i];
    }
  }
}
