package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Unrolling;
import bitline.tensor.Tensor;
import java.util.List;

/// The exact sums of a layer without a network around it: each's exact result Σ (x − z_x)·(w −
/// z_w), worked out by direct loops over the operator's definition, with neither vectors, digits,
/// row groups nor arrays. What an ideal chip must equal.
final class LayerSums {
  private LayerSums() {}

  /// The accumulators in the result's layout, before scale and bias.
  static long[] accumulators(ArrayLayer layer, Tensor x, int zero) {
    return switch (layer.unrolling()) {
      case Unrolling.Convolution c -> convolution(layer, c, x, zero);
      case Unrolling.Transposed t -> transposed(layer, t, x, zero);
      case Unrolling.Product p -> product(layer, p, x, zero);
    };
  }

  private static long weight(ArrayLayer layer, int group, int k, int n) {
    int columns = layer.unrolling().columns();
    int[] zeros = layer.weightZeros();
    int at = (group * layer.unrolling().rows() + k) * columns + n;
    return layer.weights()[at] - (zeros == null ? 0 : zeros[group * columns + n]);
  }

  private static long[] convolution(ArrayLayer layer, Unrolling.Convolution c, Tensor x, int zero) {
    var g = c.geometry();
    int axes = g.input().size();
    int outputs = c.groups() * c.columns();
    int perGroup = c.channels() / c.groups();
    int places = product(g.kernel());
    int pixels = product(g.output());
    int inputs = product(g.input());
    long[] out = new long[c.batch() * outputs * pixels];
    for (int picture = 0; picture < c.batch(); picture++) {
      for (int o = 0; o < outputs; o++) {
        int group = o / c.columns();
        for (int pixel = 0; pixel < pixels; pixel++) {
          long sum = 0;
          for (int place = 0; place < places; place++) {
            int at = 0;
            boolean inside = true;
            int pixelLeft = pixel;
            int placeLeft = place;
            int stride = 1;
            for (int axis = axes - 1; axis >= 0; axis--) {
              int from =
                  pixelLeft % g.output().get(axis) * g.strides().get(axis) - g.begin().get(axis);
              int i = from + placeLeft % g.kernel().get(axis) * g.dilations().get(axis);
              inside &= i >= 0 && i < g.input().get(axis);
              at += i * stride;
              stride *= g.input().get(axis);
              pixelLeft /= g.output().get(axis);
              placeLeft /= g.kernel().get(axis);
            }
            for (int channel = 0; inside && channel < perGroup; channel++) {
              long value =
                  x.intAt((picture * c.channels() + group * perGroup + channel) * inputs + at)
                      - zero;
              sum += value * weight(layer, group, channel * places + place, o % c.columns());
            }
          }
          out[(picture * outputs + o) * pixels + pixel] = sum;
        }
      }
    }
    return out;
  }

  private static long[] transposed(ArrayLayer layer, Unrolling.Transposed t, Tensor x, int zero) {
    var g = t.geometry();
    int axes = g.input().size();
    int outputs = t.groups() * t.outputs();
    int perGroup = t.channels() / t.groups();
    int places = product(g.kernel());
    int pixels = product(g.output());
    int inputs = product(g.input());
    long[] out = new long[t.batch() * outputs * pixels];
    for (int picture = 0; picture < t.batch(); picture++) {
      for (int o = 0; o < outputs; o++) {
        int group = o / t.outputs();
        for (int from = 0; from < inputs; from++) {
          for (int place = 0; place < places; place++) {
            int at = 0;
            boolean inside = true;
            int fromLeft = from;
            int placeLeft = place;
            int stride = 1;
            for (int axis = axes - 1; axis >= 0; axis--) {
              int i =
                  fromLeft % g.input().get(axis) * g.strides().get(axis)
                      + placeLeft % g.kernel().get(axis) * g.dilations().get(axis)
                      - g.begin().get(axis);
              inside &= i >= 0 && i < g.output().get(axis);
              at += i * stride;
              stride *= g.output().get(axis);
              fromLeft /= g.input().get(axis);
              placeLeft /= g.kernel().get(axis);
            }
            for (int channel = 0; inside && channel < perGroup; channel++) {
              long value =
                  x.intAt((picture * t.channels() + group * perGroup + channel) * inputs + from)
                      - zero;
              out[(picture * outputs + o) * pixels + at] +=
                  value * weight(layer, group, channel, o % t.outputs() * places + place);
            }
          }
        }
      }
    }
    return out;
  }

  private static long[] product(ArrayLayer layer, Unrolling.Product p, Tensor x, int zero) {
    long[] out = new long[p.vectors() * p.columns()];
    for (int stack = 0; stack < p.stacks(); stack++) {
      for (int v = 0; v < p.each(); v++) {
        for (int n = 0; n < p.columns(); n++) {
          long sum = 0;
          for (int k = 0; k < p.rows(); k++) {
            int inside = p.operandColumns() ? k * p.each() + v : v * p.rows() + k;
            sum += (x.intAt(stack * p.each() * p.rows() + inside) - zero) * weight(layer, 0, k, n);
          }
          int to = p.resultColumns() ? n * p.each() + v : v * p.columns() + n;
          out[stack * p.each() * p.columns() + to] = sum;
        }
      }
    }
    return out;
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }
}
