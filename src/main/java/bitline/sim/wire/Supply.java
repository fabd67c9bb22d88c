package bitline.sim.wire;

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
