package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.ConvGeometry;
import bitline.graph.Linear;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// A 2-D convolution whose window places are moved by an operand and read bilinearly; zeros lie
/// around the picture.
final class DeformConvEval {
  private DeformConvEval() {}

  static Tensor eval(Linear.DeformConv op, Operands in) {
    Shape data = in.shape(0);
    Shape kernel = in.shape(1);
    if (data.rank() != 4 || kernel.rank() != 4) {
      throw new Problem(
          "data "
              + data
              + " and weight "
              + kernel
              + "; only 2-D deformable convolutions are supported");
    }
    ConvGeometry g = ConvGeometry.of(op.window(), data, kernel);
    int channels = data.size(1);
    int outputs = kernel.size(0);
    if (op.group() < 1
        || channels != kernel.size(1) * op.group()
        || outputs % op.group() != 0
        || op.offsetGroup() < 1
        || channels % op.offsetGroup() != 0) {
      throw new Problem(
          "data "
              + data
              + " and weight "
              + kernel
              + " do not fit in "
              + op.group()
              + " groups and "
              + op.offsetGroup()
              + " offset groups");
    }
    int batch = data.size(0);
    int kernelPlaces = g.kernelPlaces();
    int places = g.outputPlaces();
    Shape wanted = g.outputShape(batch, Math.multiplyExact(2 * op.offsetGroup(), kernelPlaces));
    if (!in.shape(2).equals(wanted)) {
      throw new Problem("offsets " + in.shape(2) + "; " + wanted + " is needed");
    }
    if (in.has(4) && in.get(4).elements() != wanted.elements() / 2) {
      throw new Problem(
          "mask "
              + in.shape(4)
              + "; half as many channels as the offsets "
              + wanted
              + " are needed");
    }
    double[] x = Reals.of(in.get(0));
    double[] w = Reals.of(in.get(1));
    double[] offset = Reals.of(in.get(2));
    double[] mask = in.has(4) ? Reals.of(in.get(4)) : new double[0];
    int height = data.size(2);
    int width = data.size(3);
    int columns = g.output().get(1);
    int kernelColumns = g.kernel().get(1);
    double[] out = new double[Math.multiplyExact(batch * outputs, places)];
    double[] samples = new double[Math.multiplyExact(channels, kernelPlaces)];
    for (int n = 0; n < batch; n++) {
      for (int p = 0; p < places; p++) {
        for (int c = 0; c < channels; c++) {
          int og = n * op.offsetGroup() + c / (channels / op.offsetGroup());
          for (int k = 0; k < kernelPlaces; k++) {
            int at = (og * kernelPlaces + k) * 2 * places + p;
            double y =
                p / columns * g.strides().get(0)
                    - g.begin().get(0)
                    + k / kernelColumns * g.dilations().get(0)
                    + offset[at];
            double z =
                p % columns * g.strides().get(1)
                    - g.begin().get(1)
                    + k % kernelColumns * g.dilations().get(1)
                    + offset[at + places];
            double value = sample(x, (n * channels + c) * height * width, height, width, y, z);
            samples[c * kernelPlaces + k] =
                mask.length == 0 ? value : value * mask[(og * kernelPlaces + k) * places + p];
          }
        }
        for (int m = 0; m < outputs; m++) {
          int first = m / (outputs / op.group()) * kernel.size(1) * kernelPlaces;
          int count = kernel.size(1) * kernelPlaces;
          double sum = in.has(3) ? in.get(3).at(m) : 0;
          for (int i = 0; i < count; i++) {
            sum = Math.fma(w[m * count + i], samples[first + i], sum);
          }
          out[(n * outputs + m) * places + p] = sum;
        }
      }
    }
    return Reals.tensor(in.get(0).type(), g.outputShape(batch, outputs), out);
  }

  private static double sample(double[] x, int at, int height, int width, double y, double z) {
    double top = Math.floor(y);
    double left = Math.floor(z);
    double fy = y - top;
    double fz = z - left;
    return (1 - fy)
            * ((1 - fz) * pixel(x, at, height, width, top, left)
                + fz * pixel(x, at, height, width, top, left + 1))
        + fy
            * ((1 - fz) * pixel(x, at, height, width, top + 1, left)
                + fz * pixel(x, at, height, width, top + 1, left + 1));
  }

  private static double pixel(double[] x, int at, int height, int width, double y, double z) {
    return y >= 0 && y < height && z >= 0 && z < width ? x[at + (int) y * width + (int) z] : 0;
  }
}
