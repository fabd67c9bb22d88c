package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Unrolling;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;

/// The last digital step of a layer: accumulators become real numbers, acc·scale + bias in double
/// precision, rounded once to a float; or integers, where the layer has no scale.
final class Finish {
  private final Shape shape;
  private final double[] scales;
  private final float[] biases;

  /// Neighbouring results that belong to one channel.
  private final int inner;

  private Finish(ArrayLayer layer, double[] scales) {
    shape = layer.outputShape();
    this.scales = scales;
    float[] given = layer.biases();
    if (given == null) {
      given = new float[scales.length];
      Arrays.fill(given, -0f); // x + −0 is x, for 0 too
    }
    biases = given;
    inner = inner(layer, scales.length);
  }

  /// How many neighbouring results belong to one of a layer's channels; those of the next follow.
  static int inner(ArrayLayer layer, int channels) {
    int results = layer.outputShape().elements();
    return switch (layer.unrolling()) {
      case Unrolling.Convolution c -> results / Math.max(1, c.batch() * channels);
      case Unrolling.Transposed t -> results / Math.max(1, t.batch() * channels);
      case Unrolling.Product p -> p.resultColumns() ? p.each() : 1;
    };
  }

  static Tensor of(ArrayLayer layer, double[] acc) {
    double[] scales = layer.scales();
    if (scales == null) {
      int[] out = new int[acc.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (int) Math.rint(acc[i]);
      }
      return new Tensor.Ints(ElementType.INT32, layer.outputShape(), out);
    }
    return new Finish(layer, scales).reals(acc);
  }

  private Tensor reals(double[] acc) {
    float[] out = new float[acc.length];
    int channels = scales.length;
    if (inner == 1) {
      for (int i = 0; i < out.length; i += channels) {
        for (int c = 0; c < channels; c++) {
          out[i + c] = (float) (acc[i + c] * scales[c] + biases[c]);
        }
      }
      return Tensor.floats(shape, out);
    }
    for (int from = 0, channel = 0;
        from < out.length;
        from += inner, channel = (channel + 1) % channels) {
      double scale = scales[channel];
      double bias = biases[channel];
      for (int i = from; i < from + inner; i++) {
        out[i] = (float) (acc[i] * scale + bias);
      }
    }
    return Tensor.floats(shape, out);
  }
}
