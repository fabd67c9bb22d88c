package bitline.tensor;

/// The scalar reference of [Kernels]: three loops.
public final class ScalarKernels implements Kernels {
  private final String reason;

  public ScalarKernels(String reason) {
    this.reason = reason;
  }

  @Override
  public void matmul(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        float x = a[aAt + i * lda + l];
        for (int j = 0; j < n; j++) {
          c[cAt + i * ldc + j] = Math.fma(x, b[bAt + l * ldb + j], c[cAt + i * ldc + j]);
        }
      }
    }
  }

  @Override
  public void matmulInt(int m, int n, int k, int[] a, int aAt, int lda, int[] b, int bAt, int ldb, int[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        int x = a[aAt + i * lda + l];
        for (int j = 0; j < n; j++) {
          c[cAt + i * ldc + j] += x * b[bAt + l * ldb + j];
        }
      }
    }
  }

  @Override
  public String reason() {
    return reason;
  }
}
