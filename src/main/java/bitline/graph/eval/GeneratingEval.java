package bitline.graph.eval;

import bitline.graph.Generating;
import bitline.tensor.Tensor;

/// Computes the operators of [Generating].
final class GeneratingEval {
  private GeneratingEval() {}

  static Tensor eval(Generating op, Operands in) {
    throw new IllegalStateException("to be written");
  }
}
