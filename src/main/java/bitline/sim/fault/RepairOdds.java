package bitline.sim.fault;

import bitline.base.Keyed;
import bitline.chip.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How likely spare lines make a weight set good that has so many defects, anywhere among its cells
/// and spare lines: counted over keyed samples, and from that the probability for a mean number of
/// defects, whatever it is.
public final class RepairOdds {
  private static final int SAMPLES = 1000;

  /// With more defects a weight set counts as bad.
  private static final int MOST = 16;

  /// Poisson terms below are left out.
  private static final double LEAST = 1e-12;

  private final Array array;
  private final Defects.Extent extent;
  private final double share;
  private final double[] given = new double[MOST + 1];

  /// @param share of its cells that a weight set may have faulty behind its spare lines; 0: none
  public RepairOdds(Array array, Defects.Extent extent, double share) {
    this.array = array;
    this.extent = extent;
    this.share = share;
    Arrays.fill(given, -1);
    given[0] = 1;
  }

  /// The probability that a weight set is good.
  ///
  /// @param perSet mean number of defects in its own cells; spare lines have theirs beside
  public double good(double perSet) {
    double mean =
        perSet
            * (1
                + (double) array.spareRows() / array.rows()
                + (double) array.spareColumns() / array.columns());
    double term = StrictMath.exp(-mean);
    double sum = 0;
    for (int count = 0; count <= MOST && (term > LEAST || count < mean); count++) {
      sum += term > LEAST ? term * given(count) : 0;
      term *= mean / (count + 1);
    }
    return Math.min(1, sum);
  }

  /// The share of samples with so many defects that are good. More defects are never mended more
  /// easily: behind a number with which no sample was good, none is asked.
  private synchronized double given(int count) {
    if (given[count] < 0 && given(count - 1) == 0) {
      given[count] = 0;
    } else if (given[count] < 0) {
      int good = 0;
      for (int sample = 0; sample < SAMPLES; sample++) {
        good += good(count, sample) ? 1 : 0;
      }
      given[count] = (double) good / SAMPLES;
    }
    return given[count];
  }

  private boolean good(int count, int sample) {
    long key = Keyed.bits(sample, "defects of a sample", 0);
    Defects defects = new Defects(count, Double.POSITIVE_INFINITY, extent);
    double rows = (double) array.spareRows() / array.rows();
    double columns = (double) array.spareColumns() / array.columns();
    List<Defect> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = (long) i * Defects.NUMBERS;
      double region = Keyed.uniform(key, at) * (1 + rows + columns);
      int row = (int) (Keyed.uniform(key, at + 2) * array.rows());
      int column = (int) (Keyed.uniform(key, at + 3) * array.columns());
      if (region >= 1 + rows) {
        column = array.columns() + spare((region - 1 - rows) / columns, array.spareColumns());
      } else if (region >= 1) {
        row = array.rows() + spare((region - 1) / rows, array.spareRows());
      }
      found.add(defects.defect(key, at, row, column));
    }
    found.sort(Comparator.comparing(Defect::kind));
    if (HitLines.whole(array, found)) {
      return true;
    }
    if (share == 0) {
      return false;
    }
    ArrayFaults faults = new ArrayFaults(array);
    found.forEach(defect -> defect.strike(faults));
    return Spares.of(array, faults).left() <= share * array.cells();
  }

  private static int spare(double part, int lines) {
    return Math.min((int) (part * lines), lines - 1);
  }
}
