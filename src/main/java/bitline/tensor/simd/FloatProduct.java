package bitline.tensor.simd;

import bitline.tensor.Workers;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// C + A·B or A·B + bias, with B in [PlacedRows].
///
/// Each element of C is one fma chain over k ascending. A block of k ends by writing its sums down
/// and the next begins from there, which changes no bit.
final class FloatProduct {
  private static final int WIDTH = Lanes.PANEL;

  /// How the chains begin and end.
  ///
  /// @param fresh from zero; else from what C holds
  /// @param bias added last; row i takes element `biasAt + i`; null means nothing is added
  record Ends(boolean fresh, float @Nullable [] bias, int biasAt) {
    static final Ends CONTINUED = new Ends(false, null, 0);
  }

  /// A row of zeros to start from, for every row alike.
  private static final float[] ZEROS = new float[WIDTH];

  private final float[] a;
  private final int aAt;
  private final int lda;
  private final PlacedRows b;
  private final Ends ends;
  private final float[] c;
  private final int cAt;
  private final int ldc;

  private FloatProduct(
      float[] a, int aAt, int lda, PlacedRows b, Ends ends, float[] c, int cAt, int ldc) {
    this.a = a;
    this.aAt = aAt;
    this.lda = lda;
    this.b = b;
    this.ends = ends;
    this.c = c;
    this.cAt = cAt;
    this.ldc = ldc;
  }

  /// C is `m` rows of `b.columns()` from `cAt` on, `ldc` apart; A is `m` rows of one element for
  /// each row of `b`.
  static void multiply(
      Workers workers,
      int m,
      float[] a,
      int aAt,
      int lda,
      PlacedRows b,
      Ends ends,
      float[] c,
      int cAt,
      int ldc) {
    if (b.columns() == 1) {
      ColumnProduct.multiply(workers, m, a, aAt, lda, b, ends, c, cAt, ldc);
      return;
    }
    FloatProduct product = new FloatProduct(a, aAt, lda, b, ends, c, cAt, ldc);
    PanelTasks.run(workers, m, b.columns(), product::task);
  }

  private void task(Panels panels, int i, int rows, int j, int columns) {
    int k = b.offsets().length;
    panels.place(b, j, columns);
    // Columns that fill no whole vectors are summed aside and copied.
    int whole = columns % Lanes.COUNT == 0 ? columns : columns / WIDTH * WIDTH;
    int rest = columns - whole;
    float[] aside = rest == 0 ? c : new float[rows * WIDTH];
    for (int r = 0; r < rows && rest > 0 && !ends.fresh; r++) {
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
        boolean first = l == 0 && ends.fresh;
        FloatTiles.multiply(
            rows,
            vectors,
            depth,
            a,
            aAt + i * lda + l,
            lda,
            panels.data,
            Panels.at(p),
            first ? ZEROS : sums,
            first ? 0 : at,
            first ? 0 : stride,
            sums,
            at,
            stride);
        if (l + depth == k && ends.bias != null) {
          addBias(ends.bias, i, rows, sums, at, stride, vectors);
        }
      }
    }
    for (int r = 0; r < rows && rest > 0; r++) {
      System.arraycopy(aside, r * WIDTH, c, cAt + (i + r) * ldc + j + whole, rest);
    }
  }

  /// While the sums are still in the nearest cache.
  private void addBias(
      float[] biases, int i, int rows, float[] sums, int at, int stride, int vectors) {
    for (int r = 0; r < rows; r++) {
      FloatVector bias = FloatVector.broadcast(Lanes.FLOATS, biases[ends.biasAt + i + r]);
      int row = at + r * stride;
      for (int v = 0; v < vectors; v++) {
        FloatVector.fromArray(Lanes.FLOATS, sums, row + v * Lanes.COUNT)
            .add(bias)
            .intoArray(sums, row + v * Lanes.COUNT);
      }
    }
  }
}
