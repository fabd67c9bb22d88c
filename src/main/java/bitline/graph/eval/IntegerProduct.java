package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Products of 8-bit integers with zero points, with and without the step back to 8 bits.
final class IntegerProduct {
  private IntegerProduct() {}

  static Tensor convInteger(Linear.ConvInteger op, Operands in, Kernels kernels) {
    int[] x = centred(in.get(0), in.orNull(2), 0, "x");
    int[] w = centred(in.get(1), in.orNull(3), in.shape(1).rank(), "w");
    return ConvEval.integers(op.window(), op.group(), in.shape(0), x, in.shape(1), w, kernels);
  }

  static Tensor matMulInteger(Operands in, Kernels kernels) {
    int[] a = centred(in.get(0), in.orNull(2), 2, "A");
    int[] b = centred(in.get(1), in.orNull(3), 1, "B");
    return MatrixProduct.integers(in.shape(0), a, in.shape(1), b, kernels);
  }

  static Tensor qLinearConv(Linear.QLinearConv op, Operands in, Kernels kernels) {
    int[] x = centred(in.get(0), in.get(2), 0, "x");
    int[] w = centred(in.get(3), in.get(5), in.shape(3).rank(), "w");
    Tensor.Ints sums =
        ConvEval.integers(op.window(), op.group(), in.shape(0), x, in.shape(3), w, kernels);
    int outputs = sums.shape().size(1);
    int places = sums.shape().span(2, sums.shape().rank());
    if (in.has(8)) {
      long[] bias = in.longs(8);
      if (bias.length != outputs) {
        throw new Problem(
            "bias of " + bias.length + " elements for " + outputs + " output channels");
      }
      for (int i = 0; i < sums.elements(); i++) {
        sums.data()[i] += (int) bias[i / places % outputs];
      }
    }
    Tensor zero = zeroPoint(in.get(7), 1);
    float xScale = (float) in.only(1);
    float yScale = (float) in.only(6);
    int[] out = new int[sums.elements()];
    for (int i = 0; i < out.length; i++) {
      float factor = xScale * scale(in.get(4), i / places % outputs, outputs) / yScale;
      out[i] = requantised(sums.data()[i], factor, (int) zero.intAt(0), zero.type());
    }
    return new Tensor.Ints(zero.type(), sums.shape(), out);
  }

  static Tensor qLinearMatMul(Operands in, Kernels kernels) {
    int[] a = centred(in.get(0), in.get(2), 2, "a");
    int[] b = centred(in.get(3), in.get(5), 1, "b");
    Tensor.Ints sums = MatrixProduct.integers(in.shape(0), a, in.shape(3), b, kernels);
    int columns = in.shape(3).rank() < 2 ? 1 : in.shape(3).size(-1);
    int rows = in.shape(0).rank() < 2 ? 1 : in.shape(0).size(-2);
    Tensor zero = zeroPoint(in.get(7), rows);
    int[] out = new int[sums.elements()];
    for (int i = 0; i < out.length; i++) {
      int row = i / columns % rows;
      float factor =
          scale(in.get(1), row, rows)
              * scale(in.get(4), i % columns, columns)
              / scale(in.get(6), row, rows);
      int zeroPoint = (int) zero.intAt(zero.elements() == 1 ? 0 : row);
      out[i] = requantised(sums.data()[i], factor, zeroPoint, zero.type());
    }
    return new Tensor.Ints(zero.type(), sums.shape(), out);
  }

  private static Tensor zeroPoint(Tensor zero, int count) {
    if (!(zero instanceof Tensor.Ints) || (zero.elements() != 1 && zero.elements() != count)) {
      throw new Problem(
          "zero point "
              + zero.type().text()
              + " "
              + zero.shape()
              + "; one or "
              + count
              + " integers of 8 bits are needed");
    }
    return zero;
  }

  private static float scale(Tensor scale, int i, int count) {
    if (scale.elements() != 1 && scale.elements() != count) {
      throw new Problem("scale " + scale.shape() + "; one or " + count + " elements are needed");
    }
    return (float) scale.at(scale.elements() == 1 ? 0 : i);
  }

  private static int requantised(int sum, float factor, int zero, ElementType type) {
    double value = Math.rint((float) sum * factor) + zero;
    return (int) Math.clamp(value, (double) type.least(), (double) type.greatest());
  }

  /// Values minus their zero point: one for all, one for each index of the axis `fromEnd` places
  /// before the shape's end, or a tensor that is stretched.
  private static int[] centred(Tensor values, @Nullable Tensor zero, int fromEnd, String name) {
    if (!(values instanceof Tensor.Ints ints)) {
      throw new Problem(name + " is " + values.type().text() + "; 8-bit integers are needed");
    }
    if (zero != null && !(zero instanceof Tensor.Ints)) {
      throw new Problem(
          "the zero point of "
              + name
              + " is "
              + zero.type().text()
              + "; 8-bit integers are needed");
    }
    if (zero == null || (zero.elements() == 1 && zero.intAt(0) == 0)) {
      return ints.data();
    }
    int[] out = ints.data().clone();
    Shape shape = values.shape();
    int axis = shape.rank() - fromEnd;
    if (zero.elements() == 1) {
      int z = (int) zero.intAt(0);
      for (int i = 0; i < out.length; i++) {
        out[i] -= z;
      }
    } else if (zero.shape().rank() == 1
        && axis >= 0
        && axis < shape.rank()
        && shape.size(axis) == zero.elements()) {
      int span = shape.span(axis + 1, shape.rank());
      for (int i = 0; i < out.length; i++) {
        out[i] -= (int) zero.intAt(i / span % zero.elements());
      }
    } else if (Shape.broadcast(zero.shape(), shape).equals(shape)) {
      int[] place = Reals.stretched(zero.shape(), shape);
      for (int i = 0; i < out.length; i++) {
        out[i] -= (int) zero.intAt(place[i]);
      }
    } else {
      throw new Problem("zero point " + zero.shape() + " does not fit " + name + " " + shape);
    }
    return out;
  }
}
