package bitline.graph;

import bitline.tensor.Tensor;

/// Operators that make tensors from shapes or ranges.
public sealed interface Generating extends Op {
  /// Input: shape. @param value one element
  record ConstantOfShape(Tensor value) implements Generating {}
}
