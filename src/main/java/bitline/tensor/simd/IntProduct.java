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
    long largest = largest(m, k, a, aAt, lda) * largest(k, n, b, bAt, ldb);
    long depth = Math.min(Panels.ROWS, (1L << 24) / Math.max(1, largest));
    if (depth >= Math.min(LEAST_DEPTH, k)) {
      byFloats(workers, (int) depth, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    } else {
      workers.run(m, i -> rowByInts(n, k, a, aAt + i * lda, b, bAt, ldb, c, cAt + i * ldc));
    }
  }

  /// The largest magnitude in a matrix.
  private static long largest(int rows, int columns, int[] x, int at, int stride) {
    IntVector least = IntVector.zero(I);
    IntVector most = least;
    int low = 0;
    int high = 0;
    for (int i = 0; i < rows; i++) {
      int from = at + i * stride;
      int j = 0;
      for (; j + L <= columns; j += L) {
        IntVector v = IntVector.fromArray(I, x, from + j);
        least = least.min(v);
        most = most.max(v);
      }
      for (; j < columns; j++) {
        low = Math.min(low, x[from + j]);
        high = Math.max(high, x[from + j]);
      }
    }
    low = Math.min(low, least.reduceLanes(VectorOperators.MIN));
    high = Math.max(high, most.reduceLanes(VectorOperators.MAX));
    return Math.max(-(long) low, high);
  }

  private static void byFloats(
      Workers workers,
      int depth,
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
    float[] left = new float[Math.multiplyExact(m, k)];
    for (int i = 0; i < m; i++) {
      toFloats(a, aAt + i * lda, left, i * k, k);
    }
    float[] zeros = new float[WIDTH];
    PanelTasks.run(
        workers,
        m,
        n,
        (panels, i, rows, j, columns) -> {
          float[] sums = new float[rows * WIDTH];
          for (int l = 0; l < k; l += depth) {
            int count = Math.min(depth, k - l);
            for (int r = 0; r < count; r++) {
              for (int p = 0; p * WIDTH < columns; p++) {
                toFloats(
                    b,
                    bAt + (l + r) * ldb + j + p * WIDTH,
                    panels.data,
                    Panels.at(p) + r * WIDTH,
                    Math.min(WIDTH, columns - p * WIDTH));
              }
            }
            for (int p = 0; p * WIDTH < columns; p++) {
              int width = Math.min(WIDTH, columns - p * WIDTH);
              FloatTiles.multiply(
                  rows,
                  Math.ceilDiv(width, L),
                  count,
                  left,
                  i * k + l,
                  k,
                  panels.data,
                  Panels.at(p),
                  zeros,
                  0,
                  0,
                  sums,
                  0,
                  WIDTH);
              for (int r = 0; r < rows; r++) {
                addRounded(sums, r * WIDTH, c, cAt + (i + r) * ldc + j + p * WIDTH, width);
              }
            }
          }
        });
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

  private static void addRounded(float[] sums, int at, int[] c, int cAt, int count) {
    int j = 0;
    for (; j + L <= count; j += L) {
      IntVector sum =
          FloatVector.fromArray(F, sums, at + j)
              .convertShape(VectorOperators.F2I, I, 0)
              .reinterpretAsInts();
      IntVector.fromArray(I, c, cAt + j).add(sum).intoArray(c, cAt + j);
    }
    for (; j < count; j++) {
      c[cAt + j] += (int) sums[at + j];
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
