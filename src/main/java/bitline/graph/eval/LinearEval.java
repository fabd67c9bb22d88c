package bitline.graph.eval;

import bitline.graph.Linear;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [Linear].
final class LinearEval {
  private LinearEval() {}

  static List<Tensor> eval(Linear op, Operands in, int outputs, Kernels kernels) {
    return switch (op) {
      case Linear.Conv o ->
          List.of(
              ConvEval.eval(o.window(), o.group(), in.get(0), in.get(1), in.orNull(2), kernels));
      case Linear.ConvTranspose o ->
          List.of(ConvTransposeEval.eval(o, in.get(0), in.get(1), in.orNull(2), kernels));
      case Linear.DeformConv o -> List.of(DeformConvEval.eval(o, in));
      case Linear.Gemm o ->
          List.of(MatrixProduct.gemm(o, in.get(0), in.get(1), in.orNull(2), kernels));
      case Linear.MatMul _ -> List.of(MatrixProduct.matmul(in.get(0), in.get(1), kernels));
      case Linear.Einsum o -> List.of(EinsteinSum.eval(o.equation(), in, kernels));
      case Linear.ConvInteger o -> List.of(IntegerProduct.convInteger(o, in, kernels));
      case Linear.MatMulInteger _ -> List.of(IntegerProduct.matMulInteger(in, kernels));
      case Linear.QLinearConv o -> List.of(IntegerProduct.qLinearConv(o, in, kernels));
      case Linear.QLinearMatMul _ -> List.of(IntegerProduct.qLinearMatMul(in, kernels));
      case Linear.Attention o -> AttentionEval.eval(o, in, outputs, kernels);
      case Linear.RotaryEmbedding o -> List.of(AttentionEval.rotary(o, in));
    };
  }
}
