package bitline.graph;

import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Operators that make tensors from shapes or ranges.
public sealed interface Generating extends Op {
  /// Input: shape. @param value one element
  record ConstantOfShape(Tensor value) implements Generating {}

  /// start, start + delta, … up to limit (exclusive). Inputs: start, limit, delta, scalars of one
  /// type.
  record Range() implements Generating {}

  /// Ones on a diagonal. Input: a matrix, for its shape.
  ///
  /// @param type null means the input's
  /// @param k which diagonal, above the main one where positive
  record EyeLike(@Nullable ElementType type, int k) implements Generating {}
}
