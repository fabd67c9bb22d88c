package bitline.chip;

/// How a digital array adds its columns up.
public enum Adders {
  /// A tree of adders over the active rows of each column; the bits of a weight are joined after
  /// it.
  TREE,
  /// A tree over the active rows of whole weights: products of a weight's bits with one input digit
  /// are added as one number.
  WORD_TREE,
  /// A full adder beside every cell, which adds to what comes from the row before, bit by bit; a
  /// sum of n rows takes log2 n more columns than the weight.
  RIPPLE
}
