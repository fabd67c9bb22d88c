package bitline.sim.wire;

import bitline.chip.Wires.Ends;
import bitline.chip.Wires.Supply;

/// The wires of one array of `rows` × `columns` linear cells, and what its lines end in.
///
/// The wire that supplies a cell (its row's input line or its column's source line) and the column
/// wire that collects its current have one resistance a cell pitch; the way from a line's end to
/// its first cell is one pitch too, and the resistance of the driver or of the sensing amplifier
/// comes on top. Drivers are ideal voltage sources behind that resistance, columns are sensed at 0
/// V behind theirs. Any resistance may be 0.
///
/// With [Supply#INPUT_LINE], driven at one end or both and sensed at one end or both, these are
/// four arrangements (and their mirror images); so are they with [Supply#SOURCE_LINE], where an
/// array that is driven at one end and sensed at the other gives all cells about the same length of
/// wire. Cells of a differential pair that lie in neighbouring rows of one column (CrossSim's
/// interleaved arrays) are two rows here, one of them with the negative voltage; that needs input
/// lines.
///
/// Leaves out: cells that are not linear, access transistors with a resistance of their own (add it
/// to the cell's), capacitance, and an interleaved array with two source lines a column.
///
/// @param rows cells on a column
/// @param columns cells on a row
/// @param supply which wire the current comes from
/// @param driven ends of the supply lines that have a driver
/// @param sensed ends of the columns that are sensed; a column's current is the sum over them
/// @param supplyOhms resistance of one cell pitch of a supply line, ohm
/// @param columnOhms resistance of one cell pitch of a column, ohm
/// @param driverOhms resistance of a driver, ohm
/// @param senseOhms resistance between a column's end and 0 V, ohm
public record WireNetwork(
    int rows,
    int columns,
    Supply supply,
    Ends driven,
    Ends sensed,
    double supplyOhms,
    double columnOhms,
    double driverOhms,
    double senseOhms) {

  private static final int MOST_CELLS = 1 << 26;

  public WireNetwork {
    if (rows < 1 || columns < 1 || (long) rows * columns > MOST_CELLS) {
      throw new IllegalArgumentException(
          "an array of " + rows + " × " + columns + " cells; 1 to " + MOST_CELLS + " are possible");
    }
    resistance("supply wire", supplyOhms);
    resistance("column wire", columnOhms);
    resistance("driver", driverOhms);
    resistance("sense", senseOhms);
  }

  /// How much of its voltage the cell furthest from all ends loses, as a share, by the rule
  /// r·g·n·(n + 1)/2 for n cells between it and an end, with the terminals' R·g·n, supply line and
  /// column added. It takes currents for those without wires, so that it is above what is lost, and
  /// far above where it nears 1; below about 0.001 wires hardly matter, at 0.1 they cost several
  /// percent of the sums.
  ///
  /// @param conductance mean of the cells, siemens, with all rows on
  public double screen(double conductance) {
    int supplied = supply == Supply.INPUT_LINE ? columns : rows;
    return conductance
        * (loss(supplied, supplyOhms, driverOhms, driven)
            + loss(rows, columnOhms, senseOhms, sensed));
  }

  int cells() {
    return rows * columns;
  }

  /// The array turned by its diagonal: what was driven is sensed. By reciprocity its current from
  /// driver a to sense b is this one's from b to a.
  WireNetwork transposed() {
    return new WireNetwork(
        columns, rows, supply, sensed, driven, columnOhms, supplyOhms, senseOhms, driverOhms);
  }

  private static double loss(int cells, double pitch, double terminal, Ends ends) {
    double near = ends == Ends.BOTH ? (cells + 1) / 2 : cells;
    return pitch * near * (near + 1) / 2 + terminal * near;
  }

  private static void resistance(String of, double ohms) {
    if (!(ohms >= 0 && ohms <= 1e12)) {
      throw new IllegalArgumentException(
          "resistance of the " + of + " is " + ohms + " ohm; it must be 0 to 1e12");
    }
  }
}
