package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Recurrent].
final class RecurrentImport {
  private RecurrentImport() {}

  static void register(OperatorTable table) {}
}
