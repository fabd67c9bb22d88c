package bitline.task;

import bitline.base.Problem;

/// Scales pictures by the triangle filter ("bilinear"), widened when shrinking so that no pixel is
/// skipped. Two passes, rows then columns, each in 22-bit fixed point and rounded to 8 bits: the
/// arithmetic of Pillow's `Image.resize` with `BILINEAR`, so that networks see what they were
/// trained and scored on. Integer sums: the same bits everywhere.
final class Resampling {
  private static final int FRACTION_BITS = 22;

  private Resampling() {}

  /// What one output sample takes from its line: `weights[i]` of input sample `first + i`.
  private record Taps(int first, int[] weights) {}

  /// `channels` samples side by side a pixel.
  static byte[] triangle(
      byte[] samples, int width, int height, int channels, int newWidth, int newHeight) {
    if (newWidth < 1 || newHeight < 1) {
      throw new IllegalArgumentException("a picture of " + newWidth + "x" + newHeight);
    }
    long between = (long) newWidth * height * channels;
    if (Math.max(between, (long) newWidth * newHeight * channels) > Integer.MAX_VALUE - 16) {
      throw new Problem(
          "a picture of "
              + width
              + "x"
              + height
              + " pixels cannot be scaled to "
              + newWidth
              + "x"
              + newHeight
              + "; cut it to a less extreme shape");
    }
    byte[] wide = samples;
    if (newWidth != width) {
      wide = new byte[newWidth * height * channels];
      Taps[] taps = taps(width, newWidth);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < newWidth; x++) {
          sum(
              samples,
              (y * width + taps[x].first) * channels,
              channels,
              taps[x].weights,
              channels,
              wide,
              (y * newWidth + x) * channels);
        }
      }
    }
    if (newHeight == height) {
      return wide == samples ? samples.clone() : wide;
    }
    byte[] out = new byte[newWidth * newHeight * channels];
    Taps[] taps = taps(height, newHeight);
    int row = newWidth * channels;
    for (int y = 0; y < newHeight; y++) {
      sum(wide, taps[y].first * row, row, taps[y].weights, row, out, y * row);
    }
    return out;
  }

  /// `count` neighbouring sums; the i-th tap of each lies `i·stride` after its first.
  private static void sum(
      byte[] in, int from, int stride, int[] weights, int count, byte[] out, int to) {
    for (int c = 0; c < count; c++) {
      int sum = 1 << (FRACTION_BITS - 1);
      for (int i = 0, at = from + c; i < weights.length; i++, at += stride) {
        sum += weights[i] * (in[at] & 0xFF);
      }
      out[to + c] = (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
    }
  }

  private static Taps[] taps(int size, int newSize) {
    double scale = (double) size / newSize;
    double support = Math.max(scale, 1);
    Taps[] taps = new Taps[newSize];
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * scale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(size, (int) (centre + support + 0.5));
      double[] weights = new double[end - first];
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.max(0, 1 - Math.abs((k + first - centre + 0.5) / support));
        total += weights[k];
      }
      int[] fixed = new int[weights.length];
      for (int k = 0; k < weights.length; k++) {
        fixed[k] = (int) (weights[k] / total * (1 << FRACTION_BITS) + 0.5);
      }
      taps[i] = new Taps(first, fixed);
    }
    return taps;
  }
}
