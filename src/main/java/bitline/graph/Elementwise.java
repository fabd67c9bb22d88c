package bitline.graph;

/// Operators that compute each output element from the elements at the same place of the inputs, stretched to one
/// shape by NumPy's rule where they differ.
public sealed interface Elementwise extends Op {
  record Relu() implements Elementwise {}

  record Add() implements Elementwise {}
}
