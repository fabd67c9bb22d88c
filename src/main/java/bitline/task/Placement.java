package bitline.task;

/// Where a picture came to lie in a network's input: input column = picture column · scaleX + left,
/// rows likewise. Positions are those of edges: the left edge of the leftmost pixel is 0.
///
/// @param pictureWidth columns of the picture, before
/// @param inputWidth columns of the network's input
public record Placement(
    int pictureWidth,
    int pictureHeight,
    int inputWidth,
    int inputHeight,
    double scaleX,
    double scaleY,
    double left,
    double top) {

  /// A placement for inputs that are no pictures, or that are taken pixel by pixel.
  public static Placement same(int width, int height) {
    return new Placement(width, height, width, height, 1, 1, 0, 0);
  }

  double pictureX(double inputX) {
    return (inputX - left) / scaleX;
  }

  double pictureY(double inputY) {
    return (inputY - top) / scaleY;
  }

  /// The column of a map of `width` columns over the input that holds picture column `x`, kept
  /// inside the map.
  int mapColumn(int x, int width) {
    double input = (x + 0.5) * scaleX + left;
    return Math.clamp((int) Math.floor(input * width / inputWidth), 0, width - 1);
  }

  /// The row of a map of `height` rows over the input that holds picture row `y`, kept inside the
  /// map.
  int mapRow(int y, int height) {
    double input = (y + 0.5) * scaleY + top;
    return Math.clamp((int) Math.floor(input * height / inputHeight), 0, height - 1);
  }
}
