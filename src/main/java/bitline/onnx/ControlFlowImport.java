package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.ControlFlow].
final class ControlFlowImport {
  private ControlFlowImport() {}

  static void register(OperatorTable table) {}
}
