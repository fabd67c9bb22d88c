package bitline.quant;

import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What calibration has seen of one activation: its extremes, a sample of its values, and the
/// extremes of each of its channels. Values that are infinite or no numbers are left out. All
/// extremes of channels take in 0.
final class SeenActivation {
  private final int perTensor;
  private final Map<Calibration.Axis, Channels> channels = new EnumMap<>(Calibration.Axis.class);
  private float least = Float.POSITIVE_INFINITY;
  private float greatest = Float.NEGATIVE_INFINITY;
  private float[] sample = new float[0];

  /// One axis of channels. Of no use once tensors with other channels have been seen.
  static final class Channels {
    private float[] least = new float[0];
    private float[] greatest = new float[0];
    private char[] ofSample = new char[0];
    private boolean seen;
    private boolean alike = true;

    /// The greatest size of each channel's values.
    float[] reach() {
      float[] reach = new float[least.length];
      for (int i = 0; i < reach.length; i++) {
        reach[i] = Math.max(-least[i], greatest[i]);
      }
      return reach;
    }

    /// How far each channel's values reach on the other side of zero.
    float[] lesserReach() {
      float[] reach = new float[least.length];
      for (int i = 0; i < reach.length; i++) {
        reach[i] = Math.min(-least[i], greatest[i]);
      }
      return reach;
    }

    /// Whether a channel reaches further below zero than above it.
    boolean below(int channel) {
      return -least[channel] > greatest[channel];
    }
  }

  /// @param perTensor values of the sample from one tensor, at most
  /// @param axes along which channels are looked at
  SeenActivation(int perTensor, Set<Calibration.Axis> axes) {
    this.perTensor = perTensor;
    axes.forEach(axis -> channels.put(axis, new Channels()));
  }

  /// Takes in the values of one more tensor.
  void look(Tensor.Floats tensor) {
    float[] data = tensor.data();
    for (float x : data) {
      if (Float.isFinite(x)) {
        least = Math.min(least, x);
        greatest = Math.max(greatest, x);
      }
    }
    int stride = stride(data.length);
    int start = sample.length;
    int[] places = new int[Math.ceilDiv(data.length, stride)];
    int kept = 0;
    for (int i = 0; i < data.length; i += stride) {
      if (Float.isFinite(data[i])) {
        places[kept++] = i;
      }
    }
    sample = Arrays.copyOf(sample, start + kept);
    for (int i = 0; i < kept; i++) {
      sample[start + i] = data[places[i]];
    }
    Shape shape = tensor.shape();
    int[] taken = Arrays.copyOf(places, kept);
    channels.forEach((axis, seen) -> {
      int rank = shape.rank();
      switch (axis) {
        case PICTURE ->
            look(
                seen,
                data,
                rank < 3 ? 0 : shape.size(1),
                rank < 3 ? 0 : shape.span(2, rank),
                taken);
        case ROW -> look(seen, data, rank < 2 ? 0 : shape.size(-1), 1, taken);
      }
    });
  }

  /// Every how many values one is taken: a stride without a common divisor with the tensor's sizes,
  /// so that no channel, row or column is passed over.
  private int stride(int elements) {
    int stride = Math.max(1, Math.ceilDiv(elements, perTensor));
    while (commonDivisor(stride, elements) > 1) {
      stride++;
    }
    return stride;
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /// @param inner values of one channel that lie together
  /// @param places of the sample's values
  private static void look(Channels seen, float[] data, int channels, int inner, int[] places) {
    if (seen.least.length == 0) {
      seen.least = new float[channels];
      seen.greatest = new float[channels];
    }
    seen.alike &= seen.least.length == channels && channels > 0 && channels <= Character.MAX_VALUE;
    if (!seen.alike || data.length == 0) {
      return;
    }
    for (int from = 0, channel = 0;
        from < data.length;
        from += inner, channel = channel + 1 == channels ? 0 : channel + 1) {
      float low = seen.least[channel];
      float high = seen.greatest[channel];
      for (int i = from; i < from + inner; i++) {
        if (Float.isFinite(data[i])) {
          low = Math.min(low, data[i]);
          high = Math.max(high, data[i]);
        }
      }
      seen.least[channel] = low;
      seen.greatest[channel] = high;
    }
    seen.seen = true;
    int start = seen.ofSample.length;
    seen.ofSample = Arrays.copyOf(seen.ofSample, start + places.length);
    for (int i = 0; i < places.length; i++) {
      seen.ofSample[start + i] = (char) (places[i] / inner % channels);
    }
  }

  /// The channels along an axis, or null where the activation has none.
  @Nullable Channels channels(Calibration.Axis axis) {
    Channels seen = channels.get(axis);
    return seen == null || !seen.alike || !seen.seen ? null : seen;
  }

  /// Whether there was a value at all.
  boolean any() {
    return least <= greatest;
  }

  /// The extremes; they take in 0.
  Calibration.Range extremes() {
    return new Calibration.Range(Math.min(0, least), Math.max(0, greatest));
  }

  /// The sample, in the order in which it was seen.
  float[] sample() {
    return sample.clone();
  }

  /// The extremes when channel c is divided by `divisors[c]`; they take in 0.
  Calibration.Range extremes(Channels seen, float[] divisors) {
    float low = 0;
    float high = 0;
    for (int c = 0; c < divisors.length; c++) {
      float one = seen.least[c] / divisors[c];
      float other = seen.greatest[c] / divisors[c];
      low = Math.min(low, Math.min(one, other));
      high = Math.max(high, Math.max(one, other));
    }
    return new Calibration.Range(low, high);
  }

  /// The sample when channel c is divided by `divisors[c]`.
  float[] sample(Channels seen, float[] divisors) {
    float[] divided = sample.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= divisors[seen.ofSample[i]];
    }
    return divided;
  }
}
