package bitline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// What a model gives against what was measured, both on the same logarithmic axis: on the diagonal
/// they agree. Shaded are factors of 1.5 and 2; a line through a point is the model's interval, and
/// a point is hollow where that misses what was measured. Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there is no point, or that one's values are not above 0
/// and in order.
///
/// @param what it shows, for those who cannot see it
/// @param unit of both axes, SI
record ParityPlot(String what, String unit, List<Kind> kinds, List<Point> points) {
  private static final int TALL = 460;
  private static final int WIDE = 560;

  /// Names keep apart where a plot is no narrower than this.
  private static final int NARROW = 400;

  private static final int AXIS = 100;
  private static final double[] FACTORS = {2, 1.5};

  /// Points beyond this factor are named.
  private static final double NAMED = 2;

  private static final int MOST_NAMED = 12;
  private static final double LETTER = 6.4;
  private static final int LETTERS = 26;
  private static final double LINE = 12;
  private static final double RADIUS = 5;
  private static final double AWAY = 8;

  /// How far below its point a name may stand; tried in this order.
  private static final double[] DOWN = {0, -9, 9, -18, 18};

  /// Numbers on the lower axis are this far apart at least, in percent.
  private static final double APART = 19;

  /// A class of points.
  ///
  /// @param style that colours it
  /// @param diamond whether its points are diamonds; dots otherwise
  record Kind(String name, String style, boolean diamond) {}

  /// A figure that was measured, and what a model gives.
  ///
  /// @param kind by number
  /// @param low the lower end of the model's interval
  /// @param high the upper end
  record Point(String name, int kind, double measured, double model, double low, double high) {
    Point {
      boolean ordered = low > 0 && low <= model && model <= high;
      if (!(measured > 0) || Double.isInfinite(measured) || !ordered || Double.isInfinite(high)) {
        throw new IllegalArgumentException(
            name + ": measured " + measured + ", model " + low + " " + model + " " + high);
      }
    }

    /// Whether the interval holds what was measured.
    boolean inside() {
      return low <= measured && measured <= high;
    }

    /// Model over measured, or the inverse: at least 1.
    double factor() {
      return Math.max(model / measured, measured / model);
    }
  }

  ParityPlot {
    kinds = List.copyOf(kinds);
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a plot without a point");
    }
  }

  private LogScale scale() {
    double least =
        points.stream().flatMapToDouble(p -> DoubleStream.of(p.measured, p.low)).min().orElse(1);
    double most =
        points.stream().flatMapToDouble(p -> DoubleStream.of(p.measured, p.high)).max().orElse(1);
    return LogScale.of(least, most);
  }

  String html() {
    LogScale scale = scale();
    Svg axis = new Svg();
    Svg plot = new Svg();
    Svg bands = new Svg();
    for (double factor : FACTORS) {
      band(bands, scale, factor);
    }
    bands.path("diagonal", "M0 " + TALL + "L" + WIDE + " 0", "");
    plot.rect("ground", "0", "0", "100%", Svg.px(TALL), "");
    plot.stretched("factors", WIDE, TALL, bands);
    double before = -APART;
    for (double tick : scale.ticks()) {
      String x = Svg.part(scale.place(tick));
      String y = Svg.px(down(scale, tick));
      plot.line("grid", x, "0", x, Svg.px(TALL)).line("grid", "0", y, "100%", y);
      if (scale.place(tick) > before + APART && scale.place(tick) < 95) {
        before = scale.place(tick);
        plot.text("", x, 0, TALL + 16, "middle", Numbers.si(tick, unit));
      }
      axis.text("", "100%", -8, down(scale, tick) + 4, "end", Numbers.si(tick, unit));
    }
    plot.text("title", "50%", 0, TALL + 36, "middle", "measured");
    axis.upright("title", 10, TALL / 2.0, "model");
    points.forEach(point -> bar(plot, scale, point));
    points.forEach(point -> mark(plot, scale, point));
    names(plot, scale);
    return "<div class=\"chart parity\">"
        + axis.axis(AXIS, TALL + 44)
        + plot.drawing("plot", TALL + 44, what)
        + "</div>"
        + legend();
  }

  private static double down(LogScale scale, double value) {
    return TALL * (1 - scale.place(value) / 100);
  }

  private static void band(Svg out, LogScale scale, double factor) {
    double away = scale.place(scale.low() * factor) / 100;
    double x = WIDE * away;
    double y = TALL * away;
    String path =
        "M0 "
            + Svg.px(TALL)
            + "L0 "
            + Svg.px(TALL - y)
            + "L"
            + Svg.px(WIDE - x)
            + " 0L"
            + Svg.px(WIDE)
            + " 0L"
            + Svg.px(WIDE)
            + " "
            + Svg.px(y)
            + "L"
            + Svg.px(x)
            + " "
            + Svg.px(TALL)
            + "Z";
    out.path("factor", path, "within a factor of " + Numbers.axis(factor));
  }

  private void bar(Svg out, LogScale scale, Point point) {
    if (point.low < point.high) {
      String x = Svg.part(scale.place(point.measured));
      String style = "spread " + kinds.get(point.kind).style;
      out.line(style, x, Svg.px(down(scale, point.low)), x, Svg.px(down(scale, point.high)));
    }
  }

  private void mark(Svg out, LogScale scale, Point point) {
    Kind kind = kinds.get(point.kind);
    out.mark(
        kind.style + (point.inside() ? "" : " missed"),
        Svg.part(scale.place(point.measured)),
        down(scale, point.model),
        kind.diamond,
        title(point));
  }

  private String title(Point point) {
    return point.name
        + ": measured "
        + Numbers.si(point.measured, unit)
        + ", model "
        + Numbers.si(point.model, unit)
        + " ("
        + Numbers.si(point.low, unit)
        + " to "
        + Numbers.si(point.high, unit)
        + "), model over measured "
        + Numbers.axis(point.model / point.measured);
  }

  /// A name's place.
  private record Box(double left, double right, double y) {
    boolean meets(Box other) {
      return Math.abs(y - other.y) < LINE && left < other.right && other.left < right;
    }
  }

  /// Names the points that are farthest off, where their names lie neither on each other nor on
  /// points.
  private void names(Svg out, LogScale scale) {
    List<Box> taken = new ArrayList<>();
    for (Point point : points) {
      double x = NARROW * scale.place(point.measured) / 100;
      taken.add(new Box(x - RADIUS, x + RADIUS, down(scale, point.model)));
    }
    List<Point> far =
        points.stream()
            .filter(p -> p.factor() > NAMED)
            .sorted(Comparator.comparingDouble(p -> -p.factor()))
            .toList();
    for (Point point : far.subList(0, Math.min(far.size(), MOST_NAMED))) {
      String name = Svg.shortened(point.name, LETTERS);
      double length = name.length() * LETTER;
      for (double down : DOWN) {
        Box right = beside(scale, point, length, down);
        Box before = beside(scale, point, -length, down);
        boolean goesRight = free(right, taken);
        if (goesRight || free(before, taken)) {
          taken.add(goesRight ? right : before);
          String x = Svg.part(scale.place(point.measured));
          String anchor = goesRight ? "start" : "end";
          out.text("halo", x, goesRight ? AWAY : -AWAY, right.y + 4, anchor, name);
          break;
        }
      }
    }
  }

  private static boolean free(Box box, List<Box> taken) {
    return box.left > 0
        && box.right < NARROW
        && box.y > LINE
        && box.y < TALL - LINE
        && taken.stream().noneMatch(box::meets);
  }

  /// Room beside a point, at the right for a positive length and at the left for a negative one.
  private static Box beside(LogScale scale, Point point, double length, double down) {
    double x = NARROW * scale.place(point.measured) / 100;
    double y = down(scale, point.model) + down;
    return length < 0
        ? new Box(x + length - AWAY, x - AWAY, y)
        : new Box(x + AWAY, x + length + AWAY, y);
  }

  private String legend() {
    Map<Integer, List<Point>> byKind = new LinkedHashMap<>();
    for (int k = 0; k < kinds.size(); k++) {
      int kind = k;
      byKind.put(k, points.stream().filter(p -> p.kind == kind).toList());
    }
    List<Svg.Key> keys = new ArrayList<>();
    byKind.forEach((kind, of) -> {
      if (!of.isEmpty()) {
        Kind k = kinds.get(kind);
        String shape = k.diamond ? " diamond" : " dot";
        keys.add(new Svg.Key(k.name + ", " + of.size(), k.style + shape));
      }
    });
    long inside = points.stream().filter(Point::inside).count();
    keys.add(
        new Svg.Key(
            "hollow: outside of its interval, " + (points.size() - inside) + " of " + points.size(),
            "hollow dot"));
    keys.add(new Svg.Key("within a factor of 1.5 and 2", "factor"));
    return Svg.legend(keys);
  }
}
