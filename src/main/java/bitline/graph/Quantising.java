package bitline.graph;

import bitline.tensor.ElementType;

/// Steps between real numbers and the integers that arrays compute with: real = scale · (integer − zero point).
public sealed interface Quantising extends Op {
  /// Inputs: x, scale, zero point (optional; its type is `to`). Rounds half to even, then saturates.
  ///
  /// @param axis the axis of per-channel or blocked scales
  /// @param blockSize elements that share a scale along the axis; 0 means per channel or per tensor
  /// @param to the integer type
  record QuantizeLinear(int axis, int blockSize, boolean saturate, ElementType to) implements Quantising {}

  /// Inputs: integers, scale, zero point (optional).
  record DequantizeLinear(int axis, int blockSize) implements Quantising {}

  /// Outputs: y (UINT8), scale, zero point, from the range of this very input.
  record DynamicQuantizeLinear() implements Quantising {}
}
