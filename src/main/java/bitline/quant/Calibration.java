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
import java.util.Objects;
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
    private final Channels pictures = new Channels();
    private final Channels rows = new Channels();
  }

  /// What is seen of each channel: along axis 1 of pictures (N, C, …), or along the last axis of rows.
  private static final class Channels {
    private float[] least = new float[0];
    private float[] greatest = new float[0];
    private double[] sums = new double[0];
    private char[] ofSample = new char[0];
    private long each;
    private boolean known = true;
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
    int rank = floats.shape().rank();
    if (rank >= 3) {
      channels(known.pictures, floats, floats.shape().size(1), floats.shape().span(2, rank), start, stride, kept);
    }
    if (rank >= 2) {
      channels(known.rows, floats, floats.shape().size(-1), 1, start, stride, kept);
    }
  }

  /// @param inner elements of one channel that lie together
  private static void channels(
      Channels known, Tensor.Floats tensor, int channels, int inner, int start, int stride, int kept) {
    if (known.sums.length == 0) {
      known.least = new float[channels];
      known.greatest = new float[channels];
      known.sums = new double[channels];
    }
    known.known &= known.sums.length == channels && channels <= Character.MAX_VALUE && inner > 0;
    if (!known.known) {
      return;
    }
    float[] data = tensor.data();
    for (int at = 0; at < data.length; at += inner) {
      int channel = at / inner % channels;
      double sum = 0;
      float least = known.least[channel];
      float greatest = known.greatest[channel];
      for (int i = at; i < at + inner; i++) {
        sum += data[i];
        least = Math.min(least, data[i]);
        greatest = Math.max(greatest, data[i]);
      }
      known.sums[channel] += sum;
      known.least[channel] = least;
      known.greatest[channel] = greatest;
    }
    known.each += data.length / channels;
    known.ofSample = Arrays.copyOf(known.ofSample, start + kept);
    for (int i = 0; i < kept; i++) {
      known.ofSample[start + i] = (char) (i * stride / inner % channels);
    }
  }

  private @Nullable Channels channels(String value, Axis axis) {
    Seen known = seen.get(value);
    Channels channels = known == null ? null : axis == Axis.PICTURE ? known.pictures : known.rows;
    return channels == null || !channels.known || channels.each == 0 ? null : channels;
  }

  /// The mean of each channel, or null when the activation has none.
  double @Nullable [] channelMeans(String value) {
    Channels channels = channels(value, Axis.PICTURE);
    if (channels == null) {
      return null;
    }
    double[] means = channels.sums.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] /= channels.each;
    }
    return means;
  }

  /// The greatest size of each channel's values, or null when the activation has no channels along that axis.
  float @Nullable [] channelReach(String value, Axis axis) {
    Channels channels = channels(value, axis);
    if (channels == null) {
      return null;
    }
    float[] reach = new float[channels.least.length];
    for (int i = 0; i < reach.length; i++) {
      reach[i] = Math.max(-channels.least[i], channels.greatest[i]);
    }
    return reach;
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
  ///
  /// @param share of the range seen that is covered; 0 leaves it to the method
  Range range(String value, Settings settings, int bits, double share) {
    Seen known = Objects.requireNonNull(seen.get(value));
    return range(known.sample.clone(), known.least, known.greatest, settings, bits, share);
  }

  /// The range for an activation whose channel c is divided by `divisors[c]` first.
  Range range(String value, Axis axis, float[] divisors, Settings settings, int bits, double share) {
    Seen known = Objects.requireNonNull(seen.get(value));
    Channels channels = Objects.requireNonNull(channels(value, axis));
    float[] sample = known.sample.clone();
    for (int i = 0; i < sample.length; i++) {
      sample[i] /= divisors[channels.ofSample[i]];
    }
    float least = 0;
    float greatest = 0;
    for (int c = 0; c < divisors.length; c++) {
      least = Math.min(least, channels.least[c] / divisors[c]);
      greatest = Math.max(greatest, channels.greatest[c] / divisors[c]);
    }
    return range(sample, least, greatest, settings, bits, share);
  }

  private static Range range(
      float[] sample, float lowest, float highest, Settings settings, int bits, double share) {
    float least = Math.min(0, lowest);
    float greatest = Math.max(0, highest);
    if (share > 0) {
      return new Range((float) (least * share), (float) (greatest * share));
    }
    if (settings.calibration() == Method.MIN_MAX || sample.length == 0) {
      return new Range(least, greatest);
    }
    Arrays.sort(sample);
    if (settings.calibration() == Method.PERCENTILE) {
      int last = sample.length - 1;
      int cut = (int) Math.floor((1 - settings.percentile()) * last);
      return new Range(Math.min(0, sample[cut]), Math.max(0, sample[last - cut]));
    }
    return leastSquares(sample, least, greatest, bits, settings.signedActivations());
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
