package bitline.map;

/// Where products of two activations go: attention's QKᵀ and AV.
public enum ActivationProducts {
  /// Into arrays where the cells can be written while the chip runs, arrays are left, and that is
  /// faster than the vector unit; on a chip that names no vector unit, wherever it can be.
  AUTO("auto"),
  /// Into arrays, all of them, or the network does not run.
  ARRAYS("arrays"),
  /// To the vector unit, all of them.
  VECTOR("vector");

  private final String word;

  ActivationProducts(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
