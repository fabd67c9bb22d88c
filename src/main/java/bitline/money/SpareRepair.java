package bitline.money;

import bitline.chip.Chip;
import bitline.sim.fault.DefectiveChip;
import bitline.sim.fault.Defects;
import java.util.Arrays;

/// What spare lines make of the arrays of a chip, as a price needs it: the probability that all
/// arrays can be made whole, from the number of defects expected on them.
///
/// Whether n defects of one weight set can be mended is asked of the redundancy analysis that runs
/// on broken chips use, on weight sets drawn with the extents of [DefectModel]: cells, lines,
/// spots. Defects of one chip fall on its weight sets independently:
///
///     P(whole) = (Σ_n Poisson(n; λ / sets) · P(mended | n)) ^ sets
///
/// Clustering from chip to chip is the yield law's.
public final class SpareRepair {
  /// Weight sets that are asked at each density.
  private static final int ASKED = 1500;

  /// Means at which weight sets are drawn, so that few and many defects are among them.
  private static final double[] MEANS = {1, 3};

  /// More defects of one weight set than these count as too many.
  private static final int MOST = 8;

  private SpareRepair() {}

  /// What a plan makes of a chip; a [bitline.base.Problem] where an array cannot have so many spare
  /// lines. The area that it adds is counted from the spare lines that the chip has already.
  public static Repair of(Chip chip, SparePlan plan, DefectModel model) {
    Chip spared = plan.on(chip);
    if (plan.equals(SparePlan.NONE)) {
      return Repair.NONE;
    }
    double[] mended = mended(spared, model);
    int sets = chip.weightPlaces();
    return new Repair(
        plan.rows() + " spare rows and " + plan.columns() + " spare columns an array",
        Math.max(1, spared.array().spareFactor() / chip.array().spareFactor()),
        defects -> StrictMath.pow(whole(defects / sets, mended), sets));
  }

  private static double whole(double mean, double[] mended) {
    double sum = 0;
    for (int n = 0; n < mended.length; n++) {
      sum += ArrayYield.poisson(mean, n) * mended[n];
    }
    return Math.min(1, sum);
  }

  /// By the number of defects of a weight set, the probability that spare lines make it whole.
  private static double[] mended(Chip chip, DefectModel model) {
    int[] asked = new int[MOST + 1];
    int[] whole = new int[MOST + 1];
    for (double mean : MEANS) {
      Defects defects = new Defects(mean, Double.POSITIVE_INFINITY, model.extent());
      int left = ASKED;
      for (long number = 0; left > 0; number++) {
        DefectiveChip drawn = new DefectiveChip(chip, number, defects);
        for (DefectiveChip.Place place : drawn.hit()) {
          int n = drawn.defects(place);
          if (n <= MOST) {
            asked[n]++;
            whole[n] += drawn.whole(place) ? 1 : 0;
          }
          if (--left == 0) {
            break;
          }
        }
      }
    }
    double[] out = new double[MOST + 1];
    Arrays.setAll(out, n -> n == 0 ? 1 : asked[n] == 0 ? 0 : (double) whole[n] / asked[n]);
    return out;
  }
}
