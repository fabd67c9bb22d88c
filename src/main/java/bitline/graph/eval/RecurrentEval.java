package bitline.graph.eval;

import bitline.graph.Recurrent;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [Recurrent].
final class RecurrentEval {
  private RecurrentEval() {}

  static List<Tensor> eval(Recurrent op, Operands in, Kernels kernels) {
    throw new IllegalStateException("to be written");
  }
}
