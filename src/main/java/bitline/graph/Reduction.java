package bitline.graph;

/// Operators that fold one or more axes away, or run along one. Sums are kept in double (integers
/// in 64 bits) and taken in the order in which the elements lie.
public sealed interface Reduction extends Op {
  /// Folds axes to single numbers. Inputs: data, axes (optional integers; none given means all
  /// axes, or no axis at all when `noopWithEmptyAxes`).
  sealed interface OverAxes extends Reduction {
    /// Whether the folded axes stay, with size 1.
    boolean keepDims();

    boolean noopWithEmptyAxes();
  }

  record ReduceSum(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  record ReduceMean(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  record ReduceMax(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  record ReduceMin(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  record ReduceProd(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// Σ |x|
  record ReduceL1(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// √Σ x²
  record ReduceL2(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// ln Σ x
  record ReduceLogSum(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// ln Σ eˣ
  record ReduceLogSumExp(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// Σ x²
  record ReduceSumSquare(boolean keepDims, boolean noopWithEmptyAxes) implements OverAxes {}

  /// Where the greatest element of an axis stands, as INT64. Input: data.
  ///
  /// @param selectLast the last of equals instead of the first
  record ArgMax(int axis, boolean keepDims, boolean selectLast) implements Reduction {}

  /// Where the least element of an axis stands, as INT64. Input: data. @param selectLast as in
  /// [ArgMax]
  record ArgMin(int axis, boolean keepDims, boolean selectLast) implements Reduction {}

  /// Running sums. Inputs: data, axis (a scalar).
  ///
  /// @param exclusive without the element itself
  /// @param reverse from the end
  record CumSum(boolean exclusive, boolean reverse) implements Reduction {}

  /// Running products. Inputs: data, axis (a scalar). Parameters as in [CumSum].
  record CumProd(boolean exclusive, boolean reverse) implements Reduction {}

  /// The k greatest or least elements of an axis, in order; equals in the order in which they
  /// stand, NaN above all. Inputs: data, k (one element). Outputs: values, places (INT64).
  record TopK(int axis, boolean largest) implements Reduction {}

  /// Determinants of a stack of square matrices. Input: data (…, n, n).
  record Det() implements Reduction {}
}
