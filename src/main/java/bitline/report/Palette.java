package bitline.report;

import java.util.Locale;

/// Colours that tell classes apart on a photograph: evenly spread hues, three brightnesses in turn.
final class Palette {
  private static final int[] COLOURS = {
    0xE6194B, 0x3CB44B, 0xFFE119, 0x4363D8, 0xF58231, 0x911EB4, 0x42D4F4, 0xF032E6, 0xBFEF45,
    0xFABED4, 0x469990, 0xDCBEFF, 0x9A6324, 0xFFFAC8, 0x800000, 0xAAFFC3, 0x808000, 0xFFD8B1,
    0x000075, 0xA9A9A9
  };

  private Palette() {}

  /// The colour of a class as 0xRRGGBB; the same class has the same colour on every page.
  static int of(int label) {
    return COLOURS[Math.floorMod(label, COLOURS.length)];
  }

  static String css(int label) {
    return String.format(Locale.ROOT, "#%06x", of(label));
  }

  /// Whether dark letters are easier to read on the colour than light ones (ITU-R BT.601 luma).
  static boolean light(int label) {
    int c = of(label);
    return 299 * (c >> 16) + 587 * (c >> 8 & 0xFF) + 114 * (c & 0xFF) > 140_000;
  }
}
