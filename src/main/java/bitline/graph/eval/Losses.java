package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far class scores are from labels.
final class Losses {
  private Losses() {}

  static Tensor likelihood(Normalising.NegativeLogLikelihoodLoss op, Operands in) {
    return loss(in.get(0).type(), Reals.of(in.get(0)), op.reduction(), op.ignored(), in);
  }

  static List<Tensor> crossEntropy(
      Normalising.SoftmaxCrossEntropyLoss op, Operands in, Kernels kernels) {
    Tensor x = in.get(0);
    if (x.shape().rank() < 2) {
      throw new Problem("scores " + x.shape() + " have no class axis");
    }
    Tensor logs = SoftmaxEval.softmax(x, SoftmaxEval.Split.of(x.shape(), 1, false), true, kernels);
    return List.of(loss(x.type(), Reals.of(logs), op.reduction(), op.ignored(), in), logs);
  }

  /// Minus the weighted log-probability of each label; the mean is by weight.
  private static Tensor loss(
      ElementType type,
      double[] logs,
      Normalising.LossReduction reduction,
      @Nullable Long ignored,
      Operands in) {
    Shape shape = in.shape(0);
    long[] labels = in.longs(1);
    if (shape.rank() < 2 || labels.length != shape.size(0) * shape.span(2, shape.rank())) {
      throw new Problem("labels " + in.shape(1) + " do not fit scores " + shape);
    }
    int classes = shape.size(1);
    int inner = shape.span(2, shape.rank());
    double[] weights = in.has(2) ? Reals.of(in.get(2)) : new double[0];
    if (in.has(2) && weights.length != classes) {
      throw new Problem(weights.length + " weights for " + classes + " classes");
    }
    double[] losses = new double[labels.length];
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < losses.length; i++) {
      if (ignored != null && labels[i] == ignored) {
        continue;
      }
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new Problem("label " + labels[i] + " of " + classes + " classes");
      }
      int label = (int) labels[i];
      double w = weights.length == 0 ? 1 : weights[label];
      losses[i] = -w * logs[(i / inner * classes + label) * inner + i % inner];
      sum += losses[i];
      weight += w;
    }
    return switch (reduction) {
      case NONE -> Reals.tensor(type, in.shape(1), losses);
      case SUM -> Reals.tensor(type, Shape.SCALAR, new double[] {sum});
      case MEAN -> Reals.tensor(type, Shape.SCALAR, new double[] {sum / weight});
    };
  }
}
