package bitline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A rectangle cut into rectangles of given areas that are as square as they can be.
///
/// Source: Bruls, Huizing, van Wijk, Squarified Treemaps, 2000: areas from the largest to the least
/// are put side by side along the shorter side of what is left for as long as that makes the worst
/// of them squarer.
final class Treemap {
  private Treemap() {}

  /// A rectangle; units are the caller's.
  record Rect(double x, double y, double width, double height) {
    double area() {
      return width * height;
    }

    /// The longer side over the shorter one.
    double aspect() {
      return Math.max(width / height, height / width);
    }
  }

  /// Rectangles in the order of the areas, each its share of `whole`: no two overlap, and they
  /// leave nothing.
  ///
  /// @param areas above 0
  static List<Rect> squarified(List<Double> areas, Rect whole) {
    double sum = 0;
    for (double area : areas) {
      if (!(area > 0) || Double.isInfinite(area)) {
        throw new IllegalArgumentException("an area of " + area);
      }
      sum += area;
    }
    double scale = whole.area() / sum;
    List<Integer> order = new ArrayList<>(IntStream.range(0, areas.size()).boxed().toList());
    order.sort(Comparator.comparingDouble((Integer i) -> -areas.get(i)).thenComparing(i -> i));
    Rect[] rects = new Rect[areas.size()];
    Rect left = whole;
    int first = 0;
    while (first < order.size()) {
      double side = Math.min(left.width, left.height);
      double row = areas.get(order.get(first)) * scale;
      double least = row;
      double most = row;
      int end = first + 1;
      while (end < order.size()) {
        double next = areas.get(order.get(end)) * scale;
        if (worst(side, row + next, next, most) > worst(side, row, least, most)) {
          break;
        }
        row += next;
        least = next;
        end++;
      }
      left = row(order.subList(first, end), areas, scale, row, left, rects, end == order.size());
      first = end;
    }
    return List.of(rects);
  }

  private static double worst(double side, double sum, double least, double most) {
    return Math.max(side * side * most / (sum * sum), sum * sum / (side * side * least));
  }

  /// Puts a row along the shorter side; the last takes all that is left, so that rounding leaves no
  /// gap.
  private static Rect row(
      List<Integer> row,
      List<Double> areas,
      double scale,
      double sum,
      Rect left,
      Rect[] rects,
      boolean last) {
    boolean upright = left.width >= left.height;
    double thick = last ? Math.max(left.width, left.height) : sum / side(left);
    double at = 0;
    for (int i : row) {
      double along = areas.get(i) * scale / sum * side(left);
      rects[i] =
          upright
              ? new Rect(left.x, left.y + at, thick, along)
              : new Rect(left.x + at, left.y, along, thick);
      at += along;
    }
    return upright
        ? new Rect(left.x + thick, left.y, left.width - thick, left.height)
        : new Rect(left.x, left.y + thick, left.width, left.height - thick);
  }

  private static double side(Rect rect) {
    return Math.min(rect.width, rect.height);
  }

  /// A rectangle cut into so many of equal area in rows, which are as square as they can be. Where
  /// the rows cannot hold the same number each, the first hold one more and are taller.
  static List<Rect> grid(int count, Rect whole) {
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int rows = 1; rows <= count; rows++) {
      double tall = whole.height / rows;
      double wide = whole.width * rows / count;
      double badness = Math.max(tall / wide, wide / tall) * (count % rows == 0 ? 1 : 1.6);
      if (badness < least) {
        least = badness;
        best = rows;
      }
    }
    List<Rect> rects = new ArrayList<>(count);
    double y = 0;
    for (int row = 0; row < best; row++) {
      int here = count / best + (row < count % best ? 1 : 0);
      double tall = whole.height * here / count;
      for (int i = 0; i < here; i++) {
        double wide = whole.width / here;
        rects.add(new Rect(whole.x + i * wide, whole.y + y, wide, tall));
      }
      y += tall;
    }
    return rects;
  }
}
