package bitline.silicon.component;

import bitline.silicon.node.Node;

/// Switches through which several columns take turns on one converter: a transmission gate a
/// column, half a gate's capacitance on its select line and the drains of all on the shared wire,
/// and a decoder of two gates a column (assumed).
///
/// @param columns that share a converter; 1: there is no mux
public record ColumnMux(int columns) {
  private static final double SELECT = 0.5;
  private static final double DRAIN = 0.25;
  private static final double DECODER = 2;

  /// Joules of bringing one column to the converter: one select line up and down, the shared wire
  /// charged once.
  ///
  /// @param width metres of a column
  public double energy(Process process, double width) {
    if (columns == 1) {
      return 0;
    }
    double shared = columns * (process.wire(width) + DRAIN * process.gate());
    return process.cycle(SELECT * process.gate() + shared);
  }

  /// Square metres for one converter.
  public double area(Node node) {
    return columns == 1 ? 0 : columns * (1 + DECODER) * node.gateArea();
  }
}
