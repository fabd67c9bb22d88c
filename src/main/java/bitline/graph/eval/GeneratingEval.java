package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Generating;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Computes the operators of [Generating].
final class GeneratingEval {
  private GeneratingEval() {}

  static Tensor eval(Generating op, Operands in) {
    return switch (op) {
      case Generating.ConstantOfShape(Tensor value) ->
          Casting.filled(value.type(), Shape.of(in.longs(0)), value);
      case Generating.Range() -> range(in);
      case Generating.EyeLike(ElementType type, int k) -> {
        Shape shape = in.shape(0);
        if (shape.rank() != 2) {
          throw new Problem("a diagonal of " + shape + "; a matrix is needed");
        }
        long[] out = new long[shape.elements()];
        for (int row = 0; row < shape.size(0); row++) {
          long column = row + (long) k;
          if (column >= 0 && column < shape.size(1)) {
            out[row * shape.size(1) + (int) column] = 1;
          }
        }
        Tensor ones = Tensor.int64(shape, out);
        yield Casting.cast(ones, type == null ? in.get(0).type() : type);
      }
    };
  }

  private static Tensor range(Operands in) {
    Tensor start = in.get(0);
    for (int i = 0; i < 3; i++) {
      if (in.get(i).elements() != 1 || in.get(i).type() != start.type()) {
        throw new Problem(
            "operand "
                + i
                + " is "
                + in.get(i).type().text()
                + " "
                + in.shape(i)
                + "; one "
                + start.type().text()
                + " is needed");
      }
    }
    if (start.type().isFloat()) {
      double first = start.at(0);
      double step = in.get(2).at(0);
      double count = Math.ceil((in.get(1).at(0) - first) / step);
      if (Double.isNaN(count) || Double.isInfinite(count)) {
        throw new Problem("a range from " + first + " to " + in.get(1).at(0) + " by " + step);
      }
      double[] out = new double[Shape.of(new long[] {(long) Math.max(0, count)}).elements()];
      for (int i = 0; i < out.length; i++) {
        out[i] = first + i * step;
      }
      return Casting.cast(
          new Tensor.Doubles(ElementType.DOUBLE, Shape.of(out.length), out), start.type());
    }
    long first = start.intAt(0);
    long step = in.get(2).intAt(0);
    long limit = in.get(1).intAt(0);
    if (step == 0) {
      throw new Problem("a range from " + first + " to " + limit + " by 0");
    }
    double count = Math.max(0, Math.ceil(((double) limit - first) / step));
    long[] out = new long[Shape.of(new long[] {(long) count}).elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = first + i * step;
    }
    return Integers.of(start.type(), Shape.of(out.length), out);
  }
}
