package bitline.graph.eval;

import bitline.graph.Linear;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [Linear].
final class LinearEval {
  private LinearEval() {}

  static List<Tensor> eval(Linear op, Operands in, int outputs, Kernels kernels) {
    throw new IllegalStateException("to be written");
  }
}
