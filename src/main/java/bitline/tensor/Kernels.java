package bitline.tensor;

/// The narrow door to the arithmetic that a network spends its time in. [ScalarKernels] is the reference that anyone can
/// read; the Vector API twin gives the same bits, for every lane width: each output element is one chain of
/// `Math.fma` over k = 0, 1, 2, …, whatever the blocking, and nothing is summed across lanes.
public interface Kernels {
  /// C[i,j] = fma chain over k of A[i,k]·B[k,j], starting from the value that C holds.
  /// A is m×k with row stride `lda`, B is k×n with `ldb`, C is m×n with `ldc`, each from its offset on.
  void matmul(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb, float[] c, int cAt, int ldc);

  /// C[i,j] += Σ_k A[i,k]·B[k,j] in exact 32-bit integers (the caller sees to it that no sum leaves 32 bits).
  void matmulInt(int m, int n, int k, int[] a, int aAt, int lda, int[] b, int bAt, int ldb, int[] c, int cAt, int ldc);

  /// One plain sentence: which kernels these are and why.
  String reason();
}
