package bitline.graph;

/// Fourier transforms and window functions.
public sealed interface Signal extends Op {
  /// Input: size. @param periodic else symmetric
  record HannWindow(boolean periodic, bitline.tensor.ElementType type) implements Signal {}
}
