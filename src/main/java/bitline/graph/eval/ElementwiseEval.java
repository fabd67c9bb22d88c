package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.tensor.Arithmetic;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Computes the operators of [Elementwise]: those of one input in [UnaryEval], of two in
/// [BinaryEval], the rest here.
final class ElementwiseEval {
  private ElementwiseEval() {}

  static Tensor eval(Elementwise op, Operands in, Kernels kernels) {
    return switch (op) {
      case Elementwise.Unary unary -> UnaryEval.eval(unary, in.get(0), kernels);
      case Elementwise.Binary binary -> BinaryEval.eval(binary, in.get(0), in.get(1), kernels);
      case Elementwise.Comparison comparison ->
          BinaryEval.compare(comparison, in.get(0), in.get(1));
      case Elementwise.Variadic variadic -> fold(variadic, in, kernels);
      case Elementwise.IsNaN() -> {
        Tensor x = real(op, in.get(0));
        int[] out = new int[x.elements()];
        for (int i = 0; i < out.length; i++) {
          out[i] = Double.isNaN(x.at(i)) ? 1 : 0;
        }
        yield Tensor.bools(x.shape(), out);
      }
      case Elementwise.IsInf(boolean negative, boolean positive) -> {
        Tensor x = real(op, in.get(0));
        int[] out = new int[x.elements()];
        for (int i = 0; i < out.length; i++) {
          double v = x.at(i);
          out[i] =
              v == Double.POSITIVE_INFINITY && positive || v == Double.NEGATIVE_INFINITY && negative
                  ? 1
                  : 0;
        }
        yield Tensor.bools(x.shape(), out);
      }
      case Elementwise.Cast(ElementType to, boolean saturate) ->
          saturate ? Casting.saturate(in.get(0), to) : Casting.cast(in.get(0), to);
      case Elementwise.CastLike() -> Casting.cast(in.get(0), in.get(1).type());
      case Elementwise.BitCast(ElementType to) -> Casting.bits(in.get(0), to);
      case Elementwise.Clip() -> clip(in, kernels);
      case Elementwise.Where() -> where(in);
    };
  }

  private static Tensor real(Elementwise op, Tensor x) {
    if (!x.type().isFloat()) {
      throw new Problem(op.name() + " is not defined for " + x.type().text());
    }
    return x;
  }

  private static Tensor fold(Elementwise.Variadic op, Operands in, Kernels kernels) {
    if (in.count() == 0) {
      throw new Problem(op.name() + " of nothing");
    }
    Tensor result = in.get(0);
    for (int i = 1; i < in.count(); i++) {
      Tensor next = in.get(i);
      BinaryEval.sameType(op.name(), result, next);
      result =
          switch (op) {
            case Elementwise.Sum(), Elementwise.Mean() ->
                BinaryEval.eval(new Elementwise.Add(), result, next, kernels);
            case Elementwise.Max() -> extreme(true, result, next, kernels);
            case Elementwise.Min() -> extreme(false, result, next, kernels);
          };
    }
    if (op instanceof Elementwise.Mean && in.count() > 1) {
      Tensor count =
          new Tensor.Doubles(ElementType.DOUBLE, Shape.SCALAR, new double[] {in.count()});
      return BinaryEval.eval(
          new Elementwise.Div(), result, Casting.cast(count, result.type()), kernels);
    }
    return result;
  }

  /// The greater or the lesser; NaN where one of them is NaN.
  private static Tensor extreme(boolean greatest, Tensor a, Tensor b, Kernels kernels) {
    return switch (a) {
      case Tensor.Floats x -> {
        Tensor.Floats y = (Tensor.Floats) b;
        Broadcast both = Broadcast.of(x.shape(), y.shape());
        float[] out = new float[both.shape().elements()];
        Arithmetic op = greatest ? Arithmetic.MAX : Arithmetic.MIN;
        both.forEach(
            kernels,
            (aAt, aStep, bAt, bStep, at, n) ->
                kernels.zip(op, x.data(), aAt, aStep, y.data(), bAt, bStep, out, at, n));
        yield new Tensor.Floats(x.type(), both.shape(), out);
      }
      case Tensor.Doubles x ->
          BinaryEval.doubles(x, (Tensor.Doubles) b, greatest ? Math::max : Math::min);
      case Tensor.Ints _, Tensor.Longs _ -> {
        long flip = a.type() == ElementType.UINT64 ? Long.MIN_VALUE : 0;
        yield Integers.zip(a, b, a.type(), (x, y) -> (x ^ flip) > (y ^ flip) == greatest ? x : y);
      }
    };
  }

  private static Tensor clip(Operands in, Kernels kernels) {
    Tensor x = in.get(0);
    for (int i = 1; i <= 2; i++) {
      if (in.has(i) && (in.get(i).elements() != 1 || in.get(i).type() != x.type())) {
        throw new Problem(
            "a bound is "
                + in.get(i).type().text()
                + " "
                + in.shape(i)
                + "; one "
                + x.type().text()
                + " is needed");
      }
    }
    return switch (x) {
      case Tensor.Floats t -> {
        float least = in.has(1) ? in.floats(1).data()[0] : Float.NEGATIVE_INFINITY;
        float greatest = in.has(2) ? in.floats(2).data()[0] : Float.POSITIVE_INFINITY;
        float[] x32 = t.data();
        float[] out = new float[x32.length];
        Shares.of(
            kernels,
            out.length,
            1,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                out[i] = Math.min(greatest, Math.max(least, x32[i]));
              }
            });
        yield new Tensor.Floats(t.type(), t.shape(), NarrowFloats.round(t.type(), out));
      }
      case Tensor.Doubles t -> {
        double least = in.has(1) ? in.get(1).at(0) : Double.NEGATIVE_INFINITY;
        double greatest = in.has(2) ? in.get(2).at(0) : Double.POSITIVE_INFINITY;
        double[] out = new double[t.elements()];
        for (int i = 0; i < out.length; i++) {
          out[i] = Math.min(greatest, Math.max(least, t.data()[i]));
        }
        yield new Tensor.Doubles(t.type(), t.shape(), out);
      }
      case Tensor.Ints _, Tensor.Longs _ -> {
        long flip = x.type() == ElementType.UINT64 ? Long.MIN_VALUE : 0;
        long least = in.has(1) ? in.get(1).intAt(0) ^ flip : Long.MIN_VALUE;
        long greatest = in.has(2) ? in.get(2).intAt(0) ^ flip : Long.MAX_VALUE;
        yield Integers.map(x, v -> Math.min(greatest, Math.max(least, v ^ flip)) ^ flip);
      }
    };
  }

  private static Tensor where(Operands in) {
    if (in.get(0).type() != ElementType.BOOL) {
      throw new Problem("the condition is " + in.get(0).type().text() + "; bool is needed");
    }
    BinaryEval.sameType("Where", in.get(1), in.get(2));
    Shape shape = Shape.broadcast(in.shape(0), Shape.broadcast(in.shape(1), in.shape(2)));
    int[] choose = ((Tensor.Ints) Strided.expand(in.get(0), shape)).data();
    Tensor x = Strided.expand(in.get(1), shape);
    Tensor y = Strided.expand(in.get(2), shape);
    Tensor out = Tensor.zeros(x.type(), shape);
    switch (out) {
      case Tensor.Floats t -> {
        float[] a = ((Tensor.Floats) x).data();
        float[] b = ((Tensor.Floats) y).data();
        for (int i = 0; i < choose.length; i++) {
          t.data()[i] = choose[i] != 0 ? a[i] : b[i];
        }
      }
      case Tensor.Doubles t -> {
        for (int i = 0; i < choose.length; i++) {
          t.data()[i] = choose[i] != 0 ? x.at(i) : y.at(i);
        }
      }
      case Tensor.Ints t -> {
        for (int i = 0; i < choose.length; i++) {
          t.data()[i] = (int) (choose[i] != 0 ? x : y).intAt(i);
        }
      }
      case Tensor.Longs t -> {
        for (int i = 0; i < choose.length; i++) {
          t.data()[i] = (choose[i] != 0 ? x : y).intAt(i);
        }
      }
    }
    return out;
  }
}
