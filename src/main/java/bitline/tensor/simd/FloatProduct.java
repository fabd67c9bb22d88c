package bitline.tensor.simd;

import bitline.tensor.Workers;
import org.jspecify.annotations.Nullable;

/// C = start + A·B with B in [PlacedRows].
///
/// Each element of C is one fma chain over k ascending. A block of k ends by writing its sums down and the next begins
/// from there, which changes no bit.
final class FloatProduct {
  private static final int WIDTH = Lanes.PANEL;

  private final float[] a;
  private final int aAt;
  private final int lda;
  private final PlacedRows b;
  private final float @Nullable [] starts;
  private final float[] c;
  private final int cAt;
  private final int ldc;

  private FloatProduct(
      float[] a, int aAt, int lda, PlacedRows b, float @Nullable [] starts, float[] c, int cAt, int ldc) {
    this.a = a;
    this.aAt = aAt;
    this.lda = lda;
    this.b = b;
    this.starts = starts;
    this.c = c;
    this.cAt = cAt;
    this.ldc = ldc;
  }

  /// C is `m` rows of `b.columns()` from `cAt` on, `ldc` apart; A is `m` rows of one element for each row of `b`.
  ///
  /// @param starts what [#starts] made of the bias; null where C holds the start values
  static void multiply(
      Workers workers, int m, float[] a, int aAt, int lda, PlacedRows b, float @Nullable [] starts,
      float[] c, int cAt, int ldc) {
    FloatProduct product = new FloatProduct(a, aAt, lda, b, starts, c, cAt, ldc);
    PanelTasks.run(workers, m, b.panels(), product::task);
  }

  /// One start value a row, spread over the columns of a panel.
  static float[] starts(float[] bias, int from, int rows) {
    float[] starts = new float[rows * WIDTH];
    for (int i = 0; i < rows; i++) {
      java.util.Arrays.fill(starts, i * WIDTH, (i + 1) * WIDTH, bias[from + i]);
    }
    return starts;
  }

  /// Zeros to start `rows` rows from.
  static float[] zeros(int rows) {
    return new float[rows * WIDTH];
  }

  private void task(Panel panel, int i, int rows, int j) {
    int columns = Math.min(WIDTH, b.columns() - j);
    int vectors = Math.ceilDiv(columns, Lanes.COUNT);
    int k = b.offsets().length;
    panel.place(b, j, columns);
    // Columns that fill no whole vectors are summed aside and copied.
    boolean aside = columns % Lanes.COUNT != 0;
    float[] sums = aside ? new float[rows * WIDTH] : c;
    int at = aside ? 0 : cAt + i * ldc + j;
    int stride = aside ? WIDTH : ldc;
    if (aside && starts == null) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(c, cAt + (i + r) * ldc + j, sums, r * WIDTH, columns);
      }
    }
    for (int l = 0; l == 0 || l < k; l += Panel.ROWS) {
      int depth = Math.min(Panel.ROWS, k - l);
      panel.fill(b, l, depth);
      if (l == 0 && starts != null) {
        FloatTiles.multiply(
            rows, vectors, depth, a, aAt + i * lda, lda, panel.data, 0, starts, i * WIDTH, WIDTH, sums, at, stride);
      } else {
        FloatTiles.multiply(
            rows, vectors, depth, a, aAt + i * lda + l, lda, panel.data, 0, sums, at, stride, sums, at, stride);
      }
    }
    if (aside) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(sums, r * WIDTH, c, cAt + (i + r) * ldc + j, columns);
      }
    }
  }
}
