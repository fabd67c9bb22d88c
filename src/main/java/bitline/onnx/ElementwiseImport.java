package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Elementwise].
final class ElementwiseImport {
  private ElementwiseImport() {}

  static void register(OperatorTable table) {}
}
