package bitline.tensor;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The narrow door to the arithmetic that a network spends its time in. [ScalarKernels] is the reference that anyone can
/// read; the Vector API twin gives the same bits, for every lane width and any number of threads: each output element is
/// one chain of `Math.fma` in the order stated, whatever the blocking, and nothing is summed across lanes.
public interface Kernels {
  /// C[i,j] = fma chain over k of A[i,k]·B[k,j], starting from the value that C holds.
  /// A is m×k with row stride `lda`, B is k×n with `ldb`, C is m×n with `ldc`, each from its offset on.
  void matmul(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb, float[] c, int cAt, int ldc);

  /// C[i,j] += Σ_k A[i,k]·B[k,j] in exact 32-bit integers (the caller sees to it that no sum leaves 32 bits). Operands
  /// of some 8 to 10 bits are fast.
  void matmulInt(int m, int n, int k, int[] a, int aAt, int lda, int[] b, int bAt, int ldb, int[] c, int cAt, int ldc);

  /// y[n, g·filters+m] = bias[g·filters+m], then an fma chain over input channel, kernel row, kernel column of
  /// w[g·filters+m, c, ky, kx] · x[n, g·channels+c, oy·stride − pad + ky·dilation, …]. A place outside the picture holds
  /// zero and takes part in the chain. Whole arrays; what `y` held is lost; no bias means zeros.
  void convolve(Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y);

  /// The transposed convolution: `stride`, `pad` and `dilation` spread the input over the output. y[n, g·filters+m, oy, ox]
  /// = bias[g·filters+m], then an fma chain over input channel, kernel row, kernel column of
  /// w[g·channels+c, m, ky, kx] · x[n, g·channels+c, (oy + pad − ky·dilation)/stride, …], of those kernel places where the
  /// division leaves no rest. A place outside the input holds zero and takes part.
  void convolveTransposed(Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y);

  /// Calls `part` with 0 to `parts` − 1, each once, in any order and maybe on several threads; each part writes places of
  /// its own.
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
