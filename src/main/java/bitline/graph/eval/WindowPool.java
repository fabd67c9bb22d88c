package bitline.graph.eval;

import bitline.graph.ConvGeometry;
import bitline.graph.Pooling;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Folds sliding windows, a row of output at a time.
final class WindowPool {
  private WindowPool() {}

  private static Shape shape(ConvGeometry g, Tensor x) {
    return g.outputShape(x.shape().size(0), x.shape().size(1));
  }

  static Tensor max(ConvGeometry g, Tensor x, Kernels kernels) {
    if (!PoolingEval.fitsFloat(x.type()) || g.inputPlaces() == 0) {
      return maxAndPlaces(g, x, false).getFirst();
    }
    WindowRows rows = new WindowRows(g);
    Shape shape = shape(g, x);
    float[] in = x.toFloats();
    float[] out = new float[shape.elements()];
    Shares.of(
        kernels,
        shape.span(0, 2),
        g.outputPlaces() * rows.kernelWidth,
        (from, to) -> {
          float[] across = new float[rows.inputPlaces / Math.max(1, rows.inputWidth) * rows.width];
          for (int i = from; i < to; i++) {
            max(rows, in, i, across, out);
          }
        });
    if (x instanceof Tensor.Floats) {
      return new Tensor.Floats(x.type(), shape, out);
    }
    int[] whole = new int[out.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = out[i] == Float.NEGATIVE_INFINITY ? (int) x.type().least() : (int) out[i];
    }
    return new Tensor.Ints(x.type(), shape, whole);
  }

  /// One channel: first along the rows, then down the columns, which takes kernel rows + columns
  /// steps an element instead of their product and finds the same greatest.
  private static void max(WindowRows rows, float[] in, int channel, float[] across, float[] out) {
    Arrays.fill(across, Float.NEGATIVE_INFINITY);
    for (int at = 0; at < across.length; at += rows.width) {
      int row = channel * rows.inputPlaces + at / rows.width * rows.inputWidth;
      for (int kx = 0; kx < rows.kernelWidth; kx++) {
        greater(in, row + rows.offset(kx), rows.step, across, at, rows.first(kx), rows.end(kx));
      }
    }
    int first = channel * rows.outputRows * rows.width;
    Arrays.fill(out, first, first + rows.outputRows * rows.width, Float.NEGATIVE_INFINITY);
    for (int r = 0; r < rows.outputRows; r++) {
      for (int ky = 0; ky < rows.kernelRows; ky++) {
        int row = rows.input(r, ky);
        if (row >= 0) {
          greater(
              across,
              row / rows.inputWidth * rows.width,
              1,
              out,
              first + r * rows.width,
              0,
              rows.width);
        }
      }
    }
  }

  private static void greater(
      float[] in, int at, int step, float[] out, int outAt, int first, int end) {
    if (step == 1) {
      for (int o = first; o < end; o++) {
        out[outAt + o] = Math.max(out[outAt + o], in[at + o]);
      }
    } else {
      for (int o = first; o < end; o++) {
        out[outAt + o] = Math.max(out[outAt + o], in[at + o * step]);
      }
    }
  }

  /// The greatest value of each window and where in the whole input it lies (the first of equals).
  static List<Tensor> maxAndPlaces(ConvGeometry g, Tensor x, boolean columnMajor) {
    WindowRows rows = new WindowRows(g);
    Shape shape = shape(g, x);
    double[] in = Reals.of(x);
    double[] out = new double[shape.elements()];
    long[] places = new long[out.length];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    Arrays.fill(places, -1);
    for (int i = 0; i < shape.span(0, 2); i++) {
      for (int r = 0; r < rows.outputRows; r++) {
        int outAt = (i * rows.outputRows + r) * rows.width;
        for (int ky = 0; ky < rows.kernelRows; ky++) {
          int row = rows.input(r, ky);
          for (int kx = 0; row >= 0 && kx < rows.kernelWidth; kx++) {
            for (int o = rows.first(kx); o < rows.end(kx); o++) {
              int at = i * rows.inputPlaces + row + rows.offset(kx) + o * rows.step;
              if (in[at] > out[outAt + o] || places[outAt + o] < 0) {
                out[outAt + o] = in[at];
                places[outAt + o] = at;
              }
            }
          }
        }
      }
    }
    if (columnMajor) {
      for (int i = 0; i < places.length; i++) {
        places[i] = columnMajor(g, places[i]);
      }
    }
    return List.of(Reals.tensor(x.type(), shape, out), Tensor.int64(shape, places));
  }

  /// A window that lies in the padding alone has no place, −1.
  private static long columnMajor(ConvGeometry g, long place) {
    if (place < 0) {
      return place;
    }
    long rest = place % g.inputPlaces();
    long at = place - rest;
    long stride = g.inputPlaces();
    for (int axis = g.axes() - 1; axis >= 0; axis--) {
      int size = g.input().get(axis);
      stride /= size;
      at += rest % size * stride;
      rest /= size;
    }
    return at;
  }

  static Tensor average(Pooling.AveragePool op, ConvGeometry g, Tensor x, Kernels kernels) {
    WindowRows rows = new WindowRows(g);
    Shape shape = shape(g, x);
    int places = g.outputPlaces();
    float[] divisors = divisors(g, op.countPadding());
    if (!(x instanceof Tensor.Floats floats)) {
      double[] sums = new double[places];
      double[] in = Reals.of(x);
      double[] out = new double[shape.elements()];
      for (int i = 0; i < shape.span(0, 2); i++) {
        sums(rows, in, i, sums);
        for (int p = 0; p < places; p++) {
          out[i * places + p] = sums[p] / divisors[p];
        }
      }
      return Reals.tensor(x.type(), shape, out);
    }
    float[] in = floats.data();
    float[] out = new float[shape.elements()];
    Shares.of(
        kernels,
        shape.span(0, 2),
        places * g.kernelPlaces(),
        (from, to) -> {
          double[] own = new double[places];
          for (int i = from; i < to; i++) {
            sums(rows, in, i, own);
            for (int p = 0; p < places; p++) {
              out[i * places + p] = (float) (own[p] / divisors[p]);
            }
          }
        });
    return new Tensor.Floats(x.type(), shape, NarrowFloats.round(x.type(), out));
  }

  static Tensor norm(int p, ConvGeometry g, Tensor x) {
    WindowRows rows = new WindowRows(g);
    Shape shape = shape(g, x);
    int places = g.outputPlaces();
    double[] in = Reals.of(x);
    double[] sums = new double[places];
    double[] out = new double[shape.elements()];
    for (int i = 0; i < shape.span(0, 2); i++) {
      sums(rows, powers(in, i * rows.inputPlaces, rows.inputPlaces, p), 0, sums);
      for (int o = 0; o < places; o++) {
        out[i * places + o] = root(sums[o], p);
      }
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static double[] powers(double[] in, int at, int count, int p) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = power(Math.abs(in[at + i]), p);
    }
    return out;
  }

  static double power(double x, int p) {
    return p == 1 ? x : p == 2 ? x * x : StrictMath.pow(x, p);
  }

  static double root(double x, int p) {
    return p == 1 ? x : p == 2 ? Math.sqrt(x) : StrictMath.pow(x, 1.0 / p);
  }

  private static void sums(WindowRows rows, float[] in, int channel, double[] sums) {
    Arrays.fill(sums, 0);
    for (int r = 0; r < rows.outputRows; r++) {
      int outAt = r * rows.width;
      for (int ky = 0; ky < rows.kernelRows; ky++) {
        int row = rows.input(r, ky);
        for (int kx = 0; row >= 0 && kx < rows.kernelWidth; kx++) {
          int at = channel * rows.inputPlaces + row + rows.offset(kx);
          int end = rows.end(kx);
          for (int o = rows.first(kx); o < end; o++) {
            sums[outAt + o] += in[at + o * rows.step];
          }
        }
      }
    }
  }

  private static void sums(WindowRows rows, double[] in, int channel, double[] sums) {
    Arrays.fill(sums, 0);
    for (int r = 0; r < rows.outputRows; r++) {
      int outAt = r * rows.width;
      for (int ky = 0; ky < rows.kernelRows; ky++) {
        int row = rows.input(r, ky);
        for (int kx = 0; row >= 0 && kx < rows.kernelWidth; kx++) {
          int at = channel * rows.inputPlaces + row + rows.offset(kx);
          int end = rows.end(kx);
          for (int o = rows.first(kx); o < end; o++) {
            sums[outAt + o] += in[at + o * rows.step];
          }
        }
      }
    }
  }

  /// How many window places count, for each output place of a channel.
  private static float[] divisors(ConvGeometry g, boolean padding) {
    float[] out = new float[g.outputPlaces()];
    Arrays.fill(out, 1);
    int inner = out.length;
    for (int axis = 0; axis < g.axes(); axis++) {
      int size = g.output().get(axis);
      inner = size == 0 ? 0 : inner / size;
      for (int i = 0; i < out.length; i++) {
        out[i] *= counted(g, axis, i / inner % size, padding);
      }
    }
    return out;
  }

  private static int counted(ConvGeometry g, int axis, int place, boolean padding) {
    long least = padding ? -(long) g.begin().get(axis) : 0;
    long limit = (long) g.input().get(axis) + (padding ? g.end().get(axis) : 0);
    long at = (long) place * g.strides().get(axis) - g.begin().get(axis);
    int count = 0;
    for (int k = 0; k < g.kernel().get(axis); k++) {
      long input = at + (long) k * g.dilations().get(axis);
      count += input >= least && input < limit ? 1 : 0;
    }
    return count;
  }
}
