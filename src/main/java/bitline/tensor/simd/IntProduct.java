package bitline.tensor.simd;

import bitline.tensor.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// C += A·B in 32-bit integers.
///
/// Small operands go through the float tiles: as long as depth · max|a| · max|b| ≤ 2^24, every
/// product and every partial sum is an integer that a float holds exactly, so the float sum is the
/// integer sum. Blocks of that depth are added up in integers. Operands too large for that are
/// multiplied in integer lanes.
final class IntProduct {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final VectorSpecies<Integer> I = Lanes.INTS;
  private static final int L = Lanes.COUNT;
  private static final int WIDTH = Lanes.PANEL;

  /// Below this depth of a block, adding up blocks costs more than integer lanes do.
  private static final int LEAST_DEPTH = 8;

  /// Rows whose sums stay in the first cache until they are added.
  private static final int ROWS = 8 * FloatTiles.ROWS;

  private IntProduct() {}

  static void multiply(
      Workers workers,
      int m,
      int n,
      int k,
      int[] a,
      int aAt,
      int lda,
      int[] b,
      int bAt,
      int ldb,
      int[] c,
      int cAt,
      int ldc) {
    if (m == 0 || n == 0 || k == 0) {
      return;
    }
    long largest = largest(m, k, a, aAt, lda);
    if (depth(largest) < Math.min(LEAST_DEPTH, k)) {
      workers.run(m, i -> rowByInts(n, k, a, aAt + i * lda, b, bAt, ldb, c, cAt + i * ldc));
      return;
    }
    float[] left = Scratch.floats(Math.multiplyExact(m, k));
    for (int i = 0; i < m; i++) {
      toFloats(a, aAt + i * lda, left, i * k, k);
    }
    PanelTasks.run(
        workers,
        m,
        n,
        (panels, i, rows, j, columns) -> {
          int to = cAt + i * ldc + j;
          int depth = depth(largest * Math.max(1, largest(k, columns, b, bAt + j, ldb)));
          if (depth >= Math.min(LEAST_DEPTH, k)) {
            byFloats(panels, depth, rows, columns, k, left, i * k, b, bAt + j, ldb, c, to, ldc);
            return;
          }
          for (int r = 0; r < rows; r++) {
            rowByInts(columns, k, a, aAt + (i + r) * lda, b, bAt + j, ldb, c, to + r * ldc);
          }
        });
  }

  /// Rows whose products of at most `largest` floats add up exactly.
  private static int depth(long largest) {
    return (int) Math.min(Panels.ROWS, (1L << 24) / Math.max(1, largest));
  }

  /// At least the largest magnitude in a matrix, and less than twice that: its bits, one vector of
  /// them for all elements.
  private static long largest(int rows, int columns, int[] x, int at, int stride) {
    IntVector bits = IntVector.zero(I);
    int rest = 0;
    for (int i = 0; i < rows; i++) {
      int from = at + i * stride;
      int j = 0;
      for (; j + L <= columns; j += L) {
        IntVector v = IntVector.fromArray(I, x, from + j);
        bits = bits.or(v.lanewise(VectorOperators.ABS));
      }
      for (; j < columns; j++) {
        rest |= Math.abs(x[from + j]);
      }
    }
    return (rest | bits.reduceLanes(VectorOperators.OR)) & 0xFFFFFFFFL;
  }

  private static void byFloats(
      Panels panels,
      int depth,
      int rows,
      int columns,
      int k,
      float[] left,
      int leftAt,
      int[] b,
      int bAt,
      int ldb,
      int[] c,
      int cAt,
      int ldc) {
    float[] zeros = new float[WIDTH];
    float[] sums = new float[ROWS * WIDTH];
    for (int l = 0; l < k; l += depth) {
      int count = Math.min(depth, k - l);
      for (int r = 0; r < count; r++) {
        int from = bAt + (l + r) * ldb;
        for (int p = 0; p * WIDTH < columns; p++) {
          int width = Math.min(WIDTH, columns - p * WIDTH);
          toFloats(b, from + p * WIDTH, panels.data, Panels.at(p) + r * WIDTH, width);
        }
      }
      for (int p = 0; p * WIDTH < columns; p++) {
        int width = Math.min(WIDTH, columns - p * WIDTH);
        for (int r = 0; r < rows; r += ROWS) {
          int some = Math.min(ROWS, rows - r);
          FloatTiles.multiply(
              some,
              Math.ceilDiv(width, L),
              count,
              left,
              leftAt + r * k + l,
              k,
              panels.data,
              Panels.at(p),
              zeros,
              0,
              0,
              sums,
              0,
              WIDTH);
          addRounded(sums, some, c, cAt + r * ldc + p * WIDTH, ldc, width);
        }
      }
    }
  }

  private static void toFloats(int[] from, int at, float[] to, int toAt, int count) {
    int j = 0;
    for (; j + L <= count; j += L) {
      IntVector.fromArray(I, from, at + j)
          .convertShape(VectorOperators.I2F, F, 0)
          .reinterpretAsFloats()
          .intoArray(to, toAt + j);
    }
    for (; j < count; j++) {
      to[toAt + j] = from[at + j];
    }
  }

  /// Rows of sums to rows of C.
  private static void addRounded(float[] sums, int rows, int[] c, int cAt, int ldc, int count) {
    for (int r = 0; r < rows; r++) {
      int from = r * WIDTH;
      int to = cAt + r * ldc;
      int j = 0;
      for (; j + L <= count; j += L) {
        IntVector sum =
            (IntVector) FloatVector.fromArray(F, sums, from + j).convert(VectorOperators.F2I, 0);
        IntVector.fromArray(I, c, to + j).add(sum).intoArray(c, to + j);
      }
      for (; j < count; j++) {
        c[to + j] += (int) sums[from + j];
      }
    }
  }

  private static void rowByInts(
      int n, int k, int[] a, int aAt, int[] b, int bAt, int ldb, int[] c, int cAt) {
    int j = 0;
    for (; j + 4 * L <= n; j += 4 * L) {
      IntVector s0 = IntVector.fromArray(I, c, cAt + j);
      IntVector s1 = IntVector.fromArray(I, c, cAt + j + L);
      IntVector s2 = IntVector.fromArray(I, c, cAt + j + 2 * L);
      IntVector s3 = IntVector.fromArray(I, c, cAt + j + 3 * L);
      for (int l = 0; l < k; l++) {
        int from = bAt + l * ldb + j;
        IntVector x = IntVector.broadcast(I, a[aAt + l]);
        s0 = s0.add(x.mul(IntVector.fromArray(I, b, from)));
        s1 = s1.add(x.mul(IntVector.fromArray(I, b, from + L)));
        s2 = s2.add(x.mul(IntVector.fromArray(I, b, from + 2 * L)));
        s3 = s3.add(x.mul(IntVector.fromArray(I, b, from + 3 * L)));
      }
      s0.intoArray(c, cAt + j);
      s1.intoArray(c, cAt + j + L);
      s2.intoArray(c, cAt + j + 2 * L);
      s3.intoArray(c, cAt + j + 3 * L);
    }
    for (; j < n; j++) {
      int sum = c[cAt + j];
      for (int l = 0; l < k; l++) {
        sum += a[aAt + l] * b[bAt + l * ldb + j];
      }
      c[cAt + j] = sum;
    }
  }
}
