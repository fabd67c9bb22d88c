package bitline.cli;

import bitline.base.Problem;

/// The widths that `--adc-bits` takes.
final class AdcBits {
  private AdcBits() {}

  /// 0 stands for the chip's own.
  static void check(int bits) {
    if (bits < 0 || bits > 16) {
      throw new Problem("--adc-bits " + bits + " is not 1 to 16");
    }
  }
}
