package bitline.report;

import bitline.report.Treemap.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A plan of a piece of silicon: what lies in it and how large that is. A part's place is where
/// such parts usually are, its area is to scale.
final class Plan {
  /// How far the sum of what is inside may be above a block's own area.
  private static final double CLOSE = 1e-9;

  /// What is at the edge and takes more than this share is no edge and lies in the middle.
  private static final double WIDEST = 0.3;

  private Plan() {}

  /// Where in its block something lies.
  enum Side {
    /// In the middle: cells of a macro, macros of a core.
    MIDDLE,
    /// In a column at the left, beside the middle and what is below it: what drives rows.
    LEFT,
    /// Below the middle, as wide as it: what follows columns. Several lie below each other.
    BELOW,
    /// In a row at the lower edge, beside each other, where that is narrow: what all share.
    EDGE
  }

  /// A piece of silicon.
  ///
  /// An `IllegalArgumentException` says that its area is not above 0, or less than that of what is
  /// inside.
  ///
  /// @param style that colours it
  /// @param area square metres of one
  /// @param count equal ones beside each other
  /// @param inside what lies in one; empty: it is drawn as one surface
  record Block(String name, String style, double area, int count, Side side, List<Block> inside) {
    Block {
      inside = List.copyOf(inside);
      if (!(area > 0) || Double.isInfinite(area) || count < 1) {
        throw new IllegalArgumentException(name + ": " + count + " of " + area + " m2");
      }
      double sum = inside.stream().mapToDouble(Block::all).sum();
      if (sum > area * (1 + CLOSE)) {
        throw new IllegalArgumentException(name + ": " + sum + " m2 inside of " + area + " m2");
      }
    }

    /// One surface.
    static Block of(String name, String style, double area, Side side) {
      return new Block(name, style, area, 1, side, List.of());
    }

    /// Equal ones, which have only room for what is inside.
    static Block around(String name, int count, Side side, List<Block> inside) {
      double sum = inside.stream().mapToDouble(Block::all).sum();
      return new Block(name, "block", sum, count, side, inside);
    }

    /// Square metres of all of them.
    double all() {
      return area * count;
    }

    /// What is inside, and the area that is left as a block of its own.
    List<Block> filled() {
      double left = area - inside.stream().mapToDouble(Block::all).sum();
      if (inside.isEmpty() || left <= CLOSE * area) {
        return inside;
      }
      List<Block> filled = new ArrayList<>(inside);
      filled.add(of("not accounted for", "spare", left, Side.MIDDLE));
      return filled;
    }
  }

  /// A block's place.
  ///
  /// @param number of the equal ones, from 0
  /// @param inside places of what lies in it; empty where that is not shown
  record Placed(Block block, int number, Rect rect, List<Placed> inside) {
    /// It and everything in it.
    int surfaces() {
      return 1 + inside.stream().mapToInt(Placed::surfaces).sum();
    }
  }

  /// Cuts a rectangle, whose area stands for one block's, into what lies in the block.
  ///
  /// @param opened which blocks are shown from inside
  static Placed placed(Block block, int number, Rect rect, Predicate<Block> opened) {
    if (block.inside.isEmpty() || !opened.test(block)) {
      return new Placed(block, number, rect, List.of());
    }
    List<Block> inside = block.filled();
    double scale = rect.area() / inside.stream().mapToDouble(Block::all).sum();
    List<Placed> out = new ArrayList<>();
    Rect left = rect;
    List<Block> edge = on(Side.EDGE, inside);
    boolean strip = sum(edge) < WIDEST * sum(inside);
    if (strip && !edge.isEmpty()) {
      double tall = scale * sum(edge) / left.width();
      Rect row = new Rect(left.x(), left.y() + left.height() - tall, left.width(), tall);
      left = new Rect(left.x(), left.y(), left.width(), left.height() - tall);
      squarified(edge, row, out, opened);
    }
    List<Block> beside = on(Side.LEFT, inside);
    if (!beside.isEmpty()) {
      double wide = scale * sum(beside) / left.height();
      double y = left.y();
      for (Block b : beside) {
        double tall = left.height() * b.all() / sum(beside);
        several(b, new Rect(left.x(), y, wide, tall), out, opened);
        y += tall;
      }
      left = new Rect(left.x() + wide, left.y(), left.width() - wide, left.height());
    }
    double bottom = left.y() + left.height();
    for (Block b : on(Side.BELOW, inside).reversed()) {
      double tall = scale * b.all() / left.width();
      bottom -= tall;
      several(b, new Rect(left.x(), bottom, left.width(), tall), out, opened);
    }
    List<Block> middle = new ArrayList<>(on(Side.MIDDLE, inside));
    if (!strip) {
      middle.addAll(edge);
    }
    if (!middle.isEmpty()) {
      Rect rest = new Rect(left.x(), left.y(), left.width(), bottom - left.y());
      squarified(middle, rest, out, opened);
    }
    return new Placed(block, number, rect, out);
  }

  private static List<Block> on(Side side, List<Block> blocks) {
    return blocks.stream().filter(block -> block.side == side).toList();
  }

  private static double sum(List<Block> blocks) {
    return blocks.stream().mapToDouble(Block::all).sum();
  }

  private static void squarified(
      List<Block> blocks, Rect rect, List<Placed> out, Predicate<Block> opened) {
    List<Rect> rects = Treemap.squarified(blocks.stream().map(Block::all).toList(), rect);
    for (int i = 0; i < rects.size(); i++) {
      several(blocks.get(i), rects.get(i), out, opened);
    }
  }

  private static void several(Block block, Rect rect, List<Placed> out, Predicate<Block> opened) {
    List<Rect> rects = Treemap.grid(block.count, rect);
    for (int i = 0; i < rects.size(); i++) {
      out.add(placed(block, i, rects.get(i), opened));
    }
  }
}
