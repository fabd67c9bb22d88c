package bitline.onnx;

/// How ONNX's operators become those of [bitline.graph.Indexing].
final class IndexingImport {
  private IndexingImport() {}

  static void register(OperatorTable table) {}
}
