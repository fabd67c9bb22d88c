package bitline.graph.eval;

import bitline.tensor.Kernels;
import java.util.Arrays;

/// What convolutions and matrix products need of a Java array of floats, doubles or 32-bit
/// integers, so that each is written once.
///
/// @param <A> `float[]`, `double[]` or `int[]`
interface Lanes<A> {
  A make(int length);

  /// Copies `count` elements that lie `step` apart.
  void copy(A from, int at, int step, A to, int toAt, int count);

  void zero(A array, int from, int to);

  /// C += A·B, as [Kernels#matmul].
  void matmul(
      int m, int n, int k, A a, int aAt, int lda, A b, int bAt, int ldb, A c, int cAt, int ldc);

  /// c[cAt + i] += a[aAt + i · step]
  void add(A a, int aAt, A c, int cAt, int step, int count);

  record OfFloats(Kernels kernels) implements Lanes<float[]> {
    @Override
    public float[] make(int length) {
      return new float[length];
    }

    @Override
    public void copy(float[] from, int at, int step, float[] to, int toAt, int count) {
      if (step == 1) {
        System.arraycopy(from, at, to, toAt, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[toAt + i] = from[at + i * step];
        }
      }
    }

    @Override
    public void zero(float[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public void matmul(
        int m,
        int n,
        int k,
        float[] a,
        int aAt,
        int lda,
        float[] b,
        int bAt,
        int ldb,
        float[] c,
        int cAt,
        int ldc) {
      kernels.matmul(m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    }

    @Override
    public void add(float[] a, int aAt, float[] c, int cAt, int step, int count) {
      for (int i = 0; i < count; i++) {
        c[cAt + i * step] += a[aAt + i];
      }
    }
  }

  record OfInts(Kernels kernels) implements Lanes<int[]> {
    @Override
    public int[] make(int length) {
      return new int[length];
    }

    @Override
    public void copy(int[] from, int at, int step, int[] to, int toAt, int count) {
      if (step == 1) {
        System.arraycopy(from, at, to, toAt, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[toAt + i] = from[at + i * step];
        }
      }
    }

    @Override
    public void zero(int[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public void matmul(
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
      kernels.matmulInt(m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    }

    @Override
    public void add(int[] a, int aAt, int[] c, int cAt, int step, int count) {
      for (int i = 0; i < count; i++) {
        c[cAt + i * step] += a[aAt + i];
      }
    }
  }

  /// Doubles are rare in networks: plain loops, the same fma chains.
  record OfDoubles() implements Lanes<double[]> {
    @Override
    public double[] make(int length) {
      return new double[length];
    }

    @Override
    public void copy(double[] from, int at, int step, double[] to, int toAt, int count) {
      for (int i = 0; i < count; i++) {
        to[toAt + i] = from[at + i * step];
      }
    }

    @Override
    public void zero(double[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public void matmul(
        int m,
        int n,
        int k,
        double[] a,
        int aAt,
        int lda,
        double[] b,
        int bAt,
        int ldb,
        double[] c,
        int cAt,
        int ldc) {
      for (int i = 0; i < m; i++) {
        for (int l = 0; l < k; l++) {
          double x = a[aAt + i * lda + l];
          for (int j = 0; j < n; j++) {
            c[cAt + i * ldc + j] = Math.fma(x, b[bAt + l * ldb + j], c[cAt + i * ldc + j]);
          }
        }
      }
    }

    @Override
    public void add(double[] a, int aAt, double[] c, int cAt, int step, int count) {
      for (int i = 0; i < count; i++) {
        c[cAt + i * step] += a[aAt + i];
      }
    }
  }

  /// 64-bit integers, wrapping as Java's do.
  record OfLongs() implements Lanes<long[]> {
    @Override
    public long[] make(int length) {
      return new long[length];
    }

    @Override
    public void copy(long[] from, int at, int step, long[] to, int toAt, int count) {
      for (int i = 0; i < count; i++) {
        to[toAt + i] = from[at + i * step];
      }
    }

    @Override
    public void zero(long[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public void matmul(
        int m,
        int n,
        int k,
        long[] a,
        int aAt,
        int lda,
        long[] b,
        int bAt,
        int ldb,
        long[] c,
        int cAt,
        int ldc) {
      for (int i = 0; i < m; i++) {
        for (int l = 0; l < k; l++) {
          long x = a[aAt + i * lda + l];
          for (int j = 0; j < n; j++) {
            c[cAt + i * ldc + j] += x * b[bAt + l * ldb + j];
          }
        }
      }
    }

    @Override
    public void add(long[] a, int aAt, long[] c, int cAt, int step, int count) {
      for (int i = 0; i < count; i++) {
        c[cAt + i * step] += a[aAt + i];
      }
    }
  }
}
