package bitline.silicon.component;

/// A column of capacitors that share their charge. A product charges its cell's capacitor through
/// the others: k of n capacitors that are driven take k·(1 − k/n)·C·V². The column is reset each
/// time, so that every read pays. They are taken to be driven at once: one after another they would
/// take k·(1 − (k + 1)/2n)·C·V², half as much again where half of them are driven.
///
/// To the unit capacitor comes what hangs on both its plates: the wire of the column across the
/// cell, the gates that multiply (one NAND), and, of a metal capacitor, a tenth of its own to the
/// ground (bottom plate); these are charged whole by every product.
///
/// @param unit farad of a cell's capacitor
/// @param parasitic farad of what else a product charges
public record ChargeColumn(double unit, double parasitic) {
  private static final double BOTTOM_PLATE = 0.1;

  /// The column of a process.
  ///
  /// @param unit farad of all capacitors of a cell
  /// @param gates that multiply, in a cell
  public static ChargeColumn of(Process process, CellShape shape, double unit, int gates) {
    return new ChargeColumn(
        unit, BOTTOM_PLATE * unit + process.wire(shape.height()) + gates * process.gate());
  }

  /// Joules of one read of one column.
  ///
  /// @param cells that share
  /// @param driven of them, a sum of products each 0 to 1
  public double energy(double cells, double driven, double supply) {
    double shared = unit * driven * (1 - Math.min(1, driven / cells));
    return (shared + parasitic * driven) * supply * supply;
  }
}
