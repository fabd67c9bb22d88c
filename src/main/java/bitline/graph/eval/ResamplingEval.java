package bitline.graph.eval;

import bitline.graph.Resampling;
import bitline.tensor.Tensor;

/// Computes the operators of [Resampling].
final class ResamplingEval {
  private ResamplingEval() {}

  static Tensor eval(Resampling op, Operands in) {
    return switch (op) {
      case Resampling.Resize o -> ResizeEval.eval(o, in);
      case Resampling.GridSample o -> GridSampling.sample(o, in);
      case Resampling.AffineGrid o -> GridSampling.affine(o, in);
      case Resampling.RoiAlign o -> Regions.align(o, in);
      case Resampling.NonMaxSuppression o -> Regions.suppress(o, in);
    };
  }
}
