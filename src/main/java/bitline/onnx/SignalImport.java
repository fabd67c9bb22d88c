package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Op;
import bitline.graph.Signal;
import bitline.onnx.OperatorTable.Imported;
import bitline.onnx.OperatorTable.Target;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.Signal].
final class SignalImport {
  private SignalImport() {}

  static void register(OperatorTable table) {
    table.add("", "DFT", 17, 19, SignalImport::olderTransform);
    table.add("", "DFT", 20, Integer.MAX_VALUE, (node, _) -> Imported.of(transform(node), node));
    table.add(
        "STFT", 17, (node, _) -> Imported.of(new Signal.STFT(node.flag("onesided", true)), node));
    window(table, "HannWindow", Signal.HannWindow::new);
    window(table, "HammingWindow", Signal.HammingWindow::new);
    window(table, "BlackmanWindow", Signal.BlackmanWindow::new);
    table.add(
        "MelWeightMatrix",
        17,
        (node, _) -> Imported.of(new Signal.MelWeightMatrix(type(node)), node));
  }

  private interface Window {
    Op make(boolean periodic, ElementType type);
  }

  private static void window(OperatorTable table, String name, Window form) {
    table.add(
        name,
        17,
        (node, _) -> Imported.of(form.make(node.flag("periodic", true), type(node)), node));
  }

  private static ElementType type(OnnxNode node) {
    return ElementTypes.of(node.integer("output_datatype", ElementType.FLOAT.onnx()));
  }

  private static Signal.DFT transform(OnnxNode node) {
    return new Signal.DFT(node.flag("inverse", false), node.flag("onesided", false));
  }

  /// The axis was an attribute before ONNX 20.
  private static Imported olderTransform(OnnxNode node, Target target) {
    if (node.inputs().isEmpty()) {
      throw new Problem("no data");
    }
    String axis = target.constant(Tensor.int64(Shape.SCALAR, new long[] {node.integer("axis", 1)}));
    return new Imported(
        transform(node),
        List.of(node.inputs().getFirst(), node.hasInput(1) ? node.inputs().get(1) : "", axis));
  }
}
