package bitline.silicon.component;

import bitline.cell.Cell;
import bitline.cell.Medium;

/// The wire that carries an input across a row of cells, and its driver: a chain of inverters, each
/// four times the one before, the last of a quarter of the line's capacitance, so that the chain
/// adds a third to what the line itself takes.
///
/// A cell puts the wire across it and the gates of at least two minimum transistors (half a NAND's
/// capacitance) on the line, of an SRAM cell with more than six half of the others, unless its file
/// says otherwise.
///
/// @param capacitance farad of the line with its gates
/// @param swing volts; 0: the supply
public record Wordline(double capacitance, double swing) {
  private static final double CHAIN = 4.0 / 3;
  private static final double TRANSISTOR = 0.25;
  private static final int STORING = 6;
  private static final double FAN_OUT = 4;

  /// The wordline of a row.
  ///
  /// @param cells on the row
  public static Wordline of(Process process, Cell cell, CellShape shape, double cells) {
    Cell.Wordline told = cell.wordline();
    if (told != null) {
      Double volts = told.voltage();
      return new Wordline(told.fixed() + cells * told.capacitance(), volts == null ? 0 : volts);
    }
    double each = process.wire(shape.width()) + gates(cell) * TRANSISTOR * process.gate();
    return new Wordline(cells * each, 0);
  }

  /// Transistors whose gates are on the line: two that give access, or half of those beyond the six
  /// that store, the other half being switched by what is stored.
  private static double gates(Cell cell) {
    Integer told = cell.transistors();
    if (told == null || cell.medium() != Medium.SRAM) {
      return 2;
    }
    int cells = told > 4 * STORING ? cell.bits() : 1;
    return Math.max(told <= STORING * cells ? 2 * cells : cells, (told - STORING * cells) / 2.0);
  }

  /// Joules of one pulse up and down, with the driver's own.
  public double pulse(Process process) {
    double volts = swing == 0 ? process.supply() : swing;
    return CHAIN * capacitance * volts * volts;
  }

  /// Area of the driver, in gates: as much as the chain's capacitance.
  public double driverGates(Process process) {
    return Math.max(1, capacitance / FAN_OUT / process.gate() * CHAIN);
  }
}
