package bitline.graph.eval;

import bitline.graph.Elementwise;
import bitline.tensor.Tensor;

/// Computes the operators of [Elementwise].
final class ElementwiseEval {
  private ElementwiseEval() {}

  static Tensor eval(Elementwise op, Operands in) {
    throw new IllegalStateException("to be written");
  }
}
