package bitline.graph;

import bitline.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/// Steps between real numbers and the integers that arrays compute with: real = scale · (integer −
/// zero point).
public sealed interface Quantising extends Op {
  /// Inputs: x, scale, zero point (optional; its type is `to`). Rounds half to even, then
  /// saturates.
  ///
  /// @param axis the axis of per-channel or blocked scales
  /// @param blockSize elements that share a scale along the axis; 0 means per channel or per tensor
  /// @param saturate for 8-bit floats, which are not supported; integers always saturate
  /// @param to the integer type; null means the zero point's, or UINT8 where there is none
  record QuantizeLinear(int axis, int blockSize, boolean saturate, @Nullable ElementType to)
      implements Quantising {}

  /// Inputs: integers, scale, zero point (optional).
  record DequantizeLinear(int axis, int blockSize) implements Quantising {}

  /// Outputs: y (UINT8), scale, zero point, from the range of this very input.
  record DynamicQuantizeLinear() implements Quantising {}
}
