package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Elementwise.Unary;
import bitline.tensor.Arithmetic;
import bitline.tensor.ElementType;
import bitline.tensor.Elementary;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/// Computes operators of one input. What networks spend time in has a loop of its own over floats;
/// all else is computed in double and rounded.
final class UnaryEval {
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;

  private UnaryEval() {}

  static Tensor eval(Unary op, Tensor x, Kernels kernels) {
    if (op instanceof Elementwise.Identity) {
      return x;
    }
    return switch (x) {
      case Tensor.Floats t -> {
        float[] y = new float[t.elements()];
        Shares.of(kernels, y.length, 1, (from, to) -> floats(op, t.data(), y, from, to, kernels));
        yield new Tensor.Floats(t.type(), t.shape(), NarrowFloats.round(t.type(), y));
      }
      case Tensor.Doubles t -> {
        DoubleUnaryOperator f = real(op);
        double[] out = new double[t.elements()];
        for (int i = 0; i < out.length; i++) {
          out[i] = f.applyAsDouble(t.data()[i]);
        }
        yield new Tensor.Doubles(t.type(), t.shape(), out);
      }
      case Tensor.Ints t -> Integers.map(t, whole(op, t.type()));
      case Tensor.Longs t -> Integers.map(t, whole(op, t.type()));
    };
  }

  /// Elements `from` to `to`.
  private static void floats(Unary op, float[] x, float[] y, int from, int to, Kernels kernels) {
    int count = to - from;
    switch (op) {
      case Elementwise.Relu() -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.max(x[i], 0f);
        }
      }
      case Elementwise.LeakyRelu(float alpha) ->
          kernels.zip(Arithmetic.PRELU, x, from, 1, new float[] {alpha}, 0, 0, y, from, count);
      case Elementwise.HardSigmoid(float alpha, float beta) -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.max(0f, Math.min(1f, alpha * x[i] + beta));
        }
      }
      case Elementwise.HardSwish() -> {
        for (int i = from; i < to; i++) {
          y[i] = x[i] * Math.max(0f, Math.min(1f, x[i] * (1f / 6) + 0.5f));
        }
      }
      case Elementwise.Sqrt() -> {
        for (int i = from; i < to; i++) {
          y[i] = (float) Math.sqrt(x[i]);
        }
      }
      case Elementwise.Neg() -> {
        for (int i = from; i < to; i++) {
          y[i] = -x[i];
        }
      }
      case Elementwise.Abs() -> {
        for (int i = from; i < to; i++) {
          y[i] = Math.abs(x[i]);
        }
      }
      case Elementwise.Exp() -> kernels.exp(x, from, y, from, count);
      case Elementwise.Sigmoid() -> kernels.sigmoid(x, from, y, from, count);
      case Elementwise.Tanh() -> kernels.tanh(x, from, y, from, count);
      case Elementwise.Erf() -> Elementary.erf(x, from, y, from, count);
      case Elementwise.Gelu(boolean tanh) when !tanh -> {
        for (int i = from; i < to; i++) {
          y[i] = Elementary.gelu(x[i]);
        }
      }
      case Elementwise.Swish(float alpha) -> {
        for (int i = from; i < to; i++) {
          y[i] = alpha * x[i];
        }
        kernels.sigmoid(y, from, y, from, count);
        for (int i = from; i < to; i++) {
          y[i] *= x[i];
        }
      }
      default -> {
        DoubleUnaryOperator f = real(op);
        for (int i = from; i < to; i++) {
          y[i] = (float) f.applyAsDouble(x[i]);
        }
      }
    }
  }

  /// The operator on real numbers.
  private static DoubleUnaryOperator real(Unary op) {
    return switch (op) {
      case Elementwise.Abs() -> Math::abs;
      case Elementwise.Neg() -> x -> -x;
      case Elementwise.Sign() -> Math::signum;
      case Elementwise.Ceil() -> Math::ceil;
      case Elementwise.Floor() -> Math::floor;
      case Elementwise.Round() -> Math::rint;
      case Elementwise.Reciprocal() -> x -> 1 / x;
      case Elementwise.Sqrt() -> Math::sqrt;
      case Elementwise.Exp() -> StrictMath::exp;
      case Elementwise.Log() -> StrictMath::log;
      case Elementwise.Erf() -> UnaryEval::erf;
      case Elementwise.Sin() -> StrictMath::sin;
      case Elementwise.Cos() -> StrictMath::cos;
      case Elementwise.Tan() -> StrictMath::tan;
      case Elementwise.Asin() -> StrictMath::asin;
      case Elementwise.Acos() -> StrictMath::acos;
      case Elementwise.Atan() -> StrictMath::atan;
      case Elementwise.Sinh() -> StrictMath::sinh;
      case Elementwise.Cosh() -> StrictMath::cosh;
      case Elementwise.Tanh() -> StrictMath::tanh;
      case Elementwise.Asinh() -> UnaryEval::asinh;
      case Elementwise.Acosh() -> x -> StrictMath.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
      case Elementwise.Atanh() -> x -> 0.5 * StrictMath.log1p(2 * x / (1 - x));
      case Elementwise.Sigmoid() -> UnaryEval::sigmoid;
      case Elementwise.HardSigmoid(float alpha, float beta) ->
          x -> Math.max(0, Math.min(1, alpha * x + beta));
      case Elementwise.HardSwish() -> x -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
      case Elementwise.Relu() -> x -> Math.max(x, 0);
      case Elementwise.LeakyRelu(float alpha) -> x -> x < 0 ? alpha * x : x;
      case Elementwise.Elu(float alpha) -> x -> x < 0 ? alpha * StrictMath.expm1(x) : x;
      case Elementwise.Selu(float alpha, float gamma) ->
          x -> gamma * (x > 0 ? x : alpha * StrictMath.expm1(x));
      case Elementwise.Celu(float alpha) ->
          x -> Math.max(0, x) + Math.min(0, alpha * StrictMath.expm1(x / alpha));
      case Elementwise.ThresholdedRelu(float alpha) -> x -> x > alpha ? x : Double.isNaN(x) ? x : 0;
      case Elementwise.Softplus() ->
          x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case Elementwise.Softsign() ->
          x -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
      case Elementwise.Gelu(boolean tanh) ->
          tanh
              ? x -> 0.5 * x * (1 + StrictMath.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)))
              : x -> 0.5 * x * (1 + erf(x * Math.sqrt(0.5)));
      case Elementwise.Mish() ->
          x -> x * StrictMath.tanh(Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
      case Elementwise.Swish(float alpha) -> x -> x * sigmoid(alpha * x);
      case Elementwise.Shrink(float bias, float lambd) ->
          x -> x < -lambd ? x + bias : x > lambd ? x - bias : Double.isNaN(x) ? x : 0;
      case Elementwise.Identity() -> x -> x;
      case Elementwise.Not(), Elementwise.BitwiseNot() -> throw wrong(op, "floats");
    };
  }

  /// The operator on integers of a type.
  private static LongUnaryOperator whole(Unary op, ElementType type) {
    boolean numbers = type != ElementType.BOOL;
    boolean signed = !type.isUnsigned();
    return switch (op) {
      case Elementwise.Abs() when numbers -> x -> signed ? Math.abs(x) : x;
      case Elementwise.Neg() when numbers -> x -> -x;
      case Elementwise.Sign() when numbers -> x -> signed ? Long.signum(x) : x == 0 ? 0 : 1;
      case Elementwise.Relu() when numbers -> x -> signed ? Math.max(x, 0) : x;
      case Elementwise.Shrink s when numbers -> x -> (long) real(s).applyAsDouble(x);
      case Elementwise.BitwiseNot() when numbers -> x -> ~x;
      case Elementwise.Not() when !numbers -> x -> x ^ 1;
      default -> throw wrong(op, type.text());
    };
  }

  private static Problem wrong(Unary op, String operand) {
    return new Problem(op.name() + " is not defined for " + operand);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double asinh(double x) {
    double size = Math.abs(x);
    if (size > 1e150) {
      return Math.copySign(StrictMath.log(size) + StrictMath.log(2), x);
    }
    return Math.copySign(
        StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), x);
  }

  /// In double: a series of positive terms up to 3, a continued fraction for the rest beyond; good
  /// to about 1e-15.
  static double erf(double x) {
    double size = Math.abs(x);
    if (!(size < 6)) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    double square = x * x;
    if (size < 3) {
      double term = size;
      double sum = size;
      for (int n = 1; term > sum * 1e-17; n++) {
        term *= 2 * square / (2 * n + 1);
        sum += term;
      }
      return Math.copySign(2 / Math.sqrt(StrictMath.PI) * StrictMath.exp(-square) * sum, x);
    }
    double fraction = size;
    for (int n = 60; n > 0; n--) {
      fraction = size + n * 0.5 / fraction;
    }
    return Math.copySign(1 - StrictMath.exp(-square) / (fraction * Math.sqrt(StrictMath.PI)), x);
  }
}
