package bitline.sim.fault;

/// What is done about cells that are stuck.
public enum Repair {
  NONE("none"),
  /// Spare rows and columns stand in for faulty ones, whatever the weights.
  SPARES("spares"),
  /// Inputs are sent to rows where stuck cells do least harm; columns stay where they are.
  ROWS("rows"),
  /// Digits are laid on rows and columns where stuck cells do least harm.
  REMAP("remap"),
  /// Spare lines first, then digits laid where the rest does least harm.
  BOTH("both");

  private final String word;

  Repair(String word) {
    this.word = word;
  }

  /// As it is written on a command line.
  public String word() {
    return word;
  }

  boolean spares() {
    return this == SPARES || this == BOTH;
  }

  public boolean movesRows() {
    return this == ROWS || movesColumns();
  }

  boolean movesColumns() {
    return this == REMAP || this == BOTH;
  }
}
