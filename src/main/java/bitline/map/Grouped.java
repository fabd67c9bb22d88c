package bitline.map;

/// Where grouped and depthwise convolutions run. They use few of the cells they take, because each
/// group's matrix needs rows and columns of its own, and have few multiply-accumulates, so that a
/// vector unit can be quicker.
public enum Grouped {
  /// Wherever is cheaper, see [GroupedProducts].
  AUTO("auto"),
  /// On arrays, matrices on the diagonal.
  ARRAYS("arrays"),
  /// On the vector unit.
  VECTOR("vector");

  private final String word;

  Grouped(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
