package bitline.sim.fault;

import bitline.base.Keyed;
import bitline.cell.Cell;
import bitline.chip.Array;
import bitline.chip.Faults;
import org.jspecify.annotations.Nullable;

/// Draws the faults of one weight set of one array. What is drawn is a function of the chip's
/// number, the array, the weight set, and the row, column and device: neither spare lines nor other
/// kinds of faults move it. A dead column takes precedence over a dead row, that over a cluster,
/// that over a single cell.
final class FaultDraw {
  /// Row and column of a cell in the number of its draw.
  private static final int COLUMN_BITS = 22;

  private final Array array;
  private final long number;
  private final long place;

  FaultDraw(Array array, long number, int at, int weightSet) {
    this.array = array;
    this.number = number;
    this.place = (long) weightSet << 32 | at;
  }

  ArrayFaults faults(Cell.@Nullable Stuck cells, @Nullable Faults more) {
    ArrayFaults faults = new ArrayFaults(array);
    if (cells != null && cells.off() + cells.on() > 0) {
      single(faults, cells);
    }
    if (more != null && more.clusters() != null) {
      clusters(faults, more.clusters());
    }
    if (more != null && more.rows() != null) {
      for (int row = 0; row < faults.rows(); row++) {
        Stuck stuck = line("dead rows", row, more.rows());
        for (int column = 0; stuck != Stuck.FINE && column < faults.columns(); column++) {
          faults.dead(row, column, stuck);
        }
      }
    }
    if (more != null && more.columns() != null) {
      for (int column = 0; column < faults.columns(); column++) {
        Stuck stuck = line("dead columns", column, more.columns());
        for (int row = 0; stuck != Stuck.FINE && row < faults.rows(); row++) {
          faults.dead(row, column, stuck);
        }
      }
    }
    return faults;
  }

  private void single(ArrayFaults faults, Cell.Stuck share) {
    long key = Keyed.bits(number, "stuck cells", place);
    for (int row = 0; row < faults.rows(); row++) {
      for (int column = 0; column < faults.columns(); column++) {
        long cell = ((long) row << COLUMN_BITS | column) * 2;
        for (int device = 0; device < faults.devices(); device++) {
          Stuck stuck = stuck(Keyed.uniform(key, cell + device), share.off(), share.on());
          if (stuck != Stuck.FINE) {
            faults.set(row, column, device, stuck);
          }
        }
      }
    }
  }

  private Stuck line(String purpose, int line, Faults.Lines share) {
    return stuck(Keyed.uniform(Keyed.bits(number, purpose, place), line), share.off(), share.on());
  }

  private static Stuck stuck(double drawn, double off, double on) {
    return drawn < off ? Stuck.OFF : drawn > 1 - on ? Stuck.ON : Stuck.FINE;
  }

  private void clusters(ArrayFaults faults, Faults.Clusters clusters) {
    long key = Keyed.bits(number, "clusters", place);
    // a Poisson process: gaps between arrivals are exponential
    double arrived = -StrictMath.log(Keyed.uniform(key, 0));
    for (long i = 1; arrived < clusters.perArray(); i++) {
      int row = (int) (Keyed.uniform(key, 5 * i + 1) * array.rows());
      int column = (int) (Keyed.uniform(key, 5 * i + 2) * array.columns());
      double radius = -clusters.radius() * StrictMath.log(Keyed.uniform(key, 5 * i + 3));
      Stuck stuck = Keyed.uniform(key, 5 * i + 4) < clusters.on() ? Stuck.ON : Stuck.OFF;
      faults.disc(row, column, radius, stuck);
      arrived -= StrictMath.log(Keyed.uniform(key, 5 * i));
    }
  }
}
