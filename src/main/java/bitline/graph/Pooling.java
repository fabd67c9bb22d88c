package bitline.graph;

/// Operators that fold a sliding window, or a whole picture, into one value.
public sealed interface Pooling extends Op {
  record GlobalAveragePool() implements Pooling {}
}
