package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Linear].
final class LinearImport {
  private LinearImport() {}

  static void register(OperatorTable table) {}
}
