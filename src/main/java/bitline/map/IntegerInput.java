package bitline.map;

import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.eval.ValueType;
import bitline.tensor.ElementType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An activation operand as the integers that go to the wordlines.
///
/// @param value what holds the integers
/// @param scale real size of one unit
/// @param zero the zero point, where it is fixed
/// @param zeroValue what holds the zero point where it is known only while running, else empty
/// @param bits width of the integers
record IntegerInput(
    String value, double scale, int zero, String zeroValue, int bits, boolean signed) {

  /// The integers behind a DequantizeLinear with one fixed scale, or null when `value` is something
  /// else.
  static @Nullable IntegerInput behind(
      Graph graph, Map<String, Node> producers, Map<String, ValueType> types, String value) {
    Node node = producers.get(value);
    if (node == null
        || !(node.op() instanceof Quantising.DequantizeLinear op)
        || op.blockSize() != 0) {
      return null;
    }
    Constant scale = graph.constant(node.input(1));
    Constant zero = node.hasInput(2) ? graph.constant(node.input(2)) : null;
    ValueType known = types.get(node.input(0));
    ElementType type = known == null ? null : known.type();
    if (scale == null
        || scale.shape().elements() != 1
        || (node.hasInput(2) && (zero == null || zero.shape().elements() != 1))
        || graph.isConstant(node.input(0))
        || type == null
        || type.isFloat()
        || type.bits() > 8) {
      return null;
    }
    int zeroPoint = zero == null ? 0 : (int) zero.tensor().intAt(0);
    int bits =
        clipped(
            graph,
            producers.get(node.input(0)),
            producers,
            type,
            (float) scale.tensor().at(0),
            zeroPoint);
    return new IntegerInput(
        node.input(0), scale.tensor().at(0), zeroPoint, "", bits, !type.isUnsigned());
  }

  /// The operand of an integer product: integers as they are, the zero point a constant or another
  /// value.
  static @Nullable IntegerInput direct(
      Graph graph, Map<String, ValueType> types, String value, String zeroValue) {
    ValueType known = types.get(value);
    ElementType type = known == null ? null : known.type();
    if (type == null || type.isFloat() || type.bits() > 8 || graph.isConstant(value)) {
      return null;
    }
    Constant zero = zeroValue.isEmpty() ? null : graph.constant(zeroValue);
    boolean running = !zeroValue.isEmpty() && zero == null;
    if (zero != null && zero.shape().elements() != 1) {
      return null;
    }
    int zeroPoint = zero == null ? 0 : (int) zero.tensor().intAt(0);
    return new IntegerInput(
        value, 1, zeroPoint, running ? zeroValue : "", type.bits(), !type.isUnsigned());
  }

  /// A Clip before the quantising step keeps the integers to fewer bits than their type has: how
  /// widths that ONNX has no type for are written. Returns the narrowest width that holds the
  /// clipped range and the zero point, which padding holds.
  private static int clipped(
      Graph graph,
      @Nullable Node quantise,
      Map<String, Node> producers,
      ElementType type,
      float scale,
      int zero) {
    if (quantise == null || !(quantise.op() instanceof Quantising.QuantizeLinear)) {
      return type.bits();
    }
    Node clip = producers.get(quantise.input(0));
    if (clip == null || !(clip.op() instanceof Elementwise.Clip)) {
      return type.bits();
    }
    Constant low = clip.hasInput(1) ? graph.constant(clip.input(1)) : null;
    Constant high = clip.hasInput(2) ? graph.constant(clip.input(2)) : null;
    if (low == null
        || high == null
        || low.shape().elements() != 1
        || high.shape().elements() != 1) {
      return type.bits();
    }
    double least = Math.min(zero, integer(low, scale, zero, type));
    double greatest = Math.max(zero, integer(high, scale, zero, type));
    for (int bits = 1; bits < type.bits(); bits++) {
      double floor = type.isUnsigned() ? 0 : -(1 << (bits - 1));
      double ceiling = type.isUnsigned() ? (1 << bits) - 1 : (1 << (bits - 1)) - 1;
      if (least >= floor && greatest <= ceiling) {
        return bits;
      }
    }
    return type.bits();
  }

  /// What QuantizeLinear makes of a limit, in the same float arithmetic.
  private static double integer(Constant limit, float scale, int zero, ElementType type) {
    double integer = Math.rint((float) limit.tensor().at(0) / scale) + zero;
    return Math.min(Math.max(integer, type.least()), type.greatest());
  }
}
