package bitline.map;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A constant operand as the integers it stands for: real = scale · (value − zero). Unsigned
/// weights are moved to the signed range, their zero points with them.
///
/// @param shape the constant's own
/// @param values signed integers in the constant's own layout
/// @param scales one, or one for each place along `axis`
/// @param zeros as many as scales; null means all zero
/// @param axis of per-channel scales; −1 where one serves all
/// @param bits the narrowest signed width that holds all values
record IntegerWeights(
    Shape shape, int[] values, double[] scales, int @Nullable [] zeros, int axis, int bits) {

  /// The weights behind a DequantizeLinear of a constant, or null when `value` is something else.
  static @Nullable IntegerWeights behind(Graph graph, Map<String, Node> producers, String value) {
    Node node = producers.get(value);
    if (node == null
        || !(node.op() instanceof Quantising.DequantizeLinear op)
        || op.blockSize() != 0) {
      return null;
    }
    Constant integers = graph.constant(node.input(0));
    Constant scale = graph.constant(node.input(1));
    Constant zero = node.hasInput(2) ? graph.constant(node.input(2)) : null;
    if (integers == null || scale == null || (node.hasInput(2) && zero == null)) {
      return null;
    }
    double[] scales = new double[scale.shape().elements()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scale.tensor().at(i);
    }
    int axis =
        scale.shape().rank() == 0 || scales.length == 1 ? -1 : integers.shape().axis(op.axis());
    return of(integers.tensor(), scales, zero == null ? null : zero.tensor(), axis);
  }

  /// The weights of an integer product (ConvInteger, MatMulInteger), or null when they or their
  /// zero point are not fixed.
  static @Nullable IntegerWeights direct(Graph graph, String value, String zeroValue, int axis) {
    Constant integers = graph.constant(value);
    Constant zero = zeroValue.isEmpty() ? null : graph.constant(zeroValue);
    if (integers == null || (!zeroValue.isEmpty() && zero == null)) {
      return null;
    }
    return of(integers.tensor(), new double[] {1}, zero == null ? null : zero.tensor(), axis);
  }

  private static @Nullable IntegerWeights of(
      Tensor tensor, double[] scales, @Nullable Tensor zero, int axis) {
    ElementType type = tensor.type();
    boolean integers = !type.isFloat() && type.bits() <= 8 && type != ElementType.BOOL;
    if (!integers
        || tensor.elements() == 0
        || (zero != null && zero.elements() != 1 && zero.shape().rank() != 1)) {
      return null;
    }
    int shift = type.isUnsigned() ? 1 << (type.bits() - 1) : 0;
    int[] values = new int[tensor.elements()];
    int least = 0;
    int greatest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) tensor.intAt(i) - shift;
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    int bits = 2;
    while (least < -(1 << (bits - 1)) || greatest > (1 << (bits - 1)) - 1) {
      bits++;
    }
    int[] zeros = null;
    if (zero != null || shift != 0) {
      zeros = new int[zero == null ? 1 : zero.elements()];
      boolean any = false;
      for (int i = 0; i < zeros.length; i++) {
        zeros[i] = (zero == null ? 0 : (int) zero.intAt(i)) - shift;
        any |= zeros[i] != 0;
      }
      zeros = any ? zeros : null;
    }
    return new IntegerWeights(tensor.shape(), values, scales, zeros, axis, bits);
  }

  double scale(int channel) {
    return scales.length == 1 ? scales[0] : scales[channel];
  }

  int zero(int channel) {
    return zeros == null ? 0 : zeros.length == 1 ? zeros[0] : zeros[channel];
  }

  /// Whether scales and zero points can be taken along `wanted` (or are one for all).
  boolean along(int wanted) {
    int channels = shape.size(wanted);
    return (scales.length == 1 || (axis == wanted && scales.length == channels))
        && (zeros == null || zeros.length == 1 || zeros.length == channels);
  }
}
