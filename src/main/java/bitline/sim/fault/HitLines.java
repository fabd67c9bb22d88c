package bitline.sim.fault;

import bitline.chip.Array;
import java.util.List;
import java.util.TreeSet;

/// A weight set with few defects, looked at by its hit lines alone: whether spare lines make it
/// whole does not depend on how many clean lines lie between. Tests hold it against all lines.
final class HitLines {
  private HitLines() {}

  /// Whether spare lines can stand in for all that defects have hit.
  static boolean whole(Array array, List<Defect> found) {
    if (found.isEmpty()) {
      return true;
    }
    int[] rows = lines(array, found, true);
    int[] columns = lines(array, found, false);
    int ownRows = own(rows, array.rows());
    int ownColumns = own(columns, array.columns());
    ArrayFaults condensed =
        new ArrayFaults(rows.length, columns.length, ArrayFaults.devices(array));
    for (Defect defect : found) {
      strike(defect, condensed, rows, columns);
    }
    return Spares.of(ownRows, ownColumns, condensed).left() == 0;
  }

  /// The lines that a set of defects hits, all spare lines, and as many clean ones as hit and spare
  /// ones, and one more: so no choice of lines across covers a dead one, and it has more faults
  /// than one that is only hit here and there.
  private static int[] lines(Array array, List<Defect> found, boolean ofRows) {
    int own = ofRows ? array.rows() : array.columns();
    int spare = ofRows ? array.spareRows() : array.spareColumns();
    TreeSet<Integer> lines = new TreeSet<>();
    for (Defect defect : found) {
      boolean across = defect.kind() == (ofRows ? Defect.Kind.COLUMN : Defect.Kind.ROW);
      int at = ofRows ? defect.row() : defect.column();
      int reach = defect.reach(own + spare);
      for (int line = Math.max(0, at - reach);
          !across && line <= Math.min(own + spare - 1, at + reach);
          line++) {
        lines.add(line);
      }
    }
    int clean = lines.size() + spare + 1;
    for (int line = 0; clean > 0 && line < own; line++) {
      clean -= lines.add(line) ? 1 : 0;
    }
    for (int line = own; line < own + spare; line++) {
      lines.add(line);
    }
    return lines.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int own(int[] lines, int own) {
    int count = 0;
    for (int line : lines) {
      count += line < own ? 1 : 0;
    }
    return count;
  }

  private static void strike(Defect defect, ArrayFaults faults, int[] rows, int[] columns) {
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        int down = rows[r] - defect.row();
        int across = columns[c] - defect.column();
        switch (defect.kind()) {
          case CELL -> {
            if (down == 0 && across == 0) {
              faults.set(r, c, 0, defect.stuck());
            }
          }
          case CLUSTER -> {
            if (Math.sqrt((double) down * down + (double) across * across) <= defect.radius()) {
              faults.dead(r, c, defect.stuck());
            }
          }
          case ROW -> {
            if (down == 0) {
              faults.dead(r, c, defect.stuck());
            }
          }
          case COLUMN -> {
            if (across == 0) {
              faults.dead(r, c, defect.stuck());
            }
          }
        }
      }
    }
  }
}
