package bitline.sim.manufacture;

/// What is done digitally about conductances that have drifted: sums are multiplied by what the
/// cells conducted when they were programmed over what they conduct now, as a reading of every row
/// alone tells it (global drift compensation).
public enum Compensation {
  NONE("none"),
  /// One factor for all cells of a layer.
  LAYER("layer"),
  /// One factor for each column of weights.
  COLUMN("column");

  private final String word;

  Compensation(String word) {
    this.word = word;
  }

  /// As it is written on a command line.
  public String word() {
    return word;
  }
}
