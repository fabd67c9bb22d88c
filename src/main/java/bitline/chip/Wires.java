package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;

/// The wires of an array and what they end in, where their resistance counts: current that flows
/// through them loses voltage on its way (IR drop). Without this record they lose nothing.
///
/// The way from a line's end to its first cell is one pitch too. Where pairs lie inside a cell each
/// cell has two column wires.
///
/// @param supply which wire a cell's current comes from
/// @param driven ends of the supply lines that have a driver
/// @param sensed ends of the columns that are sensed
/// @param supplyResistance of one cell pitch of a supply line
/// @param columnResistance of one cell pitch of a column
/// @param driverResistance of the driver at an end of a supply line
/// @param senseResistance between an end of a column and the voltage that it is held at
public record Wires(
    Supply supply,
    Ends driven,
    Ends sensed,
    @Unit("ohm") @Range(min = 0, max = 1e6) double supplyResistance,
    @Unit("ohm") @Range(min = 0, max = 1e6) double columnResistance,
    @Default("0 ohm") @Unit("ohm") @Range(min = 0, max = 1e9) double driverResistance,
    @Default("0 ohm") @Unit("ohm") @Range(min = 0, max = 1e9) double senseResistance) {

  /// Which wire the current of a cell comes from. CrossSim's "input source" and "separate source"
  /// arrays (sandialabs/cross-sim, `simulator/circuits/array/readme.md`).
  public enum Supply {
    /// The wire that carries the input: one along each row, across the columns. Inputs are voltages
    /// and the network is linear in them; a row whose input is 0 is held at 0 V.
    INPUT_LINE,

    /// A source line of its own beside each column. Inputs only connect cells to it: 1 is on, 0 is
    /// off, and a number between is a cell that conducts that share of its conductance. Columns do
    /// not meet, and currents are not linear in the inputs.
    SOURCE_LINE
  }

  /// The ends of a line of cells that are connected to something; the others are open. A row's
  /// first cell is in column 0, a column's (and a source line's) in row 0.
  public enum Ends {
    FIRST,
    LAST,
    BOTH
  }
}
