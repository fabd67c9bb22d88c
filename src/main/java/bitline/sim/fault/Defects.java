package bitline.sim.fault;

import bitline.base.Gamma;
import bitline.base.Keyed;
import bitline.chip.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Defects of manufacture that hit the cells of arrays: so many for the area of one weight set, and
/// on some chips more than on others. A chip's number gives the factor x that all its densities are
/// multiplied by, gamma-distributed with mean 1 and variance 1 / `clustering` (Koren and Koren,
/// *Defect tolerance in VLSI circuits: techniques and yield analysis*, Proc. IEEE 86(9), 1998: the
/// negative binomial model with large-area clustering). Given x, defects are a Poisson process over
/// the cells.
///
/// What is drawn is a function of the chip's number, the array, the weight set and the place: the
/// defects at a lower density are among those at a higher one, and spare lines bring defects of
/// their own without moving those of the array. Left out are defects that begin where spare rows
/// cross spare columns.
///
/// @param perSet mean number of defects in the cells of one weight set of an array, spare lines
///   apart
/// @param clustering shape of the gamma distribution of x; infinite: x is 1 on every chip
/// @param extent what a defect takes out
public record Defects(double perSet, double clustering, Extent extent) {

  public Defects {
    if (!(perSet >= 0 && perSet < 1e6)) {
      throw new IllegalArgumentException(perSet + " defects in a weight set");
    }
    if (!(clustering > 0)) {
      throw new IllegalArgumentException("clustering " + clustering);
    }
  }

  /// What a defect takes out, as shares of all defects that add up to 1.
  ///
  /// @param cells one device of a cell
  /// @param rows a row of cells
  /// @param columns a column of cells
  /// @param clusters a round spot of cells
  /// @param radius mean radius of a spot in cells, exponentially distributed
  /// @param cellsOn share of single cells and spots that are stuck at the highest conductance, the
  ///   others at the lowest
  /// @param linesOn the same of lines
  public record Extent(
      double cells,
      double rows,
      double columns,
      double clusters,
      double radius,
      double cellsOn,
      double linesOn) {
    private static final double NEARLY = 1e-9;

    public Extent {
      double sum = cells + rows + columns + clusters;
      if (!(cells >= 0 && rows >= 0 && columns >= 0 && clusters >= 0)
          || Math.abs(sum - 1) > NEARLY) {
        throw new IllegalArgumentException("shares of defects add up to " + sum + ", not to 1");
      }
      if (!(radius >= 0 && cellsOn >= 0 && cellsOn <= 1 && linesOn >= 0 && linesOn <= 1)) {
        throw new IllegalArgumentException("radius " + radius + ", on " + cellsOn + ", " + linesOn);
      }
    }

    /// Single cells alone, half of them stuck at the highest conductance.
    public static Extent singleCells() {
      return new Extent(1, 0, 0, 0, 0, 0.5, 0.5);
    }
  }

  /// How many times the mean density of defects a chip has.
  public double factor(long number) {
    return factor(number, clustering);
  }

  /// The factor of a chip's number, the same for logic and cells.
  ///
  /// @param clustering infinite: 1
  public static double factor(long number, double clustering) {
    return clustering == Double.POSITIVE_INFINITY
        ? 1
        : Gamma.drawn(number, "density of defects", 0, clustering) / clustering;
  }

  /// Numbers that one defect takes of its stream.
  static final int NUMBERS = 7;

  private static final String OWN = "defects";
  private static final String SPARE_ROWS = "defects of spare rows";
  private static final String SPARE_COLUMNS = "defects of spare columns";

  /// The defects of one weight set, those that take precedence last.
  ///
  /// @param factor of the chip, from [#factor]
  List<Defect> of(Array array, long number, double factor, int at, int weightSet) {
    List<Defect> found = new ArrayList<>();
    double mean = perSet * factor;
    if (mean == 0) {
      return found;
    }
    long place = place(at, weightSet);
    int rows = array.rows();
    int columns = array.columns();
    arrive(
        Keyed.bits(number, OWN, place),
        mean,
        (key, i, _) ->
            found.add(
                defect(
                    key,
                    i,
                    (int) (Keyed.uniform(key, i + 2) * rows),
                    (int) (Keyed.uniform(key, i + 3) * columns))));
    // One process along the spare lines, so that those of two lines are among those of three.
    if (array.spareRows() > 0) {
      double line = mean / rows;
      arrive(
          Keyed.bits(number, SPARE_ROWS, place),
          line * array.spareRows(),
          (key, i, arrived) ->
              found.add(
                  defect(
                      key,
                      i,
                      rows + Math.min((int) (arrived / line), array.spareRows() - 1),
                      (int) (Keyed.uniform(key, i + 3) * columns))));
    }
    if (array.spareColumns() > 0) {
      double line = mean / columns;
      arrive(
          Keyed.bits(number, SPARE_COLUMNS, place),
          line * array.spareColumns(),
          (key, i, arrived) ->
              found.add(
                  defect(
                      key,
                      i,
                      (int) (Keyed.uniform(key, i + 2) * rows),
                      columns + Math.min((int) (arrived / line), array.spareColumns() - 1))));
    }
    found.sort(Comparator.comparing(Defect::kind));
    return found;
  }

  /// Whether a weight set has any defect, in its spare lines or in its own cells.
  boolean any(Array array, long number, double factor, int at, int weightSet) {
    double mean = perSet * factor;
    long place = place(at, weightSet);
    return first(number, OWN, place) < mean
        || (array.spareRows() > 0
            && first(number, SPARE_ROWS, place) < mean / array.rows() * array.spareRows())
        || (array.spareColumns() > 0
            && first(number, SPARE_COLUMNS, place) < mean / array.columns() * array.spareColumns());
  }

  private static long place(int at, int weightSet) {
    return (long) weightSet << 32 | at;
  }

  private static double first(long number, String purpose, long place) {
    return -StrictMath.log(Keyed.uniform(Keyed.bits(number, purpose, place), 0));
  }

  @FunctionalInterface
  private interface Arrival {
    void at(long key, long i, double arrived);
  }

  /// A Poisson process: gaps between arrivals are exponential.
  private static void arrive(long key, double until, Arrival arrival) {
    double arrived = -StrictMath.log(Keyed.uniform(key, 0));
    for (long i = NUMBERS; arrived < until; i += NUMBERS) {
      arrival.at(key, i, arrived);
      arrived -= StrictMath.log(Keyed.uniform(key, i));
    }
  }

  /// @param i of its first number; that itself is left to the caller
  Defect defect(long key, long i, int row, int column) {
    double drawn = Keyed.uniform(key, i + 1);
    Defect.Kind kind =
        drawn < extent.cells
            ? Defect.Kind.CELL
            : drawn < extent.cells + extent.clusters
                ? Defect.Kind.CLUSTER
                : drawn < extent.cells + extent.clusters + extent.rows
                    ? Defect.Kind.ROW
                    : Defect.Kind.COLUMN;
    boolean line = kind == Defect.Kind.ROW || kind == Defect.Kind.COLUMN;
    boolean on = Keyed.uniform(key, i + 5) < (line ? extent.linesOn : extent.cellsOn);
    double radius =
        kind == Defect.Kind.CLUSTER
            ? -extent.radius * StrictMath.log(Keyed.uniform(key, i + 4))
            : 0;
    int device = Keyed.uniform(key, i + 6) < 0.5 ? 0 : 1;
    return new Defect(kind, row, column, radius, device, on ? Stuck.ON : Stuck.OFF);
  }
}
