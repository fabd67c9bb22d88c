package bitline.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operators that rescale by statistics of the data or by learned ones; softmaxes and the losses
/// made of them too.
public sealed interface Normalising extends Op {
  /// Inputs: x (N, C, …), scale, bias, mean, variance (each C). Outputs: y; when `training`, also
  /// the running mean and variance after this batch.
  record BatchNormalization(float epsilon, float momentum, boolean training)
      implements Normalising {}

  /// Inputs: x (N, C, …), scale, bias (each C). Statistics are of one channel of one picture.
  record InstanceNormalization(float epsilon) implements Normalising {}

  /// Inputs: x, scale, bias (optional). Outputs: y, mean, 1/standard deviation (both optional) over
  /// `axis` and all after.
  record LayerNormalization(int axis, float epsilon) implements Normalising {}

  /// Inputs: x (N, C, …), scale, bias (one a channel, or one a group as before ONNX 21).
  record GroupNormalization(int groups, float epsilon) implements Normalising {}

  /// Inputs: x, scale. Divides by the root mean square over `axis` and all after.
  record RMSNormalization(int axis, float epsilon) implements Normalising {}

  /// Local response: each element over a power of the squares of `size` neighbouring channels.
  /// Input: x (N, C, …).
  record LRN(int size, float alpha, float beta, float bias) implements Normalising {}

  /// (x − mean) / standard deviation over `axes`. Input: x.
  record MeanVarianceNormalization(List<Integer> axes) implements Normalising {
    public MeanVarianceNormalization {
      axes = List.copyOf(axes);
    }
  }

  /// Divides by the 1- or 2-norm along an axis. Input: x.
  record LpNormalization(int axis, int p) implements Normalising {}

  /// Input: x.
  ///
  /// @param flattened over `axis` and all axes after it together, as before ONNX 13
  record Softmax(int axis, boolean flattened) implements Normalising {}

  /// Input: x. @param flattened as in [Softmax]
  record LogSoftmax(int axis, boolean flattened) implements Normalising {}

  /// One where the greatest element stands (the first of equals), zero elsewhere. Input: x.
  ///
  /// @param flattened as in [Softmax]
  record Hardmax(int axis, boolean flattened) implements Normalising {}

  /// Passes its input on: networks are run, not trained. A training mode with a ratio above 0 is
  /// refused. Inputs: data, ratio (optional), training mode (optional). Outputs: data, mask of ones
  /// (optional).
  record Dropout() implements Normalising {}

  /// How a loss becomes one number.
  enum LossReduction {
    NONE,
    SUM,
    MEAN
  }

  /// Inputs: log-probabilities (N, C, …), labels (N, …), weight a class (optional).
  ///
  /// @param ignored a label that does not count; null means none
  record NegativeLogLikelihoodLoss(LossReduction reduction, @Nullable Long ignored)
      implements Normalising {}

  /// Inputs: scores (N, C, …), labels (N, …), weight a class (optional). Outputs: loss,
  /// log-probabilities (optional).
  ///
  /// @param ignored a label that does not count; null means none
  record SoftmaxCrossEntropyLoss(LossReduction reduction, @Nullable Long ignored)
      implements Normalising {}
}
