package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Resampling].
final class ResamplingImport {
  private ResamplingImport() {}

  static void register(OperatorTable table) {}
}
