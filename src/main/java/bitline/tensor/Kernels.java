package bitline.tensor;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The narrow door to the arithmetic that a network spends its time in. [ScalarKernels] is the
/// reference that anyone can read; the Vector API twin gives the same bits, for every lane width
/// and any number of threads: each output element is one chain of `Math.fma` in the order stated,
/// whatever the blocking, and nothing is summed across lanes.
public interface Kernels {
  /// C[i,j] = fma chain over k of A[i,k]·B[k,j], starting from the value that C holds. A is m×k
  /// with row stride `lda`, B is k×n with `ldb`, C is m×n with `ldc`, each from its offset on.
  void matmul(
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
      int ldc);

  /// C[i,j] += Σ_k A[i,k]·B[k,j] in exact 32-bit integers (the caller sees to it that no sum leaves
  /// 32 bits). Operands of some 8 to 10 bits are fast.
  void matmulInt(
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
      int ldc);

  /// y[n, g·filters+m, oy, ox] = an fma chain from zero over input channel, kernel row, kernel
  /// column of w[g·filters+m, c, ky, kx] · x[n, g·channels+c, oy·stride − pad + ky·dilation, …],
  /// and bias[g·filters+m] added last where there is one. A place outside the picture holds zero
  /// and takes part in the chain. Whole arrays; what `y` held is lost.
  void convolve(Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y);

  /// The transposed convolution: `stride`, `pad` and `dilation` spread the input over the output.
  /// y[n, g·filters+m, oy, ox] = an fma chain from zero over input channel, kernel row, kernel
  /// column of w[g·channels+c, m, ky, kx] · x[n, g·channels+c, (oy + pad − ky·dilation)/stride, …],
  /// of those kernel places where the division leaves no rest, and the bias added last. A place
  /// outside the input holds zero and takes part.
  void convolveTransposed(
      Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y);

  /// `to[toAt + i]` = eˣ of x = `from[fromAt + i]`, with the bits of [Elementary#exp(float)]. Both
  /// may be one array.
  default void exp(float[] from, int fromAt, float[] to, int toAt, int count) {
    Elementary.exp(from, fromAt, to, toAt, count);
  }

  /// 1 / (1 + e⁻ˣ), with the bits of [Elementary#sigmoid(float)]. Both may be one array.
  default void sigmoid(float[] from, int fromAt, float[] to, int toAt, int count) {
    Elementary.sigmoid(from, fromAt, to, toAt, count);
  }

  /// With the bits of [Elementary#tanh(float)]. Both may be one array.
  default void tanh(float[] from, int fromAt, float[] to, int toAt, int count) {
    Elementary.tanh(from, fromAt, to, toAt, count);
  }

  /// `to[at + i]` = standard normal number `first + i` of stream `key`, with the bits of
  /// [Gaussian#of(long, long)]. Fastest where `first` and `count` are multiples of
  /// [Gaussian#BLOCK].
  default void gaussian(long key, long first, float[] to, int at, int count) {
    Gaussian.fill(key, first, to, at, count);
  }

  /// `to[at + i] = op(a[aAt + i·aStep], b[bAt + i·bStep])` for `count` elements. A step is 1, or 0
  /// for one operand that stands still. `to` may be one of the operands if it is read where it is
  /// written.
  default void zip(
      Arithmetic op,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] to,
      int at,
      int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = op.of(a[aAt + i * aStep], b[bAt + i * bStep]);
    }
  }

  /// The greatest of `count` floats; −∞ of none, NaN where one is NaN.
  default float greatest(float[] x, int at, int count) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + count; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  /// An engine for arrays of one-bit cells; null where there is none that is faster than plain
  /// loops.
  default @Nullable ArrayKernel bitCells(BitCells array) {
    return null;
  }

  /// An engine for arrays whose cells have values of their own.
  default ArrayKernel levelCells(LevelCells array) {
    return new ScalarLevelCells(array);
  }

  /// Calls `part` with 0 to `parts` − 1, each once, in any order and maybe on several threads; each
  /// part writes places of its own.
  default void inParts(int parts, IntConsumer part) {
    for (int i = 0; i < parts; i++) {
      part.accept(i);
    }
  }

  /// How many threads work on one call.
  default int threads() {
    return 1;
  }

  /// One plain sentence: which kernels these are and why.
  String reason();
}
