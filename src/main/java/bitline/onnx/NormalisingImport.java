package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Normalising].
final class NormalisingImport {
  private NormalisingImport() {}

  static void register(OperatorTable table) {}
}
