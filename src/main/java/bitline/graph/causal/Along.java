package bitline.graph.causal;

/// How a value hangs on the tokens.
sealed interface Along {
  /// The same whatever the tokens are: weights, masks, position tables.
  record Fixed() implements Along {}

  /// Entry i along an axis follows from tokens 0 to i alone.
  record Rows(int axis) implements Along {}

  /// Entry (i, j) along two axes follows from tokens up to the later of i and j; what stands at
  /// later tokens (j > i) is told apart.
  record Pairs(int rows, int columns, Later later) implements Along {}

  /// What a pair (i, j) with j > i holds.
  enum Later {
    /// Anything.
    OPEN,
    /// So little that its exponential beside those of the row's other entries is 0.
    BURIED,
    /// Exactly 0.
    ZERO
  }

  Fixed FIXED = new Fixed();
}
