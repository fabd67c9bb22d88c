package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.ConvGeometry;
import bitline.graph.Linear;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The transposed convolution. Floats of one or two spatial axes are the kernels' work; for volumes
/// and doubles a matrix product makes what each input place spreads, and the kernel places are
/// added up in order. The bias comes last.
final class ConvTransposeEval {
  /// Elements of a block of products.
  private static final int BLOCK = 1 << 18;

  private ConvTransposeEval() {}

  static Tensor eval(
      Linear.ConvTranspose op, Tensor x, Tensor weight, @Nullable Tensor bias, Kernels kernels) {
    ConvGeometry g = ConvGeometry.transposed(op, x.shape(), weight.shape());
    int group = op.group();
    if (group < 1
        || x.shape().size(1) % group != 0
        || x.shape().size(1) != weight.shape().size(0)) {
      throw new Problem(
          "data "
              + x.shape()
              + " and weight "
              + weight.shape()
              + " do not fit in "
              + group
              + " groups");
    }
    int outputs = Math.multiplyExact(weight.shape().size(1), group);
    if (bias != null && bias.elements() != outputs) {
      throw new Problem(
          "bias of " + bias.elements() + " elements for " + outputs + " output channels");
    }
    Shape shape = g.outputShape(x.shape().size(0), outputs);
    if (x instanceof Tensor.Floats data && weight instanceof Tensor.Floats w) {
      float[] out = new float[shape.elements()];
      float[] start = bias == null ? null : bias.toFloats();
      if (g.axes() <= 2) {
        kernels.convolveTransposed(
            ConvEval.planes(
                g, x.shape().size(0), group, x.shape().size(1) / group, outputs / group),
            data.data(),
            w.data(),
            start,
            out);
      } else {
        spread(
            new Lanes.OfFloats(kernels),
            g,
            group,
            x.shape(),
            data.data(),
            weight.shape(),
            w.data(),
            out);
        if (start != null) {
          ConvEval.addBias(out, start, g.outputPlaces(), kernels);
        }
      }
      return new Tensor.Floats(x.type(), shape, NarrowFloats.round(x.type(), out));
    }
    if (x instanceof Tensor.Doubles data && weight instanceof Tensor.Doubles w) {
      double[] out = new double[shape.elements()];
      spread(
          new Lanes.OfDoubles(), g, group, x.shape(), data.data(), weight.shape(), w.data(), out);
      for (int i = 0; bias != null && i < out.length; i++) {
        out[i] += bias.at(i / g.outputPlaces() % outputs);
      }
      return new Tensor.Doubles(x.type(), shape, out);
    }
    throw new Problem(
        "a transposed convolution of " + x.type().text() + " with " + weight.type().text());
  }

  private static <A> void spread(
      Lanes<A> lanes, ConvGeometry g, int group, Shape data, A x, Shape kernel, A weight, A out) {
    int channels = kernel.size(0) / group;
    int outputs = kernel.size(1);
    int kernelPlaces = g.kernelPlaces();
    int inputPlaces = g.inputPlaces();
    int outputPlaces = g.outputPlaces();
    if (inputPlaces == 0 || outputPlaces == 0) {
      return;
    }
    // The same window seen from the output's side: there an ordinary one slides over the output,
    // once an input place.
    WindowRows rows =
        new WindowRows(
            new ConvGeometry(
                g.output(), g.kernel(), g.strides(), g.dilations(), g.begin(), g.end(), g.input()));
    int wide = outputs * kernelPlaces;
    A turned = lanes.make(Math.multiplyExact(wide, channels));
    int block = (int) Math.clamp(BLOCK / ((long) kernelPlaces * inputPlaces), 1L, (long) outputs);
    A products = lanes.make(Math.multiplyExact(block * kernelPlaces, inputPlaces));
    for (int i = 0; i < group; i++) {
      for (int row = 0; row < wide; row++) {
        lanes.copy(weight, i * channels * wide + row, wide, turned, row * channels, channels);
      }
      for (int n = 0; n < data.size(0); n++) {
        int xAt = (n * group + i) * channels * inputPlaces;
        for (int m = 0; m < outputs; m += block) {
          int count = Math.min(block, outputs - m);
          lanes.zero(products, 0, count * kernelPlaces * inputPlaces);
          lanes.matmul(
              count * kernelPlaces,
              inputPlaces,
              channels,
              turned,
              m * kernelPlaces * channels,
              channels,
              x,
              xAt,
              inputPlaces,
              products,
              0,
              inputPlaces);
          for (int j = 0; j < count; j++) {
            int outAt = ((n * group + i) * outputs + m + j) * outputPlaces;
            add(lanes, rows, products, j * kernelPlaces * inputPlaces, out, outAt);
          }
        }
      }
    }
  }

  private static <A> void add(
      Lanes<A> lanes, WindowRows rows, A products, int at, A out, int outAt) {
    for (int ky = 0; ky < rows.kernelRows; ky++) {
      for (int kx = 0; kx < rows.kernelWidth; kx++) {
        int first = rows.first(kx);
        int count = rows.end(kx) - first;
        for (int r = 0; r < rows.outputRows; r++) {
          int row = rows.input(r, ky);
          if (row >= 0) {
            int to = outAt + row + first * rows.step + rows.offset(kx);
            lanes.add(products, at + first, out, to, rows.step, count);
          }
          at += rows.width;
        }
      }
    }
  }
}
