package bitline.tensor.simd;

import bitline.tensor.Conversion;
import bitline.tensor.LevelCells;
import org.jspecify.annotations.Nullable;

/// The line of a converter over sums in fractions of a digit's step.
final class LevelLine {
  /// Sums between the converter's first and last threshold, at most.
  private static final long MOST = 1 << 21;

  private LevelLine() {}

  static @Nullable CodeLine of(LevelCells array) {
    Conversion conversion = array.conversion();
    double unit = 1.0 / (1 << array.fraction());
    double least = Math.floor(conversion.lo() / unit);
    double greatest = Math.ceil((conversion.lo() + conversion.step() * conversion.codes()) / unit);
    if (greatest - least > MOST || Math.max(-least, greatest) > 1 << 28) {
      return null;
    }
    int[] codes = new int[(int) (greatest - least) + 1];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = conversion.code((least + i) * unit);
    }
    return CodeLine.of((int) least, codes);
  }
}
