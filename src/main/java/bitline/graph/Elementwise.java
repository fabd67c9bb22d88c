package bitline.graph;

import bitline.tensor.ElementType;

/// Operators that compute each output element from the elements at the same place of the inputs,
/// stretched to one shape by NumPy's rule where they differ. Integers wrap at their type's width.
public sealed interface Elementwise extends Op {
  /// One input, and an output of its type.
  sealed interface Unary extends Elementwise {}

  record Abs() implements Unary {}

  record Neg() implements Unary {}

  /// −1, 0 or 1.
  record Sign() implements Unary {}

  record Ceil() implements Unary {}

  record Floor() implements Unary {}

  /// To the nearest integer, ties to even.
  record Round() implements Unary {}

  record Reciprocal() implements Unary {}

  record Sqrt() implements Unary {}

  record Exp() implements Unary {}

  record Log() implements Unary {}

  record Erf() implements Unary {}

  record Sin() implements Unary {}

  record Cos() implements Unary {}

  record Tan() implements Unary {}

  record Asin() implements Unary {}

  record Acos() implements Unary {}

  record Atan() implements Unary {}

  record Sinh() implements Unary {}

  record Cosh() implements Unary {}

  record Tanh() implements Unary {}

  record Asinh() implements Unary {}

  record Acosh() implements Unary {}

  record Atanh() implements Unary {}

  /// 1 / (1 + e⁻ˣ)
  record Sigmoid() implements Unary {}

  /// max(0, min(1, alpha·x + beta))
  record HardSigmoid(float alpha, float beta) implements Unary {}

  /// x · max(0, min(1, x/6 + 1/2))
  record HardSwish() implements Unary {}

  record Relu() implements Unary {}

  /// alpha·x where x < 0
  record LeakyRelu(float alpha) implements Unary {}

  /// alpha·(eˣ − 1) where x < 0
  record Elu(float alpha) implements Unary {}

  /// gamma·x where x > 0, else gamma·alpha·(eˣ − 1)
  record Selu(float alpha, float gamma) implements Unary {}

  /// max(0, x) + min(0, alpha·(e^(x/alpha) − 1))
  record Celu(float alpha) implements Unary {}

  /// x where x > alpha, else 0
  record ThresholdedRelu(float alpha) implements Unary {}

  /// ln(1 + eˣ)
  record Softplus() implements Unary {}

  /// x / (1 + |x|)
  record Softsign() implements Unary {}

  /// x/2 · (1 + erf(x/√2))
  ///
  /// @param tanh the approximation x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))
  record Gelu(boolean tanh) implements Unary {}

  /// x · tanh(ln(1 + eˣ))
  record Mish() implements Unary {}

  /// x · sigmoid(alpha·x)
  record Swish(float alpha) implements Unary {}

  /// x + bias where x < −lambd, x − bias where x > lambd, else 0
  record Shrink(float bias, float lambd) implements Unary {}

  /// Of bools.
  record Not() implements Unary {}

  /// Of integers.
  record BitwiseNot() implements Unary {}

  /// The input itself.
  record Identity() implements Unary {}

  /// Input: floats. Output: bools.
  record IsNaN() implements Elementwise {}

  /// Input: floats. Output: bools.
  ///
  /// @param negative whether −∞ counts
  /// @param positive whether +∞ counts
  record IsInf(boolean negative, boolean positive) implements Elementwise {}

  /// To another type. Floats become integers towards zero. What does not fit an integer type keeps
  /// its low bits.
  ///
  /// @param saturate what does not fit becomes the nearest number that does
  record Cast(ElementType to, boolean saturate) implements Elementwise {
    public Cast(ElementType to) {
      this(to, false);
    }
  }

  /// Inputs: data, and a tensor whose type it gets; its numbers do not matter.
  record CastLike() implements Elementwise {}

  /// The same bits read as another type of the same width.
  record BitCast(ElementType to) implements Elementwise {}

  /// Inputs: data, least (optional scalar), greatest (optional scalar). Where least > greatest,
  /// greatest holds.
  record Clip() implements Elementwise {}

  /// Inputs: condition (bool), x, y, all three stretched to one shape.
  record Where() implements Elementwise {}

  /// Two inputs of one type, and an output of that type.
  sealed interface Binary extends Elementwise {}

  record Add() implements Binary {}

  record Sub() implements Binary {}

  record Mul() implements Binary {}

  /// Of integers: towards zero.
  record Div() implements Binary {}

  /// The remainder. @param fmod with the dividend's sign as in C; else, for integers only, with the
  /// divisor's
  record Mod(boolean fmod) implements Binary {}

  /// Inputs: base, exponent, which may have another type; the output has the base's.
  record Pow() implements Binary {}

  /// slope·x where x < 0. Inputs: x, slope.
  record PRelu() implements Binary {}

  /// Inputs: unsigned integers, numbers of places.
  record BitShift(boolean left) implements Binary {}

  record BitwiseAnd() implements Binary {}

  record BitwiseOr() implements Binary {}

  record BitwiseXor() implements Binary {}

  record And() implements Binary {}

  record Or() implements Binary {}

  record Xor() implements Binary {}

  /// Two inputs of one type; the output is bools.
  sealed interface Comparison extends Elementwise {}

  record Equal() implements Comparison {}

  record Less() implements Comparison {}

  record LessOrEqual() implements Comparison {}

  record Greater() implements Comparison {}

  record GreaterOrEqual() implements Comparison {}

  /// One input or more of one type, folded from left to right.
  sealed interface Variadic extends Elementwise {}

  record Min() implements Variadic {}

  record Max() implements Variadic {}

  record Sum() implements Variadic {}

  record Mean() implements Variadic {}
}
