package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Quantising;
import bitline.onnx.OperatorTable.Imported;
import bitline.onnx.OperatorTable.Target;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// How ONNX's operators become those of [bitline.graph.Quantising].
final class QuantisingImport {
  private QuantisingImport() {}

  static void register(OperatorTable table) {
    table.add("QuantizeLinear", 10, QuantisingImport::quantize);
    table.add("DequantizeLinear", 10, QuantisingImport::dequantize);
    table.plain("DynamicQuantizeLinear", 11, new Quantising.DynamicQuantizeLinear());
  }

  private static Imported quantize(OnnxNode node, Target target) {
    long precision = node.integer("precision", 0);
    if (precision != 0 && precision != ElementType.FLOAT.onnx()) {
      throw new Problem("attribute 'precision' is " + precision + "; only float is supported");
    }
    ElementType to = type(node);
    if (to == null && !node.hasInput(2)) {
      to = ElementType.UINT8;
    }
    if (to == null) {
      Tensor zero = target.known(node.inputs().get(2));
      to = zero == null ? null : zero.type();
    }
    return Imported.of(
        new Quantising.QuantizeLinear(
            node.small("axis", 1), node.small("block_size", 0), node.flag("saturate", true), to),
        node);
  }

  private static Imported dequantize(OnnxNode node, Target target) {
    ElementType to = type(node);
    if (to != null) {
      Tensor scale = node.hasInput(1) ? target.known(node.inputs().get(1)) : null;
      if (scale == null || scale.type() != to) {
        throw new Problem(
            "attribute 'output_dtype' is " + to.text() + "; only the scale's type is supported");
      }
    }
    return Imported.of(
        new Quantising.DequantizeLinear(node.small("axis", 1), node.small("block_size", 0)), node);
  }

  private static @Nullable ElementType type(OnnxNode node) {
    long type = node.integer("output_dtype", 0);
    return type == 0 ? null : ElementTypes.of(type);
  }
}
