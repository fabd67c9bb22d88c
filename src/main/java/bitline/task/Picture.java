package bitline.task;

/// A picture of 8-bit samples, row by row, red green blue side by side. The array is shared, not
/// copied; nobody writes to it.
///
/// @param name the file's name, as labels and reports call it
/// @param rgb `3·width·height` bytes
public record Picture(String name, int width, int height, byte[] rgb) {
  public Picture {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " picture with " + rgb.length + " bytes");
    }
  }

  /// Sample `channel` (0 red, 1 green, 2 blue) at column `x`, row `y`: 0 to 255.
  public int sample(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xFF;
  }

  /// The picture scaled to another size by the triangle filter, see [Resampling].
  public Picture resized(int newWidth, int newHeight) {
    return new Picture(
        name, newWidth, newHeight, Resampling.triangle(rgb, width, height, 3, newWidth, newHeight));
  }
}
