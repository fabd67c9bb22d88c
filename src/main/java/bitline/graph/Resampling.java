package bitline.graph;

/// Operators that sample a picture at other places: resize, grid sample, region pooling.
public sealed interface Resampling extends Op {
  /// Placeholder of the family's first member: nearest-neighbour upsampling by whole factors. Input: data.
  record AffineGrid(boolean alignCorners) implements Resampling {}
}
