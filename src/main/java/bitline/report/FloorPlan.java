package bitline.report;

import bitline.report.Plan.Block;
import bitline.report.Plan.Placed;
import bitline.report.Treemap.Rect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A die drawn to scale, beside it one of its cores and one macro of that, each larger and with a
/// bar that tells its scale. Areas are to scale; places are only where such parts usually lie, and
/// the die is as wide and high as is said, which may be a guess. Inline SVG that keeps its shape.
///
/// @param what it shows, for those who cannot see it
/// @param die the whole, of count 1
/// @param aspect the die's width over its height
record FloorPlan(String what, Block die, double aspect) {
  private static final double WIDE = 360;
  private static final double TALL = 400;
  private static final int BAR = 30;

  /// More surfaces than this are too small to see.
  private static final int MOST = 2500;

  /// Room that a letter and a line need, in pixels.
  private static final double LETTER = 6.9;

  private static final double LINE = 14;

  /// Borders are left out where they would hide what they surround.
  private static final double BORDER = 5;

  FloorPlan {
    if (die.count() != 1 || !(aspect > 0) || Double.isInfinite(aspect)) {
      throw new IllegalArgumentException(die.count() + " dies of aspect " + aspect);
    }
  }

  /// A part of the drawing.
  ///
  /// @param placed what it shows, lengths in metres
  /// @param marked what the next panel shows larger; by name
  /// @param of how many equal ones the die has
  private record Panel(Placed placed, String marked, long of) {
    double scale() {
      return Math.min(WIDE / placed.rect().width(), TALL / placed.rect().height());
    }
  }

  /// The die with everything that can be seen on it.
  Placed placed() {
    double width = Math.sqrt(die.area() * aspect);
    return shown(die, new Rect(0, 0, width, die.area() / width));
  }

  /// A block opened as deep as there are not too many surfaces.
  private static Placed shown(Block block, Rect rect) {
    Set<Block> opened = new HashSet<>();
    Placed best = Plan.placed(block, 0, rect, opened::contains);
    List<Block> level = List.of(block);
    while (!level.isEmpty()) {
      opened.addAll(level);
      if (surfaces(block, opened) > MOST && opened.size() > 1) {
        break;
      }
      best = Plan.placed(block, 0, rect, opened::contains);
      List<Block> next = new ArrayList<>();
      level.forEach(
          b -> next.addAll(b.inside().stream().filter(i -> !i.inside().isEmpty()).toList()));
      level = next;
    }
    return best;
  }

  private static double surfaces(Block block, Set<Block> opened) {
    double sum = 1;
    if (opened.contains(block)) {
      for (Block inside : block.inside()) {
        sum += inside.count() * surfaces(inside, opened);
      }
    }
    return sum;
  }

  String html() {
    StringBuilder out = new StringBuilder(legend()).append("<div class=\"plans\">");
    for (Panel panel : panels()) {
      out.append("<figure><figcaption>").append(Html.escape(caption(panel)));
      out.append("</figcaption>").append(drawing(panel)).append("</figure>");
    }
    return out.append("</div>").toString();
  }

  /// From the die inwards: of each block the largest kind that has something inside, until there is
  /// none. What fills a block whole is shown in its place.
  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    Placed now = placed();
    long of = 1;
    while (true) {
      Placed next = largest(now);
      if (next == null) {
        panels.add(new Panel(now, "", of));
        return panels;
      }
      boolean whole = next.block().area() > 0.999 * now.block().area();
      if (!whole) {
        panels.add(new Panel(now, next.block().name(), of));
      }
      of *= next.block().count();
      now = shown(next.block(), next.rect());
    }
  }

  private static @Nullable Placed largest(Placed placed) {
    Placed largest = null;
    for (Placed inside : placed.inside()) {
      if (!inside.block().inside().isEmpty()
          && (largest == null || inside.block().all() > largest.block().all())) {
        largest = inside;
      }
    }
    return largest;
  }

  private String caption(Panel panel) {
    Rect rect = panel.placed.rect();
    Block block = panel.placed.block();
    String size =
        Numbers.si(block.area(), "m2")
            + ", drawn as "
            + Numbers.si(rect.width(), "m")
            + " × "
            + Numbers.si(rect.height(), "m");
    String which = panel.of > 1 ? ", one of " + panel.of : "";
    return block.name() + which + ": " + size.replaceAll("(?<=\\d) ", "\u00A0");
  }

  private String drawing(Panel panel) {
    Rect whole = panel.placed.rect();
    double scale = panel.scale();
    Svg surfaces = new Svg();
    Svg names = new Svg();
    Svg marks = new Svg();
    boolean[] marked = {panel.marked.isEmpty()};
    surface(panel, panel.placed, surfaces, names, marks, marked);
    bar(marks, scale, whole);
    return surfaces
        .add(names)
        .add(marks)
        .scaled(
            "plot plan",
            WIDE,
            whole.height() * scale + BAR,
            what + ": " + panel.placed.block().name());
  }

  private void surface(
      Panel panel, Placed placed, Svg surfaces, Svg names, Svg marks, boolean[] marked) {
    Block block = placed.block();
    Rect rect = pixels(panel, placed.rect());
    boolean small = Math.min(rect.width(), rect.height()) < BORDER;
    surfaces.rect(
        block.style() + (small ? "" : " edged"),
        Svg.px(rect.x()),
        Svg.px(rect.y()),
        Svg.px(rect.width()),
        Svg.px(rect.height()),
        placed == panel.placed ? "" : title(placed));
    if (!marked[0] && placed != panel.placed && block.name().equals(panel.marked)) {
      marked[0] = true;
      marks.rect(
          "enlarged",
          Svg.px(rect.x()),
          Svg.px(rect.y()),
          Svg.px(rect.width()),
          Svg.px(rect.height()),
          "");
    }
    for (Placed inside : placed.inside()) {
      surface(panel, inside, surfaces, names, marks, marked);
    }
    if (placed.inside().isEmpty()) {
      name(names, placed, rect);
    }
  }

  private static Rect pixels(Panel panel, Rect rect) {
    Rect whole = panel.placed.rect();
    double scale = panel.scale();
    return new Rect(
        (rect.x() - whole.x()) * scale,
        (rect.y() - whole.y()) * scale,
        rect.width() * scale,
        rect.height() * scale);
  }

  private String title(Placed placed) {
    Block block = placed.block();
    String each = block.count() > 1 ? " " + (placed.number() + 1) + " of " + block.count() : "";
    return block.name()
        + each
        + ": "
        + Numbers.si(block.area(), "m2")
        + (block.count() > 1 ? " each" : "");
  }

  /// The name where it fits, with the area below it where that fits too; upright where only that
  /// fits; or none.
  private static void name(Svg out, Placed placed, Rect rect) {
    String name = placed.block().name();
    String area = Numbers.si(placed.block().area(), "m2");
    String style = "on-" + placed.block().style();
    double x = rect.x() + rect.width() / 2;
    double y = rect.y() + rect.height() / 2;
    String line = name + "  " + area;
    if (fits(line, rect.width()) && rect.height() >= LINE && rect.height() < 2 * LINE) {
      out.text(style, Svg.px(x), 0, y + 4, "middle", line);
    } else if (fits(name, rect.width()) && rect.height() >= LINE) {
      boolean both = rect.height() >= 2 * LINE + 4 && fits(area, rect.width());
      out.text(style, Svg.px(x), 0, both ? y - 3 : y + 4, "middle", name);
      if (both) {
        out.text(style, Svg.px(x), 0, y + 11, "middle", area);
      }
    } else if (rect.width() >= LINE && fits(line, rect.height())) {
      out.upright(style, x + 4, y, line);
    } else if (rect.width() >= LINE && fits(name, rect.height())) {
      out.upright(style, x + 4, y, name);
    }
  }

  private static boolean fits(String text, double room) {
    return text.codePointCount(0, text.length()) * LETTER + 6 <= room;
  }

  /// A bar of a round length, about a fourth of the drawing.
  private static void bar(Svg out, double scale, Rect whole) {
    double metres = length(whole.width());
    double y = whole.height() * scale + 12;
    double end = metres * scale;
    out.line("ruler", "0", Svg.px(y), Svg.px(end), Svg.px(y));
    out.line("ruler", "0", Svg.px(y - 4), "0", Svg.px(y + 4));
    out.line("ruler", Svg.px(end), Svg.px(y - 4), Svg.px(end), Svg.px(y + 4));
    out.text("", Svg.px(end), 7, y + 4, "start", Numbers.si(metres, "m"));
  }

  /// The largest of 1, 2, 5, 10 … that is at most a third of a width.
  static double length(double width) {
    double length = Charts.roundStep(width / 3);
    return length <= width / 3 * 1.000001 ? length : below(length);
  }

  private static double below(double step) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(step * 1.000001)));
    double lead = step / power;
    return lead > 4 ? 2 * power : lead > 1.5 ? power : power / 2;
  }

  /// What has which colour, with its share of the die.
  private String legend() {
    Map<String, Double> areas = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    collect(die, 1, areas, names);
    List<Svg.Key> keys = new ArrayList<>();
    areas.forEach((style, area) ->
        keys.add(new Svg.Key(names.get(style) + " " + Numbers.percent(area / die.area()), style)));
    return Svg.legend(keys);
  }

  private static void collect(
      Block block, double count, Map<String, Double> areas, Map<String, String> names) {
    if (block.inside().isEmpty()) {
      areas.merge(block.style(), count * block.area(), Double::sum);
      names.merge(block.style(), block.name(), (a, b) -> a.contains(b) ? a : a + ", " + b);
    }
    for (Block inside : block.filled()) {
      collect(inside, count * inside.count(), areas, names);
    }
  }
}
