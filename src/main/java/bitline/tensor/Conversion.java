package bitline.tensor;

/// What an ADC with equal steps says to a bitline sum P that is a whole number of fractions of a
/// digit's step: P·scale + shift as one float `fma`, held between 0 and codes − 1, rounded to a
/// whole number, half to even; so that lanes and plain loops agree.
///
/// @param scale codes a unit of P
/// @param shift the code of P = 0 before rounding
public record Conversion(float scale, float shift, int codes) {
  public Conversion {
    if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(shift) || codes < 2) {
      throw new IllegalArgumentException(
          "scale " + scale + ", shift " + shift + ", codes " + codes);
    }
  }

  /// A float of this size has steps of one, so that adding it rounds what is below 2^22.
  public static final float ROUNDER = 8388608f;

  /// Thresholds lie this share of a step low, so that a sum midway between two codes gets the upper
  /// one, as ⌊x + ½⌋ has it.
  private static final double TIES = 1.0 / 1024;

  /// The converter clamp(⌊(p − lo)/step + ½⌋, 0, codes − 1) for p = P·2^−fraction.
  public static Conversion of(double lo, double step, int codes, int fraction) {
    return new Conversion(
        (float) (1 / (step * (1L << fraction))), (float) (TIES - lo / step), codes);
  }

  public int code(int p) {
    float held = Math.min(codes - 1f, Math.max(0f, Math.fma((float) p, scale, shift)));
    return Float.floatToRawIntBits(held + ROUNDER) - Float.floatToRawIntBits(ROUNDER);
  }
}
