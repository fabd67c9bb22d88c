package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import org.jspecify.annotations.Nullable;

/// What `--adc-bits` asks for.
final class AdcBits {
  private AdcBits() {}

  /// The wanted width, or 0, which stands for the chip's own, where none was named.
  static int of(@Nullable Integer wanted, Chip chip) {
    if (wanted == null) {
      return 0;
    }
    if (wanted < 1 || wanted > 16) {
      throw new Problem("--adc-bits " + wanted + " is not 1 to 16");
    }
    if (chip.adc() == null) {
      throw withoutAdc("--adc-bits " + wanted, chip);
    }
    return wanted;
  }

  /// An option that would do nothing, as the chip has no converters.
  static Problem withoutAdc(String option, Chip chip) {
    return new Problem(option + ": " + chip.name() + " has no ADC, its sums are digital and exact");
  }
}
