package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Quantising].
final class QuantisingImport {
  private QuantisingImport() {}

  static void register(OperatorTable table) {}
}
