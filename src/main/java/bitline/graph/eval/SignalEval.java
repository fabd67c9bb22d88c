package bitline.graph.eval;

import bitline.graph.Signal;
import bitline.tensor.Tensor;

/// Computes the operators of [Signal].
final class SignalEval {
  private SignalEval() {}

  static Tensor eval(Signal op, Operands in) {
    throw new IllegalStateException("to be written");
  }
}
