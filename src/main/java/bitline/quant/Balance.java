package bitline.quant;

import bitline.graph.Linear;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Evens out the channels of one product's input: channel c is divided by a number before it is
/// quantised, and the weights that meet it are multiplied by the same number. The product stays the
/// same in exact arithmetic; a quiet channel beside a loud one no longer drowns in the loud one's
/// steps. The division is an elementwise product on the vector unit.
///
/// Products share the burden between input and weights: divisor = (reach of input)^a / (reach of
/// weights)^(1−a), as in Xiao et al. 2023, "SmoothQuant"; `a` is the strength. A depthwise
/// convolution's weights carry nothing, since each channel has a scale of its own: divisor = (reach
/// of input)^a.
///
/// A channel that reaches further below zero than above it is turned round by a negative divisor,
/// and what then still lies below zero may reach as far as the tail's share of what lies above, so
/// that one channel's small lobe does not take half of all channels' integers.
///
/// @param axis along which the input's channels lie
/// @param divisors one a channel, not 0
/// @param factor 1/divisors, shaped to stretch over the input
/// @param weights multiplied
record Balance(Calibration.Axis axis, float[] divisors, Tensor factor, Tensor weights) {
  /// Where the reaches of all channels lie within this of each other nothing is gained.
  private static final float WORTHWHILE = 4;

  private static final float LEAST_SHARE = 1e-4f;

  /// The balance for a product, or null where its input has no channels or they are even already.
  ///
  /// @param plan its strength and tail
  static @Nullable Balance of(
      Target target, Tensor weights, Calibration calibration, InputPlan plan) {
    return switch (target.node().op()) {
      case Linear.Conv op -> convolution(target, weights, op.group(), calibration, plan);
      case Linear.MatMul _ ->
          target.weight() == 1 ? matrix(target, weights, calibration, plan) : null;
      default -> null;
    };
  }

  private static @Nullable Balance convolution(
      Target target, Tensor weights, int groups, Calibration calibration, InputPlan plan) {
    SeenActivation.Channels seen =
        calibration.channels(target.activation(), Calibration.Axis.PICTURE);
    float[] reach = seen == null ? new float[0] : seen.reach();
    int perGroup = weights.shape().size(1);
    boolean depthwise = target.depthwise(weights);
    if (seen == null || reach.length != perGroup * groups || even(reach)) {
      return null;
    }
    int places = weights.shape().span(2, weights.shape().rank());
    int groupOutputs = weights.shape().size(0) / groups;
    float[] data = weights.toFloats();
    float[] weightReach = new float[reach.length];
    for (int i = 0; i < data.length; i++) {
      int channel = i / places / perGroup / groupOutputs * perGroup + i / places % perGroup;
      weightReach[channel] = Math.max(weightReach[channel], Math.abs(data[i]));
    }
    float[] divisors = divisors(seen, depthwise ? null : weightReach, plan);
    float[] scaled = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      int channel = i / places / perGroup / groupOutputs * perGroup + i / places % perGroup;
      scaled[i] = data[i] * divisors[channel];
    }
    int[] sizes = new int[weights.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = reach.length;
    return new Balance(
        Calibration.Axis.PICTURE,
        divisors,
        factor(Shape.of(sizes), divisors),
        Tensor.floats(weights.shape(), scaled));
  }

  private static @Nullable Balance matrix(
      Target target, Tensor weights, Calibration calibration, InputPlan plan) {
    SeenActivation.Channels seen = calibration.channels(target.activation(), Calibration.Axis.ROW);
    float[] reach = seen == null ? new float[0] : seen.reach();
    int columns = weights.shape().size(1);
    if (seen == null || reach.length != weights.shape().size(0) || even(reach)) {
      return null;
    }
    float[] data = weights.toFloats();
    float[] weightReach = new float[reach.length];
    for (int i = 0; i < data.length; i++) {
      weightReach[i / columns] = Math.max(weightReach[i / columns], Math.abs(data[i]));
    }
    float[] divisors = divisors(seen, weightReach, plan);
    float[] scaled = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      scaled[i] = data[i] * divisors[i / columns];
    }
    return new Balance(
        Calibration.Axis.ROW,
        divisors,
        factor(Shape.of(reach.length), divisors),
        Tensor.floats(weights.shape(), scaled));
  }

  /// Channels that are always zero, or whose weights are, keep their size, as do those that no
  /// float could divide; none is raised beyond [#LEAST_SHARE] of the loudest. A channel that
  /// reaches further below zero than above it gets a negative divisor.
  private static float[] divisors(
      SeenActivation.Channels seen, float @Nullable [] weightReach, InputPlan plan) {
    double strength = plan.strength();
    float[] reach = seen.reach();
    float[] lesser = seen.lesserReach();
    float loudest = 0;
    for (float r : reach) {
      loudest = Math.max(loudest, r);
    }
    double[] sizes = new double[reach.length];
    double furthest = 0;
    for (int c = 0; c < sizes.length; c++) {
      float x = Math.max(reach[c], loudest * LEAST_SHARE);
      float w = weightReach == null ? 1 : weightReach[c];
      boolean silent = reach[c] == 0 || w == 0;
      sizes[c] = silent ? 1 : StrictMath.pow(x, strength) / StrictMath.pow(w, 1 - strength);
      furthest = silent ? furthest : Math.max(furthest, reach[c] / sizes[c]);
    }
    float[] divisors = new float[reach.length];
    for (int c = 0; c < divisors.length; c++) {
      double size =
          furthest == 0 ? sizes[c] : Math.max(sizes[c], lesser[c] / (plan.tail() * furthest));
      float divisor = (float) (seen.below(c) ? -size : size);
      boolean usable =
          Float.isFinite(1 / divisor)
              && Float.isFinite(weightReach == null ? divisor : divisor * weightReach[c]);
      divisors[c] = usable ? divisor : 1;
    }
    return divisors;
  }

  private static boolean even(float[] reach) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = 0;
    for (float r : reach) {
      least = Math.min(least, r);
      greatest = Math.max(greatest, r);
    }
    return greatest <= WORTHWHILE * least;
  }

  private static Tensor factor(Shape shape, float[] divisors) {
    float[] factor = new float[divisors.length];
    for (int c = 0; c < factor.length; c++) {
      factor[c] = 1 / divisors[c];
    }
    return Tensor.floats(shape, factor);
  }
}
