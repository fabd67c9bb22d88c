package bitline.graph.eval;

import bitline.graph.Reduction;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [Reduction].
final class ReductionEval {
  private ReductionEval() {}

  static List<Tensor> eval(Reduction op, Operands in) {
    throw new IllegalStateException("to be written");
  }
}
