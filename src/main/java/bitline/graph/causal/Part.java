package bitline.graph.causal;

/// What a node is given of an operand when token t is worked on.
sealed interface Part {
  /// The operand is left out.
  record Absent() implements Part {}

  /// A value that no token changes.
  ///
  /// @param rows axis that is cut down to entry t; −1: none
  /// @param columns axis that is cut down to entries 0 to t; −1: none
  record Known(String value, int rows, int columns) implements Part {}

  /// Row t of a value.
  record Own(String value) implements Part {}

  /// Rows 0 to t of a value.
  record Before(String value) implements Part {}
}
