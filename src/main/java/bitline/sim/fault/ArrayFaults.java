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
    this(array.rows() + array.spareRows(), array.columns() + array.spareColumns(), devices(array));
  }

  /// @param rows spare ones too
  /// @param columns spare ones too
  ArrayFaults(int rows, int columns, int devices) {
    this.rows = rows;
    this.columns = columns;
    this.devices = devices;
    cells = new byte[rows * columns];
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

  /// Sets all devices of a cell.
  void dead(int row, int column, Stuck stuck) {
    set(row, column, 0, stuck);
    set(row, column, 1, stuck);
  }

  /// Sets the cells whose middle is no farther from that of a cell than a radius.
  void disc(int row, int column, double radius, Stuck stuck) {
    int reach = (int) Math.min(radius, rows + (double) columns);
    for (int r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
      int down = r - row;
      for (int c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
        int across = c - column;
        if (Math.sqrt((double) down * down + (double) across * across) <= radius) {
          dead(r, c, stuck);
        }
      }
    }
  }
}
