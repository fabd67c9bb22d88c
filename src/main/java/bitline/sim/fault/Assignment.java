package bitline.sim.fault;

import java.util.Arrays;

/// The assignment problem: each row of a matrix of costs gets a column of its own so that the costs
/// add up to the least. Exact, by shortest augmenting paths with potentials (Kuhn 1955, Munkres
/// 1957; this form Tomizawa 1971), in time rows² × columns. Among equal sums the same one always.
final class Assignment {
  private Assignment() {}

  /// @param cost rows × columns, rows ≤ columns, all the same length
  /// @return the column of each row
  static int[] least(long[][] cost) {
    int rows = cost.length;
    int columns = rows == 0 ? 0 : cost[0].length;
    if (rows > columns) {
      throw new IllegalArgumentException(rows + " rows for " + columns + " columns");
    }
    long[] u = new long[rows + 1];
    long[] v = new long[columns + 1];
    int[] rowOf = new int[columns + 1];
    int[] before = new int[columns + 1];
    long[] slack = new long[columns + 1];
    boolean[] seen = new boolean[columns + 1];
    for (int row = 1; row <= rows; row++) {
      Arrays.fill(slack, Long.MAX_VALUE);
      Arrays.fill(seen, false);
      rowOf[0] = row;
      int at = 0;
      do {
        seen[at] = true;
        int from = rowOf[at];
        long[] costs = cost[from - 1];
        long least = Long.MAX_VALUE;
        int next = 0;
        for (int c = 1; c <= columns; c++) {
          if (!seen[c]) {
            long reduced = costs[c - 1] - u[from] - v[c];
            if (reduced < slack[c]) {
              slack[c] = reduced;
              before[c] = at;
            }
            if (slack[c] < least) {
              least = slack[c];
              next = c;
            }
          }
        }
        for (int c = 0; c <= columns; c++) {
          if (seen[c]) {
            u[rowOf[c]] += least;
            v[c] -= least;
          } else {
            slack[c] -= least;
          }
        }
        at = next;
      } while (rowOf[at] != 0);
      while (at != 0) {
        rowOf[at] = rowOf[before[at]];
        at = before[at];
      }
    }
    int[] columnOf = new int[rows];
    for (int c = 1; c <= columns; c++) {
      if (rowOf[c] > 0) {
        columnOf[rowOf[c] - 1] = c - 1;
      }
    }
    return columnOf;
  }
}
