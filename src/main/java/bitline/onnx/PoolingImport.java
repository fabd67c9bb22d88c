package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Pooling].
final class PoolingImport {
  private PoolingImport() {}

  static void register(OperatorTable table) {}
}
