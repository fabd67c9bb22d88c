package bitline.tensor.simd;

import bitline.tensor.Workers;

/// A matrix times one column, as a classifier's last layer is. Lanes would hold one column and
/// nothing else, so rows go eight at a time instead, each a chain of its own.
final class ColumnProduct {
  private static final int ROWS = 8;

  private ColumnProduct() {}

  /// As [FloatProduct#multiply] where B has one column.
  static void multiply(
      Workers workers,
      int m,
      float[] a,
      int aAt,
      int lda,
      PlacedRows b,
      FloatProduct.Ends ends,
      float[] c,
      int cAt,
      int ldc) {
    int[] offsets = b.offsets();
    float[] x = new float[offsets.length];
    for (int l = 0; l < x.length; l++) {
      x[l] = b.data()[offsets[l]];
    }
    for (int i = 0; i < m && ends.fresh(); i++) {
      c[cAt + i * ldc] = 0;
    }
    int blocks = Math.ceilDiv(m, ROWS);
    int parts = workers.threads() == 1 ? 1 : Math.min(blocks, 4 * workers.threads());
    workers.run(
        parts,
        part -> {
          for (int i = blocks * part / parts; i < blocks * (part + 1) / parts; i++) {
            rows(
                Math.min(ROWS, m - i * ROWS),
                a,
                aAt + i * ROWS * lda,
                lda,
                x,
                c,
                cAt + i * ROWS * ldc,
                ldc);
          }
        });
    for (int i = 0; i < m && ends.bias() != null; i++) {
      c[cAt + i * ldc] += ends.bias()[ends.biasAt() + i];
    }
  }

  private static void rows(
      int rows, float[] a, int aAt, int lda, float[] x, float[] c, int cAt, int ldc) {
    if (rows == ROWS) {
      eight(a, aAt, lda, x, c, cAt, ldc);
      return;
    }
    for (int r = 0; r < rows; r++) {
      float sum = c[cAt + r * ldc];
      for (int l = 0; l < x.length; l++) {
        sum = Math.fma(a[aAt + r * lda + l], x[l], sum);
      }
      c[cAt + r * ldc] = sum;
    }
  }

  private static void eight(float[] a, int aAt, int lda, float[] x, float[] c, int cAt, int ldc) {
    float s0 = c[cAt];
    float s1 = c[cAt + ldc];
    float s2 = c[cAt + 2 * ldc];
    float s3 = c[cAt + 3 * ldc];
    float s4 = c[cAt + 4 * ldc];
    float s5 = c[cAt + 5 * ldc];
    float s6 = c[cAt + 6 * ldc];
    float s7 = c[cAt + 7 * ldc];
    for (int l = 0; l < x.length; l++) {
      float b = x[l];
      int at = aAt + l;
      s0 = Math.fma(a[at], b, s0);
      s1 = Math.fma(a[at + lda], b, s1);
      s2 = Math.fma(a[at + 2 * lda], b, s2);
      s3 = Math.fma(a[at + 3 * lda], b, s3);
      s4 = Math.fma(a[at + 4 * lda], b, s4);
      s5 = Math.fma(a[at + 5 * lda], b, s5);
      s6 = Math.fma(a[at + 6 * lda], b, s6);
      s7 = Math.fma(a[at + 7 * lda], b, s7);
    }
    c[cAt] = s0;
    c[cAt + ldc] = s1;
    c[cAt + 2 * ldc] = s2;
    c[cAt + 3 * ldc] = s3;
    c[cAt + 4 * ldc] = s4;
    c[cAt + 5 * ldc] = s5;
    c[cAt + 6 * ldc] = s6;
    c[cAt + 7 * ldc] = s7;
  }
}
