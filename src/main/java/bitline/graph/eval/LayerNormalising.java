package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Normalisation over the last axes, with the statistics in doubles.
final class LayerNormalising {
  private LayerNormalising() {}

  /// Takes the mean off `count` elements and divides them by √(variance + epsilon).
  static void centre(double[] data, int at, int count, double epsilon) {
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      sum += data[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = at; i < at + count; i++) {
      data[i] -= mean;
      squares = Math.fma(data[i], data[i], squares);
    }
    double factor = 1 / Math.sqrt(squares / count + epsilon);
    for (int i = at; i < at + count; i++) {
      data[i] *= factor;
    }
  }

  static List<Tensor> layer(Normalising.LayerNormalization op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int axis = shape.axis(op.axis());
    int rows = shape.span(0, axis);
    int count = shape.span(axis, shape.rank());
    double[] mean = new double[rows];
    double[] factor = new double[rows];
    Tensor y;
    if (x instanceof Tensor.Floats floats) {
      float[] data = floats.data();
      for (int r = 0; r < rows; r++) {
        mean[r] = mean(data, r * count, count);
        factor[r] = 1 / Math.sqrt(variance(data, r * count, count, mean[r]) + op.epsilon());
      }
      y = scaled(floats, rows, count, mean, factor, in);
    } else {
      double[] out = Reals.of(x).clone();
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int i = r * count; i < (r + 1) * count; i++) {
          sum += out[i];
        }
        mean[r] = sum / count;
        double squares = 0;
        for (int i = r * count; i < (r + 1) * count; i++) {
          squares = Math.fma(out[i] - mean[r], out[i] - mean[r], squares);
        }
        factor[r] = 1 / Math.sqrt(squares / count + op.epsilon());
      }
      y = scaledDoubles(x, out, count, mean, factor, in);
    }
    int[] sizes = shape.sizes();
    Arrays.fill(sizes, axis, sizes.length, 1);
    ElementType stash = x.type() == ElementType.DOUBLE ? ElementType.DOUBLE : ElementType.FLOAT;
    return List.of(
        y,
        Reals.tensor(stash, Shape.of(sizes), mean),
        Reals.tensor(stash, Shape.of(sizes), factor));
  }

  static Tensor rootMeanSquare(Normalising.RMSNormalization op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int axis = shape.axis(op.axis());
    int rows = shape.span(0, axis);
    int count = shape.span(axis, shape.rank());
    double[] mean = new double[rows];
    double[] factor = new double[rows];
    if (x instanceof Tensor.Floats floats) {
      for (int r = 0; r < rows; r++) {
        factor[r] = 1 / Math.sqrt(variance(floats.data(), r * count, count, 0) + op.epsilon());
      }
      return scaled(floats, rows, count, mean, factor, in);
    }
    double[] data = Reals.of(x).clone();
    for (int r = 0; r < rows; r++) {
      double squares = 0;
      for (int i = r * count; i < (r + 1) * count; i++) {
        squares = Math.fma(data[i], data[i], squares);
      }
      factor[r] = 1 / Math.sqrt(squares / count + op.epsilon());
    }
    return scaledDoubles(x, data, count, mean, factor, in);
  }

  /// Four sums side by side, added at the end: the order is fixed and the processor can overlap
  /// them.
  private static double mean(float[] data, int at, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += data[at + i];
      b += data[at + i + 1];
      c += data[at + i + 2];
      d += data[at + i + 3];
    }
    for (; i < count; i++) {
      a += data[at + i];
    }
    return ((a + b) + (c + d)) / count;
  }

  private static double variance(float[] data, int at, int count, double mean) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      double p = data[at + i] - mean;
      double q = data[at + i + 1] - mean;
      double r = data[at + i + 2] - mean;
      double s = data[at + i + 3] - mean;
      a = Math.fma(p, p, a);
      b = Math.fma(q, q, b);
      c = Math.fma(r, r, c);
      d = Math.fma(s, s, d);
    }
    for (; i < count; i++) {
      double p = data[at + i] - mean;
      a = Math.fma(p, p, a);
    }
    return ((a + b) + (c + d)) / count;
  }

  /// (x − mean) · factor · scale + bias, row by row.
  private static Tensor scaled(
      Tensor.Floats x, int rows, int count, double[] mean, double[] factor, Operands in) {
    float[] data = x.data();
    float[] out = new float[data.length];
    Tensor scale = in.get(1);
    float[] s = scale.toFloats();
    float[] b = in.has(2) ? in.get(2).toFloats() : new float[0];
    boolean direct =
        lies(scale, x.shape(), count) && (!in.has(2) || lies(in.get(2), x.shape(), count));
    int[] scaleAt = direct ? new int[0] : stretched(scale, x.shape());
    int[] biasAt = direct || !in.has(2) ? new int[0] : stretched(in.get(2), x.shape());
    for (int r = 0; r < rows; r++) {
      int at = r * count;
      float centre = (float) mean[r];
      float times = (float) factor[r];
      if (direct && b.length == 0) {
        for (int i = 0; i < count; i++) {
          out[at + i] = (data[at + i] - centre) * times * s[i];
        }
      } else if (direct) {
        for (int i = 0; i < count; i++) {
          out[at + i] = Math.fma((data[at + i] - centre) * times, s[i], b[i]);
        }
      } else {
        for (int i = at; i < at + count; i++) {
          out[i] =
              Math.fma((data[i] - centre) * times, s[scaleAt[i]], b.length == 0 ? 0 : b[biasAt[i]]);
        }
      }
    }
    return new Tensor.Floats(x.type(), x.shape(), NarrowFloats.round(x.type(), out));
  }

  private static Tensor scaledDoubles(
      Tensor x, double[] data, int count, double[] mean, double[] factor, Operands in) {
    int[] scaleAt = stretched(in.get(1), x.shape());
    int[] biasAt = in.has(2) ? stretched(in.get(2), x.shape()) : new int[0];
    double[] out = new double[data.length];
    for (int i = 0; i < out.length; i++) {
      int r = i / count;
      double bias = biasAt.length == 0 ? 0 : in.get(2).at(biasAt[i]);
      out[i] = (data[i] - mean[r]) * factor[r] * in.get(1).at(scaleAt[i]) + bias;
    }
    return Reals.tensor(x.type(), x.shape(), out);
  }

  /// Does an operand hold one element for each of a row's?
  private static boolean lies(Tensor operand, Shape shape, int count) {
    int[] own = operand.shape().sizes();
    int[] all = shape.sizes();
    return operand.elements() == count
        && own.length <= all.length
        && Arrays.equals(own, 0, own.length, all, all.length - own.length, all.length);
  }

  private static int[] stretched(Tensor operand, Shape shape) {
    if (!Shape.broadcast(operand.shape(), shape).equals(shape)) {
      throw new Problem("operand " + operand.shape() + " cannot be stretched to " + shape);
    }
    return Reals.stretched(operand.shape(), shape);
  }
}
