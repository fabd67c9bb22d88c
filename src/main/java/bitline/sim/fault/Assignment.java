package bitline.sim.fault;

import java.util.Arrays;

/// The assignment problem: each row of a matrix of costs gets a column of its own so that the costs
/// add up to the least. Exact, by shortest augmenting paths from potentials (Jonker and Volgenant,
/// *A shortest augmenting path algorithm for dense and sparse linear assignment problems*, 1987,
/// here begun with each row's least cost), in time rows² × columns at most. Among equal sums the
/// same one always.
final class Assignment {
  private static final int NONE = -1;

  private final long[][] cost;
  private final int columns;

  /// Potentials: cost[r][c] − u[r] − v[c] is 0 where r has c, else 0 or more; v is 0 where no row
  /// has c.
  private final long[] u;

  private final long[] v;
  private final int[] rowOf;
  private final int[] columnOf;
  private final long[] distance;
  private final int[] cameFrom;

  /// Columns: those that were reached for good, then the others.
  private final int[] order;

  private Assignment(long[][] cost) {
    this.cost = cost;
    columns = cost.length == 0 ? 0 : cost[0].length;
    u = new long[cost.length];
    v = new long[columns];
    rowOf = new int[columns];
    columnOf = new int[cost.length];
    distance = new long[columns];
    cameFrom = new int[columns];
    order = new int[columns];
    Arrays.fill(rowOf, NONE);
    Arrays.fill(columnOf, NONE);
  }

  /// @param cost rows × columns, rows ≤ columns, all the same length
  /// @return the column of each row
  static int[] least(long[][] cost) {
    if (cost.length > 0 && cost.length > cost[0].length) {
      throw new IllegalArgumentException(cost.length + " rows for " + cost[0].length + " columns");
    }
    Assignment assignment = new Assignment(cost);
    assignment.begin();
    for (int row = 0; row < cost.length; row++) {
      if (assignment.columnOf[row] == NONE) {
        assignment.augment(row);
      }
    }
    return assignment.columnOf;
  }

  /// Gives rows the first column of their least cost that is free.
  private void begin() {
    for (int row = 0; row < cost.length; row++) {
      u[row] = Arrays.stream(cost[row]).min().orElse(0);
      for (int c = 0; c < columns && columnOf[row] == NONE; c++) {
        if (rowOf[c] == NONE && cost[row][c] == u[row]) {
          rowOf[c] = row;
          columnOf[row] = c;
        }
      }
    }
  }

  /// Finds the shortest way from a row to a free column and gives the columns on it away.
  private void augment(int start) {
    for (int c = 0; c < columns; c++) {
      order[c] = c;
      distance[c] = cost[start][c] - u[start] - v[c];
      cameFrom[c] = start;
    }
    int done = 0;
    int end = NONE;
    while (end == NONE) {
      int least = done;
      for (int i = done + 1; i < columns; i++) {
        least = distance[order[i]] < distance[order[least]] ? i : least;
      }
      int c = order[least];
      order[least] = order[done];
      order[done++] = c;
      if (rowOf[c] == NONE) {
        end = c;
      } else {
        relax(rowOf[c], distance[c], done);
      }
    }
    long length = distance[end];
    for (int i = 0; i < done - 1; i++) {
      int c = order[i];
      u[rowOf[c]] += length - distance[c];
      v[c] -= length - distance[c];
    }
    u[start] += length;
    for (int c = end; c != NONE; ) {
      int row = cameFrom[c];
      int next = columnOf[row];
      rowOf[c] = row;
      columnOf[row] = c;
      c = row == start ? NONE : next;
    }
  }

  /// Ways through a row that lies `far` from the start.
  private void relax(int row, long far, int done) {
    long[] costs = cost[row];
    long base = far - u[row];
    for (int i = done; i < columns; i++) {
      int c = order[i];
      long through = base + costs[c] - v[c];
      if (through < distance[c]) {
        distance[c] = through;
        cameFrom[c] = row;
      }
    }
  }
}
