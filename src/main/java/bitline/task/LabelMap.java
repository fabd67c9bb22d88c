package bitline.task;

/// One small number a pixel, as label pictures hold them: a class, or which lane. Row by row.
public record LabelMap(int width, int height, byte[] values) {
  public LabelMap {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " label map with " + values.length + " values");
    }
  }

  /// The number at column `x`, row `y`: 0 to 255.
  int at(int x, int y) {
    return values[y * width + x] & 0xFF;
  }
}
