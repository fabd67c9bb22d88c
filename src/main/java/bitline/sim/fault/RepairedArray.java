package bitline.sim.fault;

/// One weight set of an array behind its spare lines.
record RepairedArray(ArrayFaults faults, Spares spares) {
  /// The states of both devices of the cell at a row and a column, as [ArrayFaults#both].
  int both(int row, int column) {
    return faults.both(spares.rowAt()[row], spares.columnAt()[column]);
  }

  /// Stuck devices of the array's own cells, before anything was repaired.
  long stuck() {
    long stuck = 0;
    for (int row = 0; row < spares.rowAt().length; row++) {
      for (int column = 0; column < spares.columnAt().length; column++) {
        int both = faults.both(row, column);
        stuck += ((both & 3) == 0 ? 0 : 1) + ((both >> 2) == 0 ? 0 : 1);
      }
    }
    return stuck;
  }
}
