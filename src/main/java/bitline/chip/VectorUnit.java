package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;

/// A SIMD unit for element-wise work, pooling, softmax and products of two activations.
///
/// @param lanes elements it works on at once
/// @param clock element-wise operations of each lane a second
public record VectorUnit(
    @Range(min = 1, max = 1 << 20) int lanes, @Unit("Hz") @Range(min = 1) double clock) {}
