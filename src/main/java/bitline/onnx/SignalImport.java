package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Signal].
final class SignalImport {
  private SignalImport() {}

  static void register(OperatorTable table) {}
}
