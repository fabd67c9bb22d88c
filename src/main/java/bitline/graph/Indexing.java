package bitline.graph;

import org.jspecify.annotations.Nullable;

/// Operators that pick or place elements by index operands, or find indices. Negative indices count
/// from the end.
public sealed interface Indexing extends Op {
  /// Inputs: data, indices.
  record Gather(int axis) implements Indexing {}

  /// Inputs: data, indices (of the output's shape).
  record GatherElements(int axis) implements Indexing {}

  /// Inputs: data, indices (…, as many as the axes they pick from). @param batchAxes leading axes
  /// that both share
  record GatherND(int batchAxes) implements Indexing {}

  /// What becomes of an element that an update falls on.
  enum Update {
    NONE,
    ADD,
    MUL,
    MAX,
    MIN
  }

  /// Inputs: data, indices, updates (of the indices' shape).
  record ScatterElements(int axis, Update reduction) implements Indexing {}

  /// Inputs: data, indices, updates.
  record ScatterND(Update reduction) implements Indexing {}

  /// Writes new entries into a cache along `axis`, each batch from a place of its own. Inputs:
  /// cache (batch first), update, first places (one a batch; optional; else 0).
  ///
  /// @param circular runs on at the start where the end is reached; else that is an error
  record TensorScatter(int axis, boolean circular) implements Indexing {}

  /// Inputs: indices, depth (one element), values (off, on). Indices outside −depth to depth − 1
  /// give no "on" at all.
  record OneHot(int axis) implements Indexing {}

  /// The indices of all elements that are not zero, one column an element, as INT64. Input: data.
  record NonZero() implements Indexing {}

  /// Keeps what a condition names. Inputs: data, condition (a vector of bools, maybe shorter).
  ///
  /// @param axis null means of the flattened data
  record Compress(@Nullable Integer axis) implements Indexing {}

  /// Each distinct element (or slice along `axis`) once. Input: data. Outputs: those; the first
  /// place of each; for each place of the input which one it is; how often each occurs (the last
  /// three INT64).
  ///
  /// @param axis null means of the flattened data
  /// @param sorted ascending; else in the order of first appearance
  record Unique(@Nullable Integer axis, boolean sorted) implements Indexing {}
}
