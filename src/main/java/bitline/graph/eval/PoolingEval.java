package bitline.graph.eval;

import bitline.graph.Pooling;
import bitline.tensor.Tensor;
import java.util.List;

/// Computes the operators of [Pooling].
final class PoolingEval {
  private PoolingEval() {}

  static List<Tensor> eval(Pooling op, Operands in, int outputs) {
    throw new IllegalStateException("to be written");
  }
}
