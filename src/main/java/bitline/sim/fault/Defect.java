package bitline.sim.fault;

/// One defect among the cells of a weight set.
///
/// @param row of the cell that it hits, spare rows after the array's own
/// @param column of that cell
/// @param radius of a cluster, in cells
/// @param device of a single cell that holds a pair
/// @param stuck what its cells are then
record Defect(Kind kind, int row, int column, double radius, int device, Stuck stuck) {
  /// What it takes out; of two kinds that meet the later one takes precedence.
  enum Kind {
    CELL,
    CLUSTER,
    ROW,
    COLUMN
  }

  /// Rows or columns to either side of the cell that may be hit too.
  int reach(int most) {
    return (int) Math.min(radius, most);
  }

  void strike(ArrayFaults faults) {
    switch (kind) {
      case CELL -> faults.set(row, column, Math.min(device, faults.devices() - 1), stuck);
      case CLUSTER -> faults.disc(row, column, radius, stuck);
      case ROW -> {
        for (int c = 0; c < faults.columns(); c++) {
          faults.dead(row, c, stuck);
        }
      }
      case COLUMN -> {
        for (int r = 0; r < faults.rows(); r++) {
          faults.dead(r, column, stuck);
        }
      }
    }
  }
}
