package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Generating].
final class GeneratingImport {
  private GeneratingImport() {}

  static void register(OperatorTable table) {}
}
