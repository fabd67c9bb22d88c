package bitline.quant;

import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the activations of a float network look like on calibration pictures: exact extremes, a fixed sample of values,
/// and the mean of each channel. One run a picture.
public final class Calibration {
  /// How a range is chosen.
  public enum Method {
    /// The extremes seen.
    MIN_MAX,
    /// The extremes after a share of the values has been cut off.
    PERCENTILE,
    /// The range whose quantised values are nearest to the true ones in the sum of squares.
    LEAST_SQUARED_ERROR
  }

  /// Values kept of each activation and picture; taken at a fixed stride, so that runs repeat.
  private static final int SAMPLE = 4096;

  private static final int CANDIDATES = 100;

  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private static final class Seen {
    private float least = Float.POSITIVE_INFINITY;
    private float greatest = Float.NEGATIVE_INFINITY;
    private float[] sample = new float[0];
    private double @Nullable [] channelSums;
    private long perChannel;
  }

  /// The range that an activation's integers cover.
  record Range(float least, float greatest) {}

  private Calibration() {}

  /// Runs the network on each picture and remembers what its products are given.
  public static Calibration run(Graph graph, Kernels kernels, List<Map<String, Tensor>> pictures, Progress progress) {
    Calibration calibration = new Calibration();
    for (Node node : graph.nodes()) {
      Target target = Target.of(graph, node);
      if (target != null) {
        calibration.seen.put(target.activation(), new Seen());
      }
    }
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
    Seen known = seen.get(value);
    if (known == null || !(tensor instanceof Tensor.Floats floats)) {
      return;
    }
    float[] data = floats.data();
    for (float x : data) {
      if (x < known.least) {
        known.least = x;
      }
      if (x > known.greatest) {
        known.greatest = x;
      }
    }
    int stride = Math.max(1, data.length / SAMPLE);
    int kept = data.length == 0 ? 0 : (data.length - 1) / stride + 1;
    int start = known.sample.length;
    known.sample = Arrays.copyOf(known.sample, start + kept);
    for (int i = 0; i < kept; i++) {
      known.sample[start + i] = data[i * stride];
    }
    countChannels(known, floats);
  }

  /// Sums over everything but axis 1 of pictures (N, C, …); other ranks have no channels.
  private static void countChannels(Seen known, Tensor.Floats tensor) {
    if (tensor.shape().rank() < 3) {
      return;
    }
    int channels = tensor.shape().size(1);
    int inner = tensor.shape().span(2, tensor.shape().rank());
    double[] sums = known.channelSums;
    if (sums == null) {
      sums = new double[channels];
      known.channelSums = sums;
    }
    if (sums.length != channels) {
      return;
    }
    int batch = tensor.shape().size(0);
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        int at = (n * channels + c) * inner;
        for (int i = 0; i < inner; i++) {
          sum += tensor.data()[at + i];
        }
        sums[c] += sum;
      }
    }
    known.perChannel += (long) batch * inner;
  }

  /// The mean of each channel of a picture-shaped activation, or null when it has none.
  double @Nullable [] channelMeans(String value) {
    Seen known = seen.get(value);
    if (known == null || known.channelSums == null || known.perChannel == 0) {
      return null;
    }
    double[] means = known.channelSums.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] /= known.perChannel;
    }
    return means;
  }

  /// Whether the activation was ever seen with a finite value.
  boolean has(String value) {
    Seen known = seen.get(value);
    return known != null
        && known.least <= known.greatest
        && !Float.isInfinite(known.least)
        && !Float.isInfinite(known.greatest);
  }

  /// The range for an activation; it always holds 0, so that padding is exact.
  Range range(String value, Settings settings, int bits) {
    Seen known = java.util.Objects.requireNonNull(seen.get(value));
    float least = Math.min(0, known.least);
    float greatest = Math.max(0, known.greatest);
    if (settings.calibration() == Method.MIN_MAX || known.sample.length == 0) {
      return new Range(least, greatest);
    }
    float[] sorted = known.sample.clone();
    Arrays.sort(sorted);
    if (settings.calibration() == Method.PERCENTILE) {
      int last = sorted.length - 1;
      int cut = (int) Math.floor((1 - settings.percentile()) * last);
      return new Range(Math.min(0, sorted[cut]), Math.max(0, sorted[last - cut]));
    }
    return leastSquares(sorted, least, greatest, bits, settings.signedActivations());
  }

  /// Shrinks the range in equal steps and keeps the best; the error counts clipping and rounding alike.
  private static Range leastSquares(float[] sample, float least, float greatest, int bits, boolean symmetric) {
    Range best = new Range(least, greatest);
    double leastError = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES; i >= CANDIDATES / 5; i--) {
      float share = (float) i / CANDIDATES;
      Range range = new Range(least * share, greatest * share);
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
