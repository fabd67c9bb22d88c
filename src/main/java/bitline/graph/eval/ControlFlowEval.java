package bitline.graph.eval;

import bitline.graph.ControlFlow;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [ControlFlow].
final class ControlFlowEval {
  private ControlFlowEval() {}

  static List<Tensor> eval(ControlFlow op, Operands in, Interpreter.Scope scope) {
    throw new IllegalStateException("to be written");
  }
}
