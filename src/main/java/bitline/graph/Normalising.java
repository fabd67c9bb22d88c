package bitline.graph;

/// Operators that rescale by statistics of the data or by learned ones; softmaxes too.
public sealed interface Normalising extends Op {
  /// Along one axis (ONNX 13 and later; older forms are reshaped on import).
  record Softmax(int axis) implements Normalising {}
}
