package bitline.silicon.component;

/// A bitline that is precharged to the supply and discharged by cells in proportion to the sum. It
/// carries a wire and a transistor's drain (a quarter of a NAND's capacitance) of every cell of the
/// column, read or not.
///
/// @param capacitance farad
public record DischargedColumn(double capacitance) {
  private static final double DRAIN = 0.25;

  /// Share of the supply that the largest sum discharges: more would leave the range in which cells
  /// are current sources.
  static final double FULL_SWING = 0.5;

  /// The bitline of a column.
  public static DischargedColumn of(Process process, CellShape shape, double cells) {
    return new DischargedColumn(cells * (process.wire(shape.height()) + DRAIN * process.gate()));
  }

  /// Joules of one read.
  ///
  /// @param share of the largest sum, 0 to 1
  public double energy(double supply, double share) {
    return capacitance * supply * supply * FULL_SWING * share;
  }
}
