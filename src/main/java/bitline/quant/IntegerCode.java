package bitline.quant;

/// How real numbers of a range become integers: integer = round-half-even(x / scale) + zero, kept
/// between `least` and `greatest`.
///
/// @param scale real size of one unit, above 0
/// @param zero the integer that stands for 0
record IntegerCode(float scale, int zero, int least, int greatest) {
  /// Scales below this are those of nothing but 0, which any scale does for; products of two scales
  /// stay normal floats.
  private static final float LEAST = 1e-18f;

  private static final float OF_NOTHING = 1e-8f;

  /// The code of `bits` bits for a range that holds 0: symmetric signed integers, or unsigned ones
  /// with a zero point.
  static IntegerCode covering(Calibration.Range range, int bits, boolean symmetric) {
    if (symmetric) {
      int most = (1 << (bits - 1)) - 1;
      float reach = Math.max(-range.least(), range.greatest());
      return new IntegerCode(positive((double) reach / most), 0, -most - 1, most);
    }
    int most = (1 << bits) - 1;
    float scale = positive(((double) range.greatest() - range.least()) / most);
    int zero = (int) Math.max(0, Math.min(most, Math.rint(-range.least() / scale)));
    return new IntegerCode(scale, zero, 0, most);
  }

  /// A scale as a float, never so small that products of two stop being normal numbers.
  static float positive(double scale) {
    return scale >= LEAST ? (float) scale : OF_NOTHING;
  }

  int integer(float x) {
    double value = Math.rint(x / scale) + zero;
    return (int) Math.max(least, Math.min(greatest, value));
  }

  float real(int integer) {
    return (integer - zero) * scale;
  }
}
