package bitline.program;

/// What an ADC makes of a bitline sum p: code q = clamp(⌊(p − lo)/step + ½⌋, 0, codes − 1), read back as lo + step·q.
///
/// @param lo the sum that code 0 stands for, in units of one cell's least conducting step
/// @param step sums between neighbouring codes; 1 loses nothing between them
/// @param codes 2^adcBits
public record AdcRange(double lo, double step, int codes) {
  public AdcRange {
    if (!(step > 0) || codes < 2 || Double.isNaN(lo) || Double.isInfinite(lo) || Double.isInfinite(step)) {
      throw new IllegalArgumentException("ADC range (lo=" + lo + ", step=" + step + ", codes=" + codes + ")");
    }
  }

  /// The ADC that covers sums `least` to `greatest`; where it has codes enough, each sum has its own.
  public static AdcRange covering(int least, int greatest, int bits) {
    int codes = 1 << bits;
    return new AdcRange(least, Math.max(1.0, ((double) greatest - least) / (codes - 1)), codes);
  }

  public int code(int sum) {
    double code = Math.floor((sum - lo) / step + 0.5);
    return (int) Math.max(0, Math.min(codes - 1.0, code));
  }

  /// Whether a sum lies outside what the codes cover.
  public boolean clips(int sum) {
    double code = Math.floor((sum - lo) / step + 0.5);
    return code < 0 || code > codes - 1.0;
  }

  /// Whether every sum from `least` to `greatest` is read back as itself.
  public boolean lossless(int least, int greatest) {
    return step == 1.0 && lo == Math.rint(lo) && !clips(least) && !clips(greatest);
  }
}
