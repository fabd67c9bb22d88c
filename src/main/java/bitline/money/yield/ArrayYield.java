package bitline.money.yield;

/// Closed forms of the yield of arrays with spare lines, where defects strike lines independently
/// of one another. Clustering averages them over chips with more and with fewer defects. What no
/// closed form tells, spare rows and columns together, is counted chip by chip in a
/// [bitline.money.spare.Lot].
///
/// Sums of Poisson and binomial terms as in Koren and Koren, *Defect tolerance in VLSI circuits:
/// techniques and yield analysis*, Proc. IEEE 86(9), 1998.
public final class ArrayYield {
  private ArrayYield() {}

  /// The probability that an array works whose defects each take one of its spare lines, which have
  /// no defects of their own.
  ///
  /// @param mean defects of the array
  public static double lines(double mean, int spares) {
    if (!(mean >= 0) || spares < 0) {
      throw new IllegalArgumentException(mean + " defects, " + spares + " spare lines");
    }
    double sum = 0;
    for (int i = 0; i <= spares; i++) {
      sum += poisson(mean, i);
    }
    return Math.min(1, sum);
  }

  /// The probability of exactly so many defects.
  static double poisson(double mean, int count) {
    if (mean == 0) {
      return count == 0 ? 1 : 0;
    }
    double log = -mean;
    for (int i = 1; i <= count; i++) {
      log += StrictMath.log(mean / i);
    }
    return StrictMath.exp(log);
  }

  /// The probability that spare columns, which can have faults too, can stand in for all columns
  /// with a faulty cell.
  ///
  /// @param cellFails probability that a cell is faulty
  public static double columns(double cellFails, int rows, int columns, int spares) {
    if (!(cellFails >= 0 && cellFails <= 1)) {
      throw new IllegalArgumentException("a cell that fails with probability " + cellFails);
    }
    double fine = StrictMath.exp(rows * StrictMath.log1p(-cellFails));
    return atLeast(columns, columns + spares, fine);
  }

  /// The probability that at least so many of `all` work, each with the same probability: tiles,
  /// cores or lines of which some can be done without.
  public static double atLeast(int needed, int all, double works) {
    if (needed < 0 || needed > all || !(works >= 0 && works <= 1)) {
      throw new IllegalArgumentException(needed + " of " + all + ", each " + works);
    }
    if (works == 1 || needed == 0) {
      return 1;
    }
    if (works == 0) {
      return 0;
    }
    double fail = StrictMath.log1p(-works);
    double good = StrictMath.log(works);
    double sum = 0;
    double choose = 0;
    for (int broken = 0; broken <= all - needed; broken++) {
      sum += StrictMath.exp(choose + broken * fail + (all - broken) * good);
      choose += StrictMath.log((double) (all - broken) / (broken + 1));
    }
    return Math.min(1, sum);
  }
}
