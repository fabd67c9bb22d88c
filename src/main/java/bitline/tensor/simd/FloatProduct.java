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
    if (b.columns() == 1) {
      ColumnProduct.multiply(workers, m, a, aAt, lda, b, starts, c, cAt, ldc);
      return;
    }
    FloatProduct product = new FloatProduct(a, aAt, lda, b, starts, c, cAt, ldc);
    PanelTasks.run(workers, m, b.columns(), product::task);
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

  private void task(Panels panels, int i, int rows, int j, int columns) {
    int k = b.offsets().length;
    panels.place(b, j, columns);
    // Columns that fill no whole vectors are summed aside and copied.
    int whole = columns % Lanes.COUNT == 0 ? columns : columns / WIDTH * WIDTH;
    int rest = columns - whole;
    float[] aside = rest == 0 ? c : new float[rows * WIDTH];
    for (int r = 0; r < rows && rest > 0 && starts == null; r++) {
      System.arraycopy(c, cAt + (i + r) * ldc + j + whole, aside, r * WIDTH, rest);
    }
    for (int l = 0; l == 0 || l < k; l += Panels.ROWS) {
      int depth = Math.min(Panels.ROWS, k - l);
      panels.fill(b, l, depth);
      for (int p = 0; p * WIDTH < columns; p++) {
        int vectors = Math.ceilDiv(Math.min(WIDTH, columns - p * WIDTH), Lanes.COUNT);
        boolean last = rest > 0 && p * WIDTH == whole;
        float[] sums = last ? aside : c;
        int at = last ? 0 : cAt + i * ldc + j + p * WIDTH;
        int stride = last ? WIDTH : ldc;
        float[] from = l == 0 && starts != null ? starts : sums;
        boolean first = from != sums;
        FloatTiles.multiply(
            rows, vectors, depth, a, aAt + i * lda + l, lda, panels.data, Panels.at(p),
            from, first ? i * WIDTH : at, first ? WIDTH : stride, sums, at, stride);
      }
    }
    for (int r = 0; r < rows && rest > 0; r++) {
      System.arraycopy(aside, r * WIDTH, c, cAt + (i + r) * ldc + j + whole, rest);
    }
  }
}
