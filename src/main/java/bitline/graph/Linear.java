package bitline.graph;

import bitline.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Products and sums: what a compute-in-memory array can do, in floats or integers.
public sealed interface Linear extends Op {
  /// Inputs: data (N, C, spatial axes), weight (M, C/group, kernel), bias (M; optional). An output
  /// channel is one chain of products over input channel, then kernel place, and the bias is added
  /// last.
  record Conv(Window window, int group) implements Linear {}

  /// Inputs: data (N, C, spatial axes), weight (C, M/group, kernel), bias (M; optional; added
  /// last).
  ///
  /// @param outputPadding extra size at the end of each spatial axis; empty means none
  /// @param outputShape spatial sizes wanted, from which the pads follow; empty means that the pads
  ///   are given
  record ConvTranspose(
      Window window, int group, List<Integer> outputPadding, List<Integer> outputShape)
      implements Linear {
    public ConvTranspose {
      outputPadding = List.copyOf(outputPadding);
      outputShape = List.copyOf(outputShape);
    }
  }

  /// A convolution whose window places are moved by an operand, 2-D. Inputs: data, weight, offset,
  /// bias (optional), mask (optional).
  record DeformConv(Window window, int group, int offsetGroup) implements Linear {}

  /// alpha·A·B + beta·C, A and B possibly transposed. Inputs: A, B (matrices), C (optional,
  /// stretched to the result).
  record Gemm(float alpha, float beta, boolean transA, boolean transB) implements Linear {}

  /// Inputs: A, B; NumPy's rule for stacks of matrices and for vectors.
  record MatMul() implements Linear {}

  /// Einstein's sum. Inputs: as many as the equation has terms.
  record Einsum(String equation) implements Linear {}

  /// 8-bit integers in, INT32 out. Inputs: x, w, x zero point (optional), w zero point (optional, a
  /// scalar or one an output channel).
  record ConvInteger(Window window, int group) implements Linear {}

  /// 8-bit integers in, INT32 out. Inputs: A, B, A's zero point (optional, a scalar or one a row),
  /// B's (optional, a scalar or one a column).
  record MatMulInteger() implements Linear {}

  /// Inputs: x, x scale, x zero point, w, w scale, w zero point, y scale, y zero point, bias
  /// (INT32; optional).
  record QLinearConv(Window window, int group) implements Linear {}

  /// Inputs: a, a scale, a zero point, b, b scale, b zero point, y scale, y zero point.
  record QLinearMatMul() implements Linear {}

  /// Scaled dot-product attention of ONNX 24. Inputs: Q, K, V (3-D with the heads side by side, or
  /// 4-D), mask (optional), past key and past value (optional), keys that are no padding, one
  /// number a batch (optional). Outputs: Y, present key, present value, the scores that `scores`
  /// names. The order of the steps is scale, softcap, mask, softmax.
  ///
  /// @param queryHeads heads of a 3-D Q; 0 for 4-D
  /// @param keyValueHeads heads of 3-D K and V; 0 for 4-D
  /// @param scale null means 1/√(head size)
  /// @param softcap 0 means none
  /// @param softmaxType the type that softmax is computed in; null means the input's
  record Attention(
      int queryHeads,
      int keyValueHeads,
      boolean causal,
      @Nullable Float scale,
      float softcap,
      Scores scores,
      @Nullable ElementType softmaxType)
      implements Linear {
    /// Which product of Q and K the fourth output shows (ONNX's `qk_matmul_output_mode`, in its
    /// order).
    public enum Scores {
      PRODUCT,
      CAPPED,
      MASKED,
      SOFTMAX
    }
  }

  /// Turns pairs of a head's elements by an angle a position. Inputs: data (3-D or 4-D), cosines,
  /// sines, positions (optional).
  ///
  /// @param interleaved pairs are neighbours, else one element from each half
  /// @param heads heads of 3-D data; 0 for 4-D
  /// @param rotaryDimensions leading elements of a head that are turned; 0 means all
  record RotaryEmbedding(boolean interleaved, int heads, int rotaryDimensions) implements Linear {}
}
