package bitline.graph.eval;

import bitline.graph.Resampling;
import bitline.tensor.Tensor;

/// Computes the operators of [Resampling].
final class ResamplingEval {
  private ResamplingEval() {}

  static Tensor eval(Resampling op, Operands in) {
    throw new IllegalStateException("to be written");
  }
}
