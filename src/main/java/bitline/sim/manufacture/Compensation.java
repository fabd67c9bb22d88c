package bitline.sim.manufacture;

/// What is done digitally about conductances that have drifted. By layer or column, sums are
/// multiplied by what the cells conducted when they were programmed over what they conduct now, as
/// a reading of every row alone tells it (global drift compensation).
public enum Compensation {
  NONE("none"),
  /// One factor for all cells of a layer.
  LAYER("layer"),
  /// One factor for each column of weights.
  COLUMN("column"),
  /// By layer, and then mean and spread of each channel of a batch norm are brought back to what
  /// they were meant to be ([bitline.sim.BatchNormEstimation]).
  BATCH_NORM("batch_norm");

  private final String word;

  Compensation(String word) {
    this.word = word;
  }

  /// As it is written on a command line.
  public String word() {
    return word;
  }
}
