package bitline.report;

import bitline.base.Units;
import bitline.policy.item.Timeline;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Pictures of classes: over time, over area, over process. Inline SVG that stretches with the
/// page.
final class PolicyCharts {
  private static final int TALL = 320;
  private static final int AXIS = 62;
  private static final int WIDE = 1000;

  /// A part in a picture.
  ///
  /// @param x where, in the units of the axis
  /// @param tpp total processing performance
  /// @param ours whether it is what the page is about
  record Dot(String title, double x, double tpp, Truth controlled, boolean ours) {}

  private PolicyCharts() {}

  static String style(Truth controlled) {
    return switch (controlled) {
      case YES -> "missed-bar";
      case NO -> "met";
      case UNKNOWN -> "open";
    };
  }

  static String legend() {
    return Svg.legend(
        List.of(
            new Svg.Key("not controlled", "used dot"),
            new Svg.Key("cannot be decided", "assumed dot"),
            new Svg.Key("controlled", "lost dot")));
  }

  /// Classes over time, one strip; the axis is of years.
  static String strip(Timeline timeline, LocalDate until) {
    List<Timeline.Span> spans = timeline.spans();
    LocalDate first = spans.size() > 1 ? spans.get(1).from().minusMonths(6) : until.minusYears(1);
    double days = Math.max(1, ChronoUnit.DAYS.between(first, until));
    Svg plot = new Svg();
    for (Timeline.Span span : spans) {
      LocalDate to = span.to();
      double from = Math.max(0, ChronoUnit.DAYS.between(first, span.from())) / days * 100;
      double end =
          to == null || to.isAfter(until)
              ? 100
              : Math.max(0, ChronoUnit.DAYS.between(first, to.plusDays(1))) / days * 100;
      if (end <= from) {
        continue;
      }
      String title = span.from() + ": " + span.classification().label();
      plot.rect(
          style(span.classification().controlled()) + " edged",
          Svg.part(from),
          "4",
          Svg.part(end - from),
          "34",
          title);
    }
    for (int year = first.getYear() + 1; year <= until.getYear(); year++) {
      double at = ChronoUnit.DAYS.between(first, LocalDate.of(year, 1, 1)) / days * 100;
      plot.line("base", Svg.part(at), "38", Svg.part(at), "46");
      plot.text("", Svg.part(at), 0, 60, "middle", Integer.toString(year));
    }
    return "<div class=\"panel\">" + plot.drawing("plot", 66, "class over time") + "</div>";
  }

  /// The TPP below which nothing controls, over the area of logic, and parts in it.
  static String byArea(List<PolicyDesign.FreeBelow> curve, List<Dot> dots) {
    LogScale x = LogScale.of(curve.getFirst().area() * 1e6, curve.getLast().area() * 1e6);
    LogScale y = scale(dots);
    Svg axis = new Svg();
    Svg plot = new Svg();
    frame(plot, axis, x, y, "mm² of logic dies", t -> Numbers.axis(t));
    curve(plot, curve, x, y, PolicyDesign.FreeBelow::fins, "line-of chip", "data centre, FinFET");
    curve(
        plot,
        curve,
        x,
        y,
        PolicyDesign.FreeBelow::elsewhere,
        "line-of used",
        "FinFET, not for data centres");
    curve(plot, curve, x, y, PolicyDesign.FreeBelow::planar, "line-of blind", "planar, any market");
    dots(plot, dots, x, y);
    return "<div class=\"chart banded\">"
        + axis.axis(AXIS, TALL + 40)
        + plot.drawing("plot", TALL + 40, "TPP over area of logic")
        + "</div>"
        + Svg.legend(
            List.of(
                new Svg.Key("free below: data centre, not planar", "chip"),
                new Svg.Key("free below: planar (dashed)", "blind"),
                new Svg.Key("free below: not planar, not for data centres", "used")))
        + legend();
  }

  /// TPP over the process, and how planar processes are treated.
  static String byNode(List<Dot> dots, double planarFrom) {
    LogScale x = LogScale.of(2.5, 130);
    LogScale y = scale(dots);
    Svg axis = new Svg();
    Svg plot = new Svg();
    double edge = x.place(planarFrom);
    plot.rect(
        "beyond",
        "0",
        "0",
        Svg.part(100 - edge),
        Svg.px(TALL),
        "planar: only a TPP of 4,800 is controlled");
    frameTurned(plot, axis, x, y);
    for (double threshold : new double[] {1600, 2400, 4800}) {
      double at = down(y, threshold);
      plot.line(
          "mark floor",
          threshold == 4800 ? "0" : Svg.part(100 - edge),
          Svg.px(at),
          "100%",
          Svg.px(at));
      plot.text("floor", "100%", -4, at - 4, "end", String.format(Locale.ROOT, "%,.0f", threshold));
    }
    plot.text("", "0", 8, 16, "start", "planar: no applicable die area");
    for (Dot dot : dots) {
      double tpp = Math.clamp(dot.tpp, y.low(), y.high());
      plot.mark(
          (dot.ours ? "whole " : "") + style(dot.controlled),
          Svg.part(100 - x.place(Math.clamp(dot.x, x.low(), x.high()))),
          down(y, tpp),
          dot.ours,
          dot.title);
    }
    return "<div class=\"chart banded\">"
        + axis.axis(AXIS, TALL + 40)
        + plot.drawing("plot", TALL + 40, "TPP over process node")
        + "</div>"
        + legend();
  }

  private static LogScale scale(List<Dot> dots) {
    double most = dots.stream().mapToDouble(Dot::tpp).max().orElse(10_000);
    return LogScale.of(50, Math.clamp(most, 20_000, 60_000));
  }

  private static void dots(Svg plot, List<Dot> dots, LogScale x, LogScale y) {
    for (boolean ours : new boolean[] {false, true}) {
      for (Dot dot : dots) {
        if (dot.ours == ours
            && dot.tpp >= y.low()
            && dot.x >= x.low()
            && dot.x <= x.high()
            && dot.tpp <= y.high()) {
          plot.mark(
              (ours ? "whole " : "") + style(dot.controlled),
              Svg.part(x.place(dot.x)),
              down(y, dot.tpp),
              ours,
              dot.title);
        }
      }
    }
  }

  private static void frame(
      Svg plot, Svg axis, LogScale x, LogScale y, String title, TickName name) {
    for (double tick : x.ticks()) {
      String at = Svg.part(x.place(tick));
      plot.line("grid", at, "0", at, Svg.px(TALL));
      plot.text("", at, 0, TALL + 16, "middle", name.of(tick));
    }
    vertical(plot, axis, y);
    plot.text("title", "50%", 0, TALL + 34, "middle", title);
  }

  private static void frameTurned(Svg plot, Svg axis, LogScale x, LogScale y) {
    for (double tick : new double[] {90, 65, 40, 28, 22, 16, 12, 7, 5, 4, 3}) {
      String at = Svg.part(100 - x.place(tick));
      plot.line("grid", at, "0", at, Svg.px(TALL));
      plot.text("", at, 0, TALL + 16, "middle", Numbers.axis(tick));
    }
    vertical(plot, axis, y);
    plot.text("title", "50%", 0, TALL + 34, "middle", "process, nm");
  }

  private static void vertical(Svg plot, Svg axis, LogScale y) {
    for (double tick : y.ticks()) {
      String at = Svg.px(down(y, tick));
      plot.line("grid", "0", at, "100%", at);
      axis.text("", "100%", -8, down(y, tick) + 4, "end", Units.format(tick, "1"));
    }
    axis.upright("title", 10, TALL / 2.0, "TPP");
  }

  private interface TickName {
    String of(double tick);
  }

  private static double down(LogScale y, double value) {
    return TALL * (1 - y.place(value) / 100);
  }

  private static void curve(
      Svg plot,
      List<PolicyDesign.FreeBelow> points,
      LogScale x,
      LogScale y,
      ToDoubleFunction<PolicyDesign.FreeBelow> of,
      String style,
      String title) {
    StringBuilder path = new StringBuilder();
    @Nullable Double before = null;
    for (PolicyDesign.FreeBelow point : points) {
      double tpp = of.applyAsDouble(point);
      if (tpp < y.low()) {
        before = null;
        continue;
      }
      path.append(before == null ? 'M' : 'L')
          .append(Svg.px(WIDE * x.place(point.area() * 1e6) / 100))
          .append(' ')
          .append(Svg.px(down(y, Math.min(tpp, y.high()))));
      before = tpp;
    }
    if (!path.isEmpty()) {
      plot.stretched("curve", WIDE, TALL, new Svg().path(style, path.toString(), title));
    }
  }
}
