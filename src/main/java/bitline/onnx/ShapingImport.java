package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Shaping].
final class ShapingImport {
  private ShapingImport() {}

  static void register(OperatorTable table) {}
}
