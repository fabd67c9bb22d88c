package bitline.graph;

/// What a node does: one record an operator, grouped in families by what they do to numbers.
/// Records hold what is fixed when the network is built (ONNX's attributes, in their newest form);
/// operands, optional ones included, are the node's inputs, in ONNX's order. Older ONNX forms are
/// turned into this one when a file is read, so that passes, interpreter and mapper know each
/// operator in one form only.
public sealed interface Op
    permits Elementwise,
        Reduction,
        Shaping,
        Indexing,
        Generating,
        Linear,
        Pooling,
        Normalising,
        Resampling,
        Recurrent,
        Quantising,
        Signal,
        ControlFlow {

  /// The operator's name as ONNX writes it.
  default String name() {
    return getClass().getSimpleName();
  }
}
