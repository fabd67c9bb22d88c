/// Calibration and quantising: from a float graph to the same graph with QuantizeLinear and
/// DequantizeLinear steps around every product with constant weights. Networks that come with such
/// steps keep them, and their scales, exactly.
@NullMarked
package bitline.quant;

import org.jspecify.annotations.NullMarked;
