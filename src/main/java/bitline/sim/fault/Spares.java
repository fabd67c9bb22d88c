package bitline.sim.fault;

import bitline.chip.Array;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which spare lines stand in for which lines of an array, as built-in redundancy analysis finds it
/// from the test of the bare array, before there are weights.
///
/// First it is asked whether the array can be made whole: a line with more faults than lines across
/// it can still be spared must be replaced (*must-repair*); what remains is searched, each fault by
/// its row or by its column. That is exact up to [#MOST_STEPS] steps (the problem is NP-complete:
/// Kuo and Fuchs, *Efficient spare allocation in reconfigurable arrays*, 1987). Where it cannot be
/// made whole, the line with most faults is replaced again and again while that takes faults away.
///
/// @param rowAt the physical row of each row
/// @param columnAt the physical column of each column
/// @param rows rows replaced
/// @param columns columns replaced
/// @param left faulty cells that the array still has
record Spares(int[] rowAt, int[] columnAt, int rows, int columns, long left) {
  private static final int MOST_STEPS = 1 << 16;

  /// With all lines where they are.
  static Spares none(Array array, ArrayFaults faults) {
    return new Search(array.rows(), array.columns(), faults).result();
  }

  static Spares of(Array array, ArrayFaults faults) {
    return of(array.rows(), array.columns(), faults);
  }

  /// @param rows of the array's own; what lies behind them is spare
  /// @param columns of the array's own
  static Spares of(int rows, int columns, ArrayFaults faults) {
    Search whole = new Search(rows, columns, faults);
    if (whole.makeWhole()) {
      return whole.result();
    }
    Search greedy = new Search(rows, columns, faults);
    greedy.greedy();
    return greedy.result();
  }

  private static final class Search {
    private final ArrayFaults faults;
    private final int rows;
    private final int columns;
    private final int[] rowAt;
    private final int[] columnAt;

    /// Faults of each line in lines that have not been replaced.
    private final int[] inRow;

    private final int[] inColumn;

    /// Spare lines, those with the fewest faults first.
    private final int[] spareRows;

    private final int[] spareColumns;
    private int rowsUsed;
    private int columnsUsed;
    private int steps;

    Search(int rows, int columns, ArrayFaults faults) {
      this.faults = faults;
      this.rows = rows;
      this.columns = columns;
      rowAt = IntStream.range(0, rows).toArray();
      columnAt = IntStream.range(0, columns).toArray();
      inRow = new int[faults.rows()];
      inColumn = new int[faults.columns()];
      for (int row = 0; row < faults.rows(); row++) {
        for (int column = 0; column < faults.columns(); column++) {
          if (faults.both(row, column) != 0) {
            inRow[row] += column < columns || row >= rows ? 1 : 0;
            inColumn[column] += row < rows || column >= columns ? 1 : 0;
          }
        }
      }
      spareRows = cleanest(rows, faults.rows(), inRow);
      spareColumns = cleanest(columns, faults.columns(), inColumn);
    }

    private static int[] cleanest(int from, int to, int[] faulty) {
      return IntStream.range(from, to)
          .boxed()
          .sorted(Comparator.comparingInt((Integer line) -> faulty[line]).thenComparing(i -> i))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    private static int clean(int[] spares, int[] faulty) {
      return (int) Arrays.stream(spares).filter(line -> faulty[line] == 0).count();
    }

    private void replaceRow(int row) {
      move(row, spareRows[rowsUsed++], true);
    }

    private void replaceColumn(int column) {
      move(column, spareColumns[columnsUsed++], false);
    }

    private void move(int line, int to, boolean row) {
      (row ? rowAt : columnAt)[line] = to;
      int[] own = row ? inRow : inColumn;
      int[] across = row ? inColumn : inRow;
      own[line] = 0;
      for (int i = 0; i < (row ? columns : rows); i++) {
        boolean counted = (row ? columnAt[i] : rowAt[i]) == i;
        if (counted && (row ? faults.both(line, i) : faults.both(i, line)) != 0) {
          across[i]--;
        }
        if (counted && (row ? faults.both(to, i) : faults.both(i, to)) != 0) {
          across[i]++;
          own[line]++;
        }
      }
    }

    /// With spare lines free of faults alone.
    boolean makeWhole() {
      int rowsFree = clean(spareRows, inRow);
      int columnsFree = clean(spareColumns, inColumn);
      boolean again = true;
      while (again) {
        again = false;
        for (int row = 0; row < rows; row++) {
          if (inRow[row] > columnsFree) {
            if (rowsFree-- == 0) {
              return false;
            }
            replaceRow(row);
            again = true;
          }
        }
        for (int column = 0; column < columns; column++) {
          if (inColumn[column] > rowsFree) {
            if (columnsFree-- == 0) {
              return false;
            }
            replaceColumn(column);
            again = true;
          }
        }
      }
      // now a row has at most as many faults as columns can be spared, and the other way round
      int[] rest = faulty(2L * rowsFree * columnsFree);
      if (rest == null) {
        return false;
      }
      int[] lines = new int[rowsFree + columnsFree];
      int used = cover(rest, lines, 0, rowsFree, columnsFree);
      for (int i = 0; i < used; i++) {
        if (lines[i] >= 0) {
          replaceRow(lines[i]);
        } else {
          replaceColumn(~lines[i]);
        }
      }
      return used >= 0;
    }

    /// The faulty cells in lines that have not been replaced, row · columns + column; null where
    /// there are more than `most`.
    private int @Nullable [] faulty(long most) {
      long count = 0;
      for (int row = 0; row < rows; row++) {
        count += inRow[row];
      }
      if (count > most) {
        return null;
      }
      return IntStream.range(0, rows)
          .filter(row -> rowAt[row] == row && inRow[row] > 0)
          .flatMap(row ->
              IntStream.range(0, columns)
                  .filter(c -> columnAt[c] == c && faults.both(row, c) != 0)
                  .map(c -> row * columns + c))
          .toArray();
    }

    /// Covers each fault by its row or by its column.
    ///
    /// @param lines filled: rows, and columns as their complement
    /// @param used how many are filled already
    /// @return how many lines it took; −1 where it cannot be done
    private int cover(int[] rest, int[] lines, int used, int rowsFree, int columnsFree) {
      int first = -1;
      for (int i = 0; i < rest.length && first < 0; i++) {
        first = covered(rest[i], lines, used) ? -1 : rest[i];
      }
      if (first < 0) {
        return used;
      }
      if (++steps > MOST_STEPS) {
        return -1;
      }
      int found = -1;
      if (rowsFree > 0) {
        lines[used] = first / columns;
        found = cover(rest, lines, used + 1, rowsFree - 1, columnsFree);
      }
      if (found < 0 && columnsFree > 0) {
        lines[used] = ~(first % columns);
        found = cover(rest, lines, used + 1, rowsFree, columnsFree - 1);
      }
      return found;
    }

    private boolean covered(int fault, int[] lines, int used) {
      for (int i = 0; i < used; i++) {
        if (lines[i] == fault / columns || lines[i] == ~(fault % columns)) {
          return true;
        }
      }
      return false;
    }

    void greedy() {
      while (true) {
        int row = most(inRow, rowAt, rows);
        int column = most(inColumn, columnAt, columns);
        int byRow =
            row < 0 || rowsUsed == spareRows.length
                ? 0
                : inRow[row] - left(spareRows[rowsUsed], true);
        int byColumn =
            column < 0 || columnsUsed == spareColumns.length
                ? 0
                : inColumn[column] - left(spareColumns[columnsUsed], false);
        if (Math.max(byRow, byColumn) <= 0) {
          return;
        }
        if (byRow >= byColumn) {
          replaceRow(row);
        } else {
          replaceColumn(column);
        }
      }
    }

    /// The line in its own place with most faults; −1 where all have been replaced.
    private static int most(int[] faulty, int[] at, int lines) {
      int best = -1;
      for (int line = 0; line < lines; line++) {
        if (at[line] == line && (best < 0 || faulty[line] > faulty[best])) {
          best = line;
        }
      }
      return best;
    }

    /// Faults that a spare line would bring in.
    private int left(int spare, boolean row) {
      int left = 0;
      for (int i = 0; i < (row ? columns : rows); i++) {
        boolean own = (row ? columnAt[i] : rowAt[i]) == i;
        left += own && (row ? faults.both(spare, i) : faults.both(i, spare)) != 0 ? 1 : 0;
      }
      return left;
    }

    Spares result() {
      long left = 0;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          left += faults.both(rowAt[row], columnAt[column]) != 0 ? 1 : 0;
        }
      }
      return new Spares(rowAt, columnAt, rowsUsed, columnsUsed, left);
    }
  }
}
