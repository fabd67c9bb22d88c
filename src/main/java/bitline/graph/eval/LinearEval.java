package bitline.graph.eval;

import bitline.graph.Linear;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;

/// Computes the operators of [Linear].
final class LinearEval {
  private LinearEval() {}

  static Tensor eval(Linear op, Operands in, Kernels kernels) {
    throw new IllegalStateException("to be written");
  }
}
