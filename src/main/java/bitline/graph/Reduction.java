package bitline.graph;

/// Operators that fold one or more axes away, or run along one (CumSum, ArgMax, TopK).
public sealed interface Reduction extends Op {
  /// Inputs: data, axes (optional INT64; left out means all axes, or none when `noopWithEmptyAxes`).
  record ReduceMean(boolean keepDims, boolean noopWithEmptyAxes) implements Reduction {}
}
