package bitline.graph;

/// Products and sums: what a compute-in-memory array can do, in floats or integers.
public sealed interface Linear extends Op {
  /// Inputs: A, B; NumPy's rule for stacks of matrices.
  record MatMul() implements Linear {}
}
