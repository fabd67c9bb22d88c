package bitline.quant;

import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the activations of a float network look like on calibration pictures: exact extremes, a
/// fixed sample of values, extremes of each channel. One run a picture. Only inputs of products
/// that are quantised are looked at.
public final class Calibration {
  /// How a range is chosen.
  public enum Method {
    /// The extremes seen.
    MIN_MAX,
    /// The extremes after a share of the values has been cut off at either end.
    PERCENTILE,
    /// The range whose quantised values are nearest to the true ones in the sum of squares.
    LEAST_SQUARED_ERROR
  }

  /// Which axis of an activation its channels lie along.
  enum Axis {
    /// Axis 1, as convolutions have it.
    PICTURE,
    /// The last axis, as products with a matrix have it.
    ROW
  }

  /// The range that an activation's integers cover.
  record Range(float least, float greatest) {}

  /// Values kept of each activation, from one picture and from all of them; at a fixed stride, so
  /// that runs repeat.
  private static final int MOST_A_PICTURE = 1 << 12;

  private static final int MOST = 1 << 17;
  private static final int FEWEST_A_PICTURE = 1 << 6;
  private static final int CANDIDATES = 100;

  private final Map<String, SeenActivation> seen = new LinkedHashMap<>();

  private Calibration() {}

  /// Runs the network on each picture and remembers what its products are given.
  static Calibration run(
      Graph graph,
      Settings settings,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    Map<String, Set<Axis>> wanted = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      Target target = Target.of(graph, node);
      if (target != null) {
        Axis axis = node.op() instanceof Linear.MatMul ? Axis.ROW : Axis.PICTURE;
        wanted.computeIfAbsent(target.activation(), _ -> EnumSet.noneOf(Axis.class)).add(axis);
      } else if (Attention.quantised(graph, node, settings)) {
        node.inputs()
            .forEach(value -> wanted.computeIfAbsent(value, _ -> EnumSet.noneOf(Axis.class)));
      }
    }
    int perPicture =
        Math.clamp(MOST / Math.max(1, pictures.size()), FEWEST_A_PICTURE, MOST_A_PICTURE);
    Calibration calibration = new Calibration();
    wanted.forEach(
        (value, axes) -> calibration.seen.put(value, new SeenActivation(perPicture, axes)));
    Interpreter interpreter = new Interpreter(kernels);
    for (int i = 0; i < pictures.size(); i++) {
      Map<String, Tensor> picture = pictures.get(i);
      picture.forEach(calibration::look);
      interpreter.run(
          graph,
          picture,
          (node, inputs, outputs) -> {
            for (int o = 0; o < Math.min(outputs.size(), node.outputs().size()); o++) {
              calibration.look(node.outputs().get(o), outputs.get(o));
            }
          });
      progress.step("calibrating", i + 1, pictures.size());
    }
    return calibration;
  }

  private void look(String value, Tensor tensor) {
    SeenActivation known = seen.get(value);
    if (known != null && tensor instanceof Tensor.Floats floats) {
      known.look(floats);
    }
  }

  /// Whether the activation was ever seen with a finite value.
  boolean has(String value) {
    SeenActivation known = seen.get(value);
    return known != null && known.any();
  }

  /// Values in the sample of an activation.
  int sampled(String value) {
    return Objects.requireNonNull(seen.get(value)).sample().length;
  }

  /// What was seen of each channel, or null when the activation has no channels along that axis.
  SeenActivation.@Nullable Channels channels(String value, Axis axis) {
    SeenActivation known = seen.get(value);
    return known == null ? null : known.channels(axis);
  }

  /// Whether a product's input goes below zero.
  boolean below(Target target) {
    return Objects.requireNonNull(seen.get(target.activation())).extremes().least() < 0;
  }

  /// The range for an activation; it always holds 0, so that padding is exact.
  ///
  /// @param balance by which its channels are divided first; null where they are not
  /// @param share of the range seen that is covered; 0 leaves it to the method
  Range range(String value, @Nullable Balance balance, Settings settings, int bits, double share) {
    SeenActivation known = Objects.requireNonNull(seen.get(value));
    if (balance == null) {
      return range(known.extremes(), known.sample(), settings, bits, share);
    }
    SeenActivation.Channels channels = Objects.requireNonNull(known.channels(balance.axis()));
    float[] divisors = balance.divisors();
    return range(
        known.extremes(channels, divisors),
        known.sample(channels, divisors),
        settings,
        bits,
        share);
  }

  private static Range range(
      Range extremes, float[] sample, Settings settings, int bits, double share) {
    if (share > 0) {
      return new Range((float) (extremes.least * share), (float) (extremes.greatest * share));
    }
    return switch (settings.calibration()) {
      case MIN_MAX -> extremes;
      case PERCENTILE -> percentile(extremes, sample, settings.percentile());
      case LEAST_SQUARED_ERROR ->
          leastSquares(extremes, sample, bits, settings.signedActivations());
    };
  }

  /// Cuts so many of the sample's values off at either end; the extremes where that is none.
  private static Range percentile(Range extremes, float[] sample, double kept) {
    int cut = (int) Math.floor((1 - kept) * (sample.length - 1));
    if (cut <= 0) {
      return extremes;
    }
    Arrays.sort(sample);
    return new Range(Math.min(0, sample[cut]), Math.max(0, sample[sample.length - 1 - cut]));
  }

  /// Shrinks the range in equal steps and keeps the best; the error counts clipping and rounding
  /// alike.
  private static Range leastSquares(Range extremes, float[] sample, int bits, boolean symmetric) {
    Range best = extremes;
    double leastError = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES; i >= CANDIDATES / 5; i--) {
      float share = (float) i / CANDIDATES;
      Range range = new Range(extremes.least * share, extremes.greatest * share);
      IntegerCode code = IntegerCode.covering(range, bits, symmetric);
      double error = 0;
      for (float x : sample) {
        double off = code.real(code.integer(x)) - (double) x;
        error += off * off;
      }
      if (error < leastError) {
        leastError = error;
        best = range;
      }
    }
    return best;
  }
}
