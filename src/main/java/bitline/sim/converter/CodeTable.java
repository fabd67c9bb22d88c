package bitline.sim.converter;

import bitline.program.AdcRange;

/// The codes of a converter on a grid `finer` times finer than its LSB: one look-up converts a sum.
///
/// Each threshold is moved to the next grid line, by at most 1/(2·finer) LSB, in the mean of
/// squares 1/(finer·√12): with 8, at most 0.063 and 0.036 LSB. An ideal converter loses nothing.
///
/// Index i stands for v from first + i/finer up, v = (sum − lo)/step + ½; indices beyond the ends
/// stand for the ends.
///
/// @param range of the converter
/// @param first a whole number
/// @param finer a power of two, so that scaling by it is exact
/// @param codes the codes, ascending
public record CodeTable(AdcRange range, double first, int finer, char[] codes) {
  /// A good compromise of size and error.
  public static final int FINER = 8;

  /// Thresholds further outside than this many times the range are where no sum comes.
  private static final int LARGEST_SPAN = 4;

  static CodeTable of(AdcRange range, double[] edges, int finer) {
    if (finer < 2 || finer > 1 << 10 || Integer.bitCount(finer) != 1) {
      throw new IllegalArgumentException("a grid " + finer + " times finer");
    }
    double beyond = (double) LARGEST_SPAN * range.codes();
    double first = Math.floor(Math.max(-beyond, edges[0])) - 1;
    double last = Math.ceil(Math.min(beyond, edges[edges.length - 1])) + 1;
    char[] codes = new char[(int) Math.max(1, (last - first) * finer)];
    int code = 0;
    for (int i = 0; i < codes.length; i++) {
      double middle = first + (i + 0.5) / finer;
      while (code < edges.length && edges[code] <= middle) {
        code++;
      }
      codes[i] = (char) code;
    }
    return new CodeTable(range, first, finer, codes);
  }

  /// The code of a sum.
  public int code(double sum) {
    double v = (sum - range.lo()) / range.step() + 0.5;
    double at = Math.floor((v - first) * finer);
    return codes[(int) Math.max(0, Math.min(codes.length - 1.0, at))];
  }
}
