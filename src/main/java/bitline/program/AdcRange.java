package bitline.program;

/// What an ADC makes of a bitline sum p: code q = clamp(⌊(p − lo)/step + ½⌋, 0, codes − 1), read
/// back as lo + step·q.
///
/// @param lo the sum that code 0 stands for, in units of one cell's least conducting step
/// @param step sums between neighbouring codes, 1 or more: sums are whole numbers, so that a step
///   of 1 loses nothing
/// @param codes 2^adcBits, at most 2^16
public record AdcRange(double lo, double step, int codes) {
  public AdcRange {
    if (!(step >= 1)
        || codes < 2
        || codes > 1 << 16
        || !Double.isFinite(lo)
        || !Double.isFinite(step)) {
      throw new IllegalArgumentException(
          "ADC range (lo=" + lo + ", step=" + step + ", codes=" + codes + ")");
    }
    lo += 0.0; // −0 and 0 are one range
  }

  /// The ADC that covers sums `least` (0 or less) to `greatest`; where it has codes enough, each
  /// sum has its own. One of the codes stands for 0: most sums are small, and where nothing
  /// conducts nothing must be read.
  public static AdcRange covering(double least, double greatest, int codes) {
    if (least >= 0 || codes == 2) {
      return new AdcRange(least, Math.max(1, (greatest - least) / (codes - 1)), codes);
    }
    int below = codes / 2;
    double step = Math.max(1, Math.max(-least / below, greatest / (codes - 1 - below)));
    return new AdcRange(-below * step, step, codes);
  }

  /// What the ADC says to a sum.
  public int code(int sum) {
    return (int) Math.max(0, Math.min(codes - 1.0, unclamped(sum)));
  }

  /// Whether a sum lies outside what the codes cover.
  public boolean clips(int sum) {
    double code = unclamped(sum);
    return code < 0 || code > codes - 1.0;
  }

  /// What a code is read back as.
  public double read(int code) {
    return lo + step * code;
  }

  private double unclamped(int sum) {
    return Math.floor((sum - lo) / step + 0.5);
  }

  /// Whether every sum from `least` to a greater `greatest` is read back as itself.
  boolean lossless(int least, int greatest) {
    return step == 1.0 && lo == Math.rint(lo) && !clips(least) && !clips(greatest);
  }
}
