package bitline.sim.fault;

import bitline.base.Problem;
import bitline.chip.Array;
import bitline.chip.Pair;

/// Which cells of one weight set of an array are stuck. Rows and columns are those of cells; spare
/// ones come after the array's own. A cell holds two devices where a differential pair lies in one
/// cell, else only device 0 counts.
public final class ArrayFaults {
  private static final long MOST_CELLS = 1L << 26;

  private final int rows;
  private final int columns;
  private final int devices;

  /// Device 0 in the lowest two bits, device 1 in the next.
  private final byte[] cells;

  ArrayFaults(Array array) {
    long all = (long) (array.rows() + array.spareRows()) * (array.columns() + array.spareColumns());
    if (all > MOST_CELLS) {
      throw new Problem(
          "an array of " + all + " cells; faults are kept of arrays of at most " + MOST_CELLS);
    }
    rows = array.rows() + array.spareRows();
    columns = array.columns() + array.spareColumns();
    devices = devices(array);
    cells = new byte[(int) all];
  }

  /// Devices of a cell.
  static int devices(Array array) {
    return array.pair() == Pair.CELL ? 2 : 1;
  }

  int devices() {
    return devices;
  }

  /// Rows, spare ones too.
  int rows() {
    return rows;
  }

  /// Columns, spare ones too.
  int columns() {
    return columns;
  }

  /// The states of both devices of a cell: [Stuck] ordinals, device 1 shifted by two bits.
  int both(int row, int column) {
    return cells[row * columns + column];
  }

  Stuck device(int row, int column, int device) {
    return of(both(row, column), device);
  }

  /// Devices in a state.
  long count(Stuck stuck) {
    long count = 0;
    for (byte cell : cells) {
      for (int device = 0; device < devices; device++) {
        count += of(cell, device) == stuck ? 1 : 0;
      }
    }
    return count;
  }

  /// One device's state out of both.
  static Stuck of(int both, int device) {
    int state = both >> 2 * device & 3;
    return state == 0 ? Stuck.FINE : state == 1 ? Stuck.OFF : Stuck.ON;
  }

  /// A device that the cell does not have is left away.
  void set(int row, int column, int device, Stuck stuck) {
    if (device >= devices) {
      return;
    }
    int at = row * columns + column;
    cells[at] = (byte) (cells[at] & ~(3 << 2 * device) | stuck.ordinal() << 2 * device);
  }
}
