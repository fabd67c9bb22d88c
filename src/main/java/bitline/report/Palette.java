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

  /// A colour of middling brightness, readable on white and on black; numbers next to each other
  /// are far apart on the colour wheel.
  static String middling(int number) {
    double hue = number * 137.508 % 360 / 60;
    double light = new double[] {0.52, 0.42, 0.62}[Math.floorMod(number / 3, 3)];
    double chroma = 0.62 * Math.min(light, 1 - light);
    int[] rgb = new int[3];
    for (int i = 0; i < 3; i++) {
      // 1 where the hue is nearest to red, green or blue, −1 where it is farthest
      double away = Math.abs((hue - 2 * i + 9) % 6 - 3);
      rgb[i] = (int) Math.round(255 * (light + chroma * Math.clamp(3 - 2 * away, -1, 1)));
    }
    return String.format(Locale.ROOT, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
  }

  /// Whether dark letters are easier to read on the colour than light ones (ITU-R BT.601 luma).
  static boolean light(int label) {
    int c = of(label);
    return 299 * (c >> 16) + 587 * (c >> 8 & 0xFF) + 114 * (c & 0xFF) > 140_000;
  }
}
