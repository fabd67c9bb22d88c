package bitline.graph;

/// Operators that pick or place elements by index operands.
public sealed interface Indexing extends Op {
  /// Inputs: data, indices.
  record Gather(int axis) implements Indexing {}
}
