package bitline.sim.wire;

/// The ends of a line of cells that are connected to something; the others are open. A row's first
/// cell is in column 0, a column's (and a source line's) in row 0.
public enum Ends {
  FIRST,
  LAST,
  BOTH
}
