package bitline.sim.fault;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A tile on its array's rows and columns, stuck cells and all, and where its digits are laid so
/// that they do least harm. The harm of a stuck device is the weight of its digit times how far the
/// digit is from what was meant; devices that are subtracted on the bitline count together.
///
/// Rows are exchanged with others of their row group in this tile alone: the group's sums are of
/// the same products then, and the input buffer sends each input to another row. Columns, a digit
/// each, are exchanged within the tile: behind the converters a table says what each column counts,
/// and for which result. Rows are assigned exactly to a given order of columns, then columns to
/// that of the rows, and so on until neither helps; the least harm of both orders at once may be
/// less. More than [#MOST_LINES] lines are assigned in blocks of so many.
final class LaidTile {
  private static final int MOST_LINES = 512;
  private static final int MOST_ROUNDS = 16;

  private final Tile tile;
  private final RepairedArray array;
  private final boolean pair;
  private final boolean inRows;
  private final int top;
  private final int rows;
  private final int columns;

  /// What is meant: rows × columns in their logical order.
  private final short[] digits;

  /// The same by columns: columns × rows.
  private final short[] turned;

  /// How far a digit is off: by the states of its devices × what is meant, from −top on.
  private final int[] off;

  /// What one unit of a column's digit counts.
  private final long[] weights;

  /// States of both devices: rows × columns in their physical order.
  private final byte[] states;

  /// The physical row of each row, the column of each column, from the tile's first.
  private final int[] rowAt;

  private final int[] columnAt;

  /// @param top the digit that a device stuck at its highest conductance is worth
  LaidTile(ArrayLayer layer, Tile tile, RepairedArray array, int top) {
    this.tile = tile;
    this.array = array;
    this.top = top;
    Coding coding = layer.coding();
    pair = coding.weightCode().subtractsOnBitline();
    inRows = coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS;
    List<Digit> cut = coding.weightDigits();
    rows = tile.toRow() - tile.fromRow();
    columns = (tile.toColumn() - tile.fromColumn()) * cut.size();
    digits = new short[Math.multiplyExact(rows, columns)];
    turned = new short[digits.length];
    off = off(pair, top);
    weights = new long[columns];
    int across = layer.unrolling().columns();
    for (int c = 0; c < columns; c++) {
      weights[c] = Math.abs(cut.get(c % cut.size()).weight());
    }
    for (int k = 0; k < rows; k++) {
      int first = (tile.group() * layer.unrolling().rows() + tile.fromRow() + k) * across;
      for (int c = 0; c < columns; c++) {
        int weight = layer.weights()[first + tile.fromColumn() + c / cut.size()];
        digits[k * columns + c] = (short) coding.cell(weight, c % cut.size());
        turned[c * rows + k] = digits[k * columns + c];
      }
    }
    states = new byte[digits.length];
    for (int r = 0; r < rows; r++) {
      for (int p = 0; p < columns; p++) {
        states[r * columns + p] = (byte) state(r, p);
      }
    }
    rowAt = IntStream.range(0, rows).toArray();
    columnAt = IntStream.range(0, columns).toArray();
  }

  private int state(int row, int column) {
    int cell = tile.column() + column;
    int line = tile.row() + row;
    return inRows
        ? array.both(2 * line, cell) & 3 | (array.both(2 * line + 1, cell) & 3) << 2
        : array.both(line, cell);
  }

  /// Whether a row of the matrix lies in the tile.
  boolean holds(int k) {
    return k >= tile.fromRow() && k < tile.toRow();
  }

  Tile tile() {
    return tile;
  }

  /// The column of the array, before spare columns, where a column of digits lies.
  int arrayColumn(int column) {
    return tile.column() + columnAt[column];
  }

  /// The row of the array, before spare rows, where a row of the matrix lies: of weights, a pair of
  /// rows being one.
  int arrayRow(int k) {
    return tile.row() + rowAt[k - tile.fromRow()];
  }

  /// The state of the device that holds a digit.
  ///
  /// @param k row of the matrix
  /// @param column of digits, from the tile's first
  Stuck device(int k, int column, boolean negative) {
    int both = states[rowAt[k - tile.fromRow()] * columns + columnAt[column]];
    return ArrayFaults.of(both, negative ? 1 : 0);
  }

  /// What stuck devices do to a tile.
  ///
  /// @param digits how many there are
  /// @param wrong those that are not what was meant
  /// @param harm the sum over them of weight times difference
  record Harm(long digits, long wrong, long harm) {
    static final Harm NONE = new Harm(0, 0, 0);

    Harm plus(Harm other) {
      return new Harm(digits + other.digits, wrong + other.wrong, harm + other.harm);
    }
  }

  Harm harm() {
    long wrong = 0;
    long sum = 0;
    for (int k = 0; k < rows; k++) {
      for (int c = 0; c < columns; c++) {
        int both = states[rowAt[k] * columns + columnAt[c]];
        long harm = both == 0 ? 0 : harm(k, c, both);
        wrong += harm == 0 ? 0 : 1;
        sum += harm;
      }
    }
    return new Harm(digits.length, wrong, sum);
  }

  private long harm(int row, int column, int both) {
    return weights[column] * off[both * (2 * top + 1) + top + digits[row * columns + column]];
  }

  private static int[] off(boolean pair, int top) {
    int[] off = new int[16 * (2 * top + 1)];
    for (int both = 0; both < 16; both++) {
      for (int meant = -top; meant <= top; meant++) {
        int held = held(Math.max(meant, 0), both & 3, top);
        int negative = pair ? held(Math.max(-meant, 0), both >> 2, top) : 0;
        off[both * (2 * top + 1) + top + meant] = Math.abs(meant - held + negative);
      }
    }
    return off;
  }

  private static int held(int digit, int state, int top) {
    return state == 0 ? digit : state == Stuck.OFF.ordinal() ? 0 : top;
  }

  /// Lays digits where stuck cells do least harm.
  ///
  /// @param columnsToo whether columns are exchanged, and not rows alone
  Order remap(List<RowGroup> groups, boolean columnsToo) {
    List<int[]> bands = new ArrayList<>();
    for (RowGroup group : groups) {
      int from = Math.max(group.from(), tile.fromRow()) - tile.fromRow();
      int to = Math.min(group.to(), tile.toRow()) - tile.fromRow();
      blocks(from, to, bands);
    }
    List<int[]> across = new ArrayList<>();
    blocks(0, columnsToo ? columns : 0, across);
    boolean better = true;
    for (int round = 0; better && round < MOST_ROUNDS; round++) {
      better = false;
      for (int[] band : bands) {
        better |= exchange(rowAt, columnAt, band[0], band[1], true);
      }
      for (int[] block : across) {
        better |= exchange(columnAt, rowAt, block[0], block[1], false);
      }
    }
    return new Order(rowAt.clone(), columnAt.clone());
  }

  /// Lays digits as was found before.
  void lay(Order order) {
    System.arraycopy(order.rowAt, 0, rowAt, 0, rows);
    System.arraycopy(order.columnAt, 0, columnAt, 0, columns);
  }

  /// The physical row of each row and the column of each column, from the tile's first.
  record Order(int[] rowAt, int[] columnAt) {}

  private static void blocks(int from, int to, List<int[]> blocks) {
    for (int at = from; at < to; at += MOST_LINES) {
      blocks.add(new int[] {at, Math.min(to, at + MOST_LINES)});
    }
  }

  /// Assigns the lines `from` to `to` anew; false where that does no less harm. A physical line
  /// without faults takes any line.
  private boolean exchange(int[] at, int[] others, int from, int to, boolean ofRows) {
    int count = to - from;
    int[] faulty = IntStream.range(from, to).filter(line -> faulty(line, others, ofRows)).toArray();
    if (faulty.length == 0) {
      return false;
    }
    long[][] cost = new long[faulty.length][count];
    long now = 0;
    for (int f = 0; f < faulty.length; f++) {
      for (int o = 0; o < others.length; o++) {
        int both =
            states[ofRows ? faulty[f] * columns + others[o] : others[o] * columns + faulty[f]];
        if (both != 0) {
          add(cost[f], from, o, both, ofRows);
        }
      }
      for (int line = 0; line < count; line++) {
        now += at[from + line] == faulty[f] ? cost[f][line] : 0;
      }
    }
    int[] takes = Assignment.least(cost);
    long least = 0;
    for (int f = 0; f < faulty.length; f++) {
      least += cost[f][takes[f]];
    }
    if (least >= now) {
      return false;
    }
    take(at, from, to, faulty, takes);
    return true;
  }

  /// Adds the harm of a stuck cell on which the line `other` lies for each line that may cross it
  /// there.
  private void add(long[] cost, int from, int other, int both, boolean ofRows) {
    int first = both * (2 * top + 1) + top;
    short[] meant = ofRows ? turned : digits;
    int at = other * (ofRows ? rows : columns) + from;
    for (int line = 0; line < cost.length; line++) {
      cost[line] += weights[ofRows ? other : from + line] * off[first + meant[at + line]];
    }
  }

  private boolean faulty(int line, int[] others, boolean ofRows) {
    for (int other = 0; other < others.length; other++) {
      if (states[ofRows ? line * columns + other : other * columns + line] != 0) {
        return true;
      }
    }
    return false;
  }

  /// Gives each faulty physical line the line that was chosen for it; the others stay where they
  /// are if they can, or take what is left over, in order.
  private static void take(int[] at, int from, int to, int[] faulty, int[] takes) {
    boolean[] used = new boolean[to - from];
    boolean[] laid = new boolean[to - from];
    for (int f = 0; f < faulty.length; f++) {
      used[faulty[f] - from] = true;
    }
    int[] before = new int[to - from];
    System.arraycopy(at, from, before, 0, before.length);
    for (int f = 0; f < faulty.length; f++) {
      at[from + takes[f]] = faulty[f];
      laid[takes[f]] = true;
    }
    for (int line = 0; line < laid.length; line++) {
      if (!laid[line] && !used[before[line] - from]) {
        used[before[line] - from] = true;
        laid[line] = true;
      }
    }
    int free = 0;
    for (int line = 0; line < laid.length; line++) {
      if (!laid[line]) {
        while (used[free]) {
          free++;
        }
        used[free] = true;
        at[from + line] = from + free;
      }
    }
  }
}
