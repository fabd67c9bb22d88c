package bitline.task;

/// An object's class and rectangle in picture pixels; `score` is the network's confidence, or 1 for
/// a label.
///
/// @param right of the rightmost pixel's right edge, so that `right - left` is the width
public record Box(int label, double score, double left, double top, double right, double bottom) {
  double area() {
    return Math.max(0, right - left) * Math.max(0, bottom - top);
  }

  /// The shared area over the joined area of two boxes, 0 to 1 ("intersection over union").
  double overlap(Box other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    if (!(width > 0 && height > 0)) {
      return 0;
    }
    double shared = width * height;
    return shared / (area() + other.area() - shared);
  }
}
