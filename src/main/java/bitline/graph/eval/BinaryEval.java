package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Elementwise.Binary;
import bitline.graph.Elementwise.Comparison;
import bitline.tensor.Arithmetic;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/// Computes operators of two inputs. Sums, products and their like on floats are the kernels' work.
final class BinaryEval {
  private BinaryEval() {}

  static Tensor eval(Binary op, Tensor a, Tensor b, Kernels kernels) {
    if (op instanceof Elementwise.Pow) {
      return power(a, b);
    }
    sameType(op.name(), a, b);
    return switch (a) {
      case Tensor.Floats x -> floats(op, x, (Tensor.Floats) b, kernels);
      case Tensor.Doubles x -> doubles(x, (Tensor.Doubles) b, real(op));
      case Tensor.Ints x -> Integers.zip(x, b, x.type(), whole(op, x.type()));
      case Tensor.Longs x -> Integers.zip(x, b, x.type(), whole(op, x.type()));
    };
  }

  static void sameType(String op, Tensor a, Tensor b) {
    if (a.type() != b.type()) {
      throw new Problem(
          op + " of " + a.type().text() + " and " + b.type().text() + "; both must have one type");
    }
  }

  private static Tensor floats(Binary op, Tensor.Floats a, Tensor.Floats b, Kernels kernels) {
    Broadcast both = Broadcast.of(a.shape(), b.shape());
    float[] out = new float[both.shape().elements()];
    float[] x = a.data();
    float[] y = b.data();
    Arithmetic fast = arithmetic(op);
    if (fast != null) {
      both.forEach(
          kernels,
          (aAt, aStep, bAt, bStep, at, n) ->
              kernels.zip(fast, x, aAt, aStep, y, bAt, bStep, out, at, n));
    } else {
      DoubleBinaryOperator f = real(op);
      both.forEach(
          kernels,
          (aAt, aStep, bAt, bStep, at, n) -> {
            for (int i = 0; i < n; i++) {
              out[at + i] = (float) f.applyAsDouble(x[aAt + i * aStep], y[bAt + i * bStep]);
            }
          });
    }
    return new Tensor.Floats(a.type(), both.shape(), NarrowFloats.round(a.type(), out));
  }

  /// The operator that the kernels have; null where they have none.
  private static @Nullable Arithmetic arithmetic(Binary op) {
    return switch (op) {
      case Elementwise.Add() -> Arithmetic.ADD;
      case Elementwise.Sub() -> Arithmetic.SUB;
      case Elementwise.Mul() -> Arithmetic.MUL;
      case Elementwise.Div() -> Arithmetic.DIV;
      case Elementwise.PRelu() -> Arithmetic.PRELU;
      default -> null;
    };
  }

  static Tensor doubles(Tensor.Doubles a, Tensor.Doubles b, DoubleBinaryOperator f) {
    Broadcast both = Broadcast.of(a.shape(), b.shape());
    double[] out = new double[both.shape().elements()];
    both.forEach((aAt, aStep, bAt, bStep, at, n) -> {
      for (int i = 0; i < n; i++) {
        out[at + i] = f.applyAsDouble(a.data()[aAt + i * aStep], b.data()[bAt + i * bStep]);
      }
    });
    return new Tensor.Doubles(a.type(), both.shape(), out);
  }

  private static DoubleBinaryOperator real(Binary op) {
    return switch (op) {
      case Elementwise.Add() -> Double::sum;
      case Elementwise.Sub() -> (a, b) -> a - b;
      case Elementwise.Mul() -> (a, b) -> a * b;
      case Elementwise.Div() -> (a, b) -> a / b;
      case Elementwise.Mod(boolean fmod) -> fmod ? (a, b) -> a % b : BinaryEval::floorMod;
      case Elementwise.PRelu() -> (x, slope) -> x < 0 ? slope * x : x;
      case Elementwise.Pow() -> StrictMath::pow;
      case Elementwise.BitShift _,
          Elementwise.BitwiseAnd _,
          Elementwise.BitwiseOr _,
          Elementwise.BitwiseXor _,
          Elementwise.And _,
          Elementwise.Or _,
          Elementwise.Xor _ ->
          throw new Problem(op.name() + " is not defined for floats");
    };
  }

  private static double floorMod(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  private static LongBinaryOperator whole(Binary op, ElementType type) {
    boolean wide = type == ElementType.UINT64;
    boolean numbers = type != ElementType.BOOL;
    return switch (op) {
      case Elementwise.Add() when numbers -> Long::sum;
      case Elementwise.Sub() when numbers -> (a, b) -> a - b;
      case Elementwise.Mul() when numbers -> (a, b) -> a * b;
      case Elementwise.Div() when numbers ->
          (a, b) -> wide ? Long.divideUnsigned(a, divisor(b)) : a / divisor(b);
      case Elementwise.Mod(boolean fmod) when numbers ->
          (a, b) ->
              wide
                  ? Long.remainderUnsigned(a, divisor(b))
                  : fmod ? a % divisor(b) : Math.floorMod(a, divisor(b));
      case Elementwise.PRelu() when numbers ->
          (x, slope) -> !type.isUnsigned() && x < 0 ? slope * x : x;
      case Elementwise.BitShift(boolean left) when numbers && type.isUnsigned() ->
          (a, b) -> b < 0 || b >= type.bits() ? 0 : left ? a << b : a >>> b;
      case Elementwise.BitwiseAnd() when numbers -> (a, b) -> a & b;
      case Elementwise.BitwiseOr() when numbers -> (a, b) -> a | b;
      case Elementwise.BitwiseXor() when numbers -> (a, b) -> a ^ b;
      case Elementwise.And() when !numbers -> (a, b) -> a & b;
      case Elementwise.Or() when !numbers -> (a, b) -> a | b;
      case Elementwise.Xor() when !numbers -> (a, b) -> a ^ b;
      default -> throw new Problem(op.name() + " is not defined for " + type.text());
    };
  }

  private static long divisor(long b) {
    if (b == 0) {
      throw new Problem("division of an integer by zero");
    }
    return b;
  }

  private static Tensor power(Tensor base, Tensor exponent) {
    if (base instanceof Tensor.Floats x
        && exponent.elements() == 1
        && exponent.shape().rank() <= x.shape().rank()) {
      double e = exponent.at(0);
      if (e == 2 || e == 3) {
        float[] out = new float[x.elements()];
        for (int i = 0; i < out.length; i++) {
          double v = x.data()[i];
          out[i] = (float) (e == 2 ? v * v : v * v * v);
        }
        return new Tensor.Floats(x.type(), x.shape(), NarrowFloats.round(x.type(), out));
      }
    }
    if (!base.type().isFloat() && !exponent.type().isFloat()) {
      return Integers.zip(base, exponent, base.type(), (b, e) -> power(b, e, exponent.type()));
    }
    Tensor.Doubles a = (Tensor.Doubles) Casting.cast(base, ElementType.DOUBLE);
    Tensor.Doubles b = (Tensor.Doubles) Casting.cast(exponent, ElementType.DOUBLE);
    return Casting.cast(doubles(a, b, StrictMath::pow), base.type());
  }

  /// By squaring, modulo 2⁶⁴.
  private static long power(long base, long exponent, ElementType type) {
    if (exponent < 0 && type != ElementType.UINT64) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    for (long e = exponent; e != 0; e >>>= 1) {
      result *= (e & 1) == 1 ? base : 1;
      base *= base;
    }
    return result;
  }

  static Tensor compare(Comparison op, Tensor a, Tensor b) {
    sameType(op.name(), a, b);
    Broadcast both = Broadcast.of(a.shape(), b.shape());
    int[] out = new int[both.shape().elements()];
    if (a.type().isFloat()) {
      both.forEach((aAt, aStep, bAt, bStep, at, n) -> {
        for (int i = 0; i < n; i++) {
          double x = a.at(aAt + i * aStep);
          double y = b.at(bAt + i * bStep);
          boolean holds =
              switch (op) {
                case Elementwise.Equal() -> x == y;
                case Elementwise.Less() -> x < y;
                case Elementwise.LessOrEqual() -> x <= y;
                case Elementwise.Greater() -> x > y;
                case Elementwise.GreaterOrEqual() -> x >= y;
              };
          out[at + i] = holds ? 1 : 0;
        }
      });
    } else {
      // Adding 2⁶³ to both turns the order of unsigned longs into that of signed ones.
      long flip = a.type() == ElementType.UINT64 ? Long.MIN_VALUE : 0;
      both.forEach((aAt, aStep, bAt, bStep, at, n) -> {
        for (int i = 0; i < n; i++) {
          int order =
              Long.compare(a.intAt(aAt + i * aStep) ^ flip, b.intAt(bAt + i * bStep) ^ flip);
          boolean holds =
              switch (op) {
                case Elementwise.Equal() -> order == 0;
                case Elementwise.Less() -> order < 0;
                case Elementwise.LessOrEqual() -> order <= 0;
                case Elementwise.Greater() -> order > 0;
                case Elementwise.GreaterOrEqual() -> order >= 0;
              };
          out[at + i] = holds ? 1 : 0;
        }
      });
    }
    return Tensor.bools(both.shape(), out);
  }
}
