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
/// A depthwise convolution gets every channel to the same reach, which costs its weights nothing,
/// since each channel has a scale of its own. Other products share the burden between input and
/// weights: divisor = (reach of input)^a / (reach of weights)^(1−a), as in Xiao et al. 2023,
/// "SmoothQuant"; `a` is the strength.
///
/// @param axis along which the input's channels lie
/// @param divisors one a channel, above 0
/// @param factor 1/divisors, shaped to stretch over the input
/// @param weights multiplied
record Balance(Calibration.Axis axis, float[] divisors, Tensor factor, Tensor weights) {
  /// Where the reaches of all channels lie within this of each other nothing is gained.
  private static final float WORTHWHILE = 4;

  private static final float LEAST_SHARE = 1e-4f;

  /// The balance for a product, or null where its input has no channels or they are even already.
  ///
  /// @param strength 0 to 1
  static @Nullable Balance of(
      Target target, Tensor weights, Calibration calibration, double strength) {
    return switch (target.node().op()) {
      case Linear.Conv op -> convolution(target, weights, op.group(), calibration, strength);
      case Linear.MatMul _ ->
          target.weight() == 1 ? matrix(target, weights, calibration, strength) : null;
      default -> null;
    };
  }

  private static @Nullable Balance convolution(
      Target target, Tensor weights, int groups, Calibration calibration, double strength) {
    float[] reach = reach(calibration, target, Calibration.Axis.PICTURE);
    int perGroup = weights.shape().size(1);
    boolean depthwise = target.depthwise(weights);
    if (reach.length != perGroup * groups || even(reach)) {
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
    float[] divisors = divisors(reach, weightReach, depthwise ? 1 : strength);
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
      Target target, Tensor weights, Calibration calibration, double strength) {
    float[] reach = reach(calibration, target, Calibration.Axis.ROW);
    int columns = weights.shape().size(1);
    if (reach.length != weights.shape().size(0) || even(reach)) {
      return null;
    }
    float[] data = weights.toFloats();
    float[] weightReach = new float[reach.length];
    for (int i = 0; i < data.length; i++) {
      weightReach[i / columns] = Math.max(weightReach[i / columns], Math.abs(data[i]));
    }
    float[] divisors = divisors(reach, weightReach, strength);
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

  /// The greatest size of each channel's values; empty when the activation has no channels along
  /// that axis.
  private static float[] reach(Calibration calibration, Target target, Calibration.Axis axis) {
    var channels = calibration.channels(target.activation(), axis);
    return channels == null ? new float[0] : channels.reach();
  }

  /// Channels that are always zero, or whose weights are, keep their size, as do those that no
  /// float could divide; none is raised beyond [#LEAST_SHARE] of the loudest.
  private static float[] divisors(float[] reach, float[] weightReach, double strength) {
    float loudest = 0;
    for (float r : reach) {
      loudest = Math.max(loudest, r);
    }
    float[] divisors = new float[reach.length];
    for (int c = 0; c < divisors.length; c++) {
      float x = Math.max(reach[c], loudest * LEAST_SHARE);
      boolean silent = reach[c] == 0 || weightReach[c] == 0;
      float divisor =
          silent
              ? 1
              : (float)
                  (StrictMath.pow(x, strength) / StrictMath.pow(weightReach[c], 1 - strength));
      boolean usable = Float.isFinite(1 / divisor) && Float.isFinite(divisor * weightReach[c]);
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
