package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.ConvGeometry;
import bitline.graph.Window;
import bitline.tensor.Convolution;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Convolutions of one to many spatial axes with groups. An output element is one chain of `fma`
/// over input channel, then kernel place, and the bias is added last. Floats of one or two spatial
/// axes are the kernels' work; volumes, doubles and integers become matrix products of patches.
final class ConvEval {
  /// Elements of a block of patches: what stays in a second-level cache.
  private static final int BLOCK = 1 << 17;

  private ConvEval() {}

  static Tensor eval(
      Window window, int group, Tensor x, Tensor weight, @Nullable Tensor bias, Kernels kernels) {
    ConvGeometry g = ConvGeometry.of(window, x.shape(), weight.shape());
    check(group, x.shape(), weight.shape(), bias);
    int outputs = weight.shape().size(0);
    Shape shape = g.outputShape(x.shape().size(0), outputs);
    if (x instanceof Tensor.Floats data && weight instanceof Tensor.Floats w) {
      if (bias != null && !(bias instanceof Tensor.Floats)) {
        throw new Problem("bias is " + bias.type().text() + "; " + x.type().text() + " is needed");
      }
      float[] start = bias == null ? null : bias.toFloats();
      float[] out = new float[shape.elements()];
      if (g.axes() <= 2) {
        kernels.convolve(
            planes(g, x.shape().size(0), group, weight.shape().size(1), outputs / group),
            data.data(),
            w.data(),
            start,
            out);
      } else {
        products(
            new Lanes.OfFloats(kernels),
            g,
            group,
            data.shape(),
            data.data(),
            w.shape(),
            w.data(),
            out);
        if (start != null) {
          addBias(out, start, g.outputPlaces(), kernels);
        }
      }
      return new Tensor.Floats(x.type(), shape, NarrowFloats.round(x.type(), out));
    }
    if (x instanceof Tensor.Doubles data && weight instanceof Tensor.Doubles w) {
      double[] out = new double[shape.elements()];
      products(
          new Lanes.OfDoubles(), g, group, data.shape(), data.data(), w.shape(), w.data(), out);
      if (bias instanceof Tensor.Doubles b) {
        for (int i = 0; i < out.length; i++) {
          out[i] += b.data()[i / g.outputPlaces() % outputs];
        }
      }
      return new Tensor.Doubles(ElementType.DOUBLE, shape, out);
    }
    throw new Problem("a convolution of " + x.type().text() + " with " + weight.type().text());
  }

  /// The sums of integer products, zero points already taken off.
  static Tensor.Ints integers(
      Window window, int group, Shape data, int[] x, Shape kernel, int[] weight, Kernels kernels) {
    ConvGeometry g = ConvGeometry.of(window, data, kernel);
    check(group, data, kernel, null);
    Shape shape = g.outputShape(data.size(0), kernel.size(0));
    int[] out = new int[shape.elements()];
    products(new Lanes.OfInts(kernels), g, group, data, x, kernel, weight, out);
    return new Tensor.Ints(ElementType.INT32, shape, out);
  }

  /// The kernels' view of a convolution of one or two spatial axes. For a transposed one `channels`
  /// and `filters` are those of its own input and output, and so are the sizes.
  static Convolution planes(ConvGeometry g, int batch, int group, int channels, int filters) {
    int y = g.axes() == 2 ? 0 : -1;
    int x = g.axes() - 1;
    return new Convolution(
        batch,
        group,
        channels,
        filters,
        y < 0 ? 1 : g.input().get(y),
        g.input().get(x),
        y < 0 ? 1 : g.kernel().get(y),
        g.kernel().get(x),
        y < 0 ? 1 : g.strides().get(y),
        g.strides().get(x),
        y < 0 ? 1 : g.dilations().get(y),
        g.dilations().get(x),
        y < 0 ? 0 : g.begin().get(y),
        g.begin().get(x),
        y < 0 ? 1 : g.output().get(y),
        g.output().get(x));
  }

  private static void check(int group, Shape x, Shape weight, @Nullable Tensor bias) {
    if (group < 1 || weight.size(0) % group != 0 || x.size(1) != weight.size(1) * group) {
      throw new Problem(
          "data " + x + " and weight " + weight + " do not fit in " + group + " groups");
    }
    if (bias != null && bias.elements() != weight.size(0)) {
      throw new Problem(
          "bias of " + bias.elements() + " elements for " + weight.size(0) + " output channels");
    }
  }

  private static <A> void products(
      Lanes<A> lanes, ConvGeometry g, int group, Shape data, A x, Shape kernel, A weight, A out) {
    int batch = data.size(0);
    int channels = kernel.size(1);
    int outputs = kernel.size(0) / group;
    int places = g.outputPlaces();
    int k = channels * g.kernelPlaces();
    if (places == 0 || k == 0) {
      return;
    }
    boolean point =
        g.kernelPlaces() == 1
            && g.inputPlaces() == places
            && g.strides().stream().allMatch(s -> s == 1)
            && g.begin().stream().allMatch(p -> p == 0);
    WindowRows rows = new WindowRows(g);
    int block = point ? places : Math.min(places, Math.max(64, BLOCK / k / 64 * 64));
    A patches = point ? x : lanes.make(Math.multiplyExact(k, block));
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < group; i++) {
        int xAt = (n * group + i) * channels * g.inputPlaces();
        int outAt = (n * group + i) * outputs * places;
        for (int from = 0; from < places; from += block) {
          int count = Math.min(block, places - from);
          if (!point) {
            patches(lanes, rows, x, xAt, channels, patches, from, count);
          }
          lanes.matmul(
              outputs,
              count,
              k,
              weight,
              i * outputs * k,
              k,
              patches,
              point ? xAt : 0,
              point ? places : count,
              out,
              outAt + from,
              places);
        }
      }
    }
  }

  /// The patches of output places `from` to `from + count` side by side: a row for each channel and
  /// kernel place.
  static <A> void patches(
      Lanes<A> lanes, WindowRows rows, A x, int xAt, int channels, A to, int from, int count) {
    int firstRow = from / rows.width;
    int lastRow = (from + count - 1) / rows.width;
    int at = 0;
    for (int c = 0; c < channels; c++) {
      for (int ky = 0; ky < rows.kernelRows; ky++) {
        for (int kx = 0; kx < rows.kernelWidth; kx++) {
          for (int r = firstRow; r <= lastRow; r++) {
            int begin = r == firstRow ? from - r * rows.width : 0;
            int end = r == lastRow ? from + count - r * rows.width : rows.width;
            int row = rows.input(r, ky);
            if (row < 0) {
              lanes.zero(to, at, at + end - begin);
            } else {
              int inside = Math.clamp(rows.first(kx), begin, end);
              int outside = Math.clamp(rows.end(kx), inside, end);
              lanes.zero(to, at, at + inside - begin);
              if (inside < outside) {
                lanes.copy(
                    x,
                    xAt + row + inside * rows.step + rows.offset(kx),
                    rows.step,
                    to,
                    at + inside - begin,
                    outside - inside);
              }
              lanes.zero(to, at + outside - begin, at + end - begin);
            }
            at += end - begin;
          }
        }
      }
      xAt += rows.inputPlaces;
    }
  }

  /// Adds the bias to the finished sums. It comes last, as ONNX Runtime adds it, so that sums which
  /// a QuantizeLinear behind finds half way between two integers fall to the same side in both.
  static void addBias(float[] out, float[] bias, int places, Kernels kernels) {
    int rows = places == 0 ? 0 : out.length / places;
    Shares.of(
        kernels,
        rows,
        places,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            float shift = bias[row % bias.length];
            for (int i = row * places; i < (row + 1) * places; i++) {
              out[i] += shift;
            }
          }
        });
  }
}
