package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Reduction].
final class ReductionImport {
  private ReductionImport() {}

  static void register(OperatorTable table) {}
}
