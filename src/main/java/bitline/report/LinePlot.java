package bitline.report;

import bitline.base.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Scores over time on a logarithmic axis, or at evenly spaced places, a line each way, with bands
/// and with float as a dashed line. Inline SVG: lines stretch with the page, letters and points
/// keep their size.
///
/// @param knownUntil the time in seconds after which values are held, shaded; null: none
/// @param places names of the places, whose numbers stand for times then; null: times
record LinePlot(
    String metric,
    double onFloat,
    List<Line> lines,
    @Nullable Double knownUntil,
    @Nullable List<String> places) {
  private static final int HEIGHT = 300;
  private static final int GAP = 9;
  private static final List<String> TIMES =
      List.of(
          "1 ns", "1 us", "1 ms", "1 s", "1 min", "1 h", "1 d", "30 d", "1 y", "10 y", "100 y",
          "1000 y");

  /// Over time.
  LinePlot(String metric, double onFloat, List<Line> lines, @Nullable Double knownUntil) {
    this(metric, onFloat, lines, knownUntil, null);
  }

  /// A line and its name.
  record Line(String name, String style, List<Point> points) {}

  /// What a line has at one time.
  record Point(double time, double value, double low, double high, String title) {}

  String svg() {
    List<Double> values = new ArrayList<>();
    values.add(onFloat);
    for (Line line : lines) {
      line.points.forEach(point -> values.addAll(List.of(point.low, point.high)));
    }
    Scale scale = Scale.of(metric, values, 5);
    double from = lines.getFirst().points.getFirst().time;
    double to = lines.getFirst().points.getLast().time;
    ToDoubleFunction<Double> x =
        places == null
            ? time -> 100 * StrictMath.log(time / from) / StrictMath.log(to / from)
            : time -> 100 * time / (places.size() - 1);
    ToDoubleFunction<Double> y = value -> GAP + (HEIGHT - GAP) * (1 - scale.place(value) / 100);
    StringBuilder axis = new StringBuilder();
    StringBuilder back = new StringBuilder();
    for (double tick : scale.ticks()) {
      String at = Html.number(y.applyAsDouble(tick));
      axis.append("<text x=\"100%\" dx=\"-8\" y=\"")
          .append(Html.number(y.applyAsDouble(tick) + 4))
          .append("\" text-anchor=\"end\">")
          .append(Html.escape(scale.name(tick)))
          .append("</text>");
      back.append("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"")
          .append(at)
          .append("\" y2=\"")
          .append(at)
          .append("\"/>");
    }
    extrapolated(back, from, to, x);
    times(back, from, to, x);
    StringBuilder stretched = new StringBuilder();
    StringBuilder points = new StringBuilder();
    for (Line line : lines) {
      stretched.append(band(line, x, y)).append(path(line, x, y));
      for (Point point : line.points) {
        points.append("<circle class=\"").append(Html.escape(line.style)).append("\" cx=\"");
        points
            .append(Html.number(x.applyAsDouble(point.time)))
            .append("%\" cy=\"")
            .append(Html.number(y.applyAsDouble(point.value)))
            .append("\" r=\"4\"><title>")
            .append(Html.escape(point.title))
            .append("</title></circle>");
      }
    }
    String onFloatAt = Html.number(y.applyAsDouble(onFloat));
    return "<div class=\"chart\"><svg class=\"axis\" width=\"56\" height=\""
        + (HEIGHT + 26)
        + "\" aria-hidden=\"true\">"
        + axis
        + "</svg><svg class=\"plot ages\" width=\"100%\" height=\""
        + (HEIGHT + 26)
        + "\" role=\"img\">"
        + back
        + "<line class=\"float mark\" x1=\"0\" x2=\"100%\" y1=\""
        + onFloatAt
        + "\" y2=\""
        + onFloatAt
        + "\"><title>"
        + Html.escape("float: " + Numbers.score(metric, onFloat))
        + "</title></line><svg class=\"lines\" width=\"100%\" height=\""
        + HEIGHT
        + "\" viewBox=\"0 0 1000 "
        + HEIGHT
        + "\" preserveAspectRatio=\"none\">"
        + stretched
        + "</svg>"
        + points
        + "</svg></div>"
        + legend();
  }

  private void extrapolated(StringBuilder out, double from, double to, ToDoubleFunction<Double> x) {
    if (knownUntil == null || knownUntil >= to) {
      return;
    }
    double start = x.applyAsDouble(Math.max(from, knownUntil));
    out.append("<rect class=\"beyond\" x=\"")
        .append(Html.number(start))
        .append("%\" y=\"0\" width=\"")
        .append(Html.number(100 - start))
        .append("%\" height=\"")
        .append(HEIGHT)
        .append("\"/><text x=\"100%\" dx=\"-6\" y=\"")
        .append(HEIGHT - 8)
        .append("\" text-anchor=\"end\">extrapolated</text>");
  }

  private void times(StringBuilder out, double from, double to, ToDoubleFunction<Double> x) {
    List<Double> ticks =
        places == null
            ? TIMES.stream()
                .map(time -> Units.parse(time, "s"))
                .filter(time -> time >= from * 0.999 && time <= to * 1.001)
                .toList()
            : IntStream.range(0, places.size()).mapToObj(i -> (double) i).toList();
    for (double tick : ticks.size() < 2 ? List.of(from, to) : ticks) {
      String at = Html.number(x.applyAsDouble(tick));
      out.append("<line class=\"grid\" x1=\"")
          .append(at)
          .append("%\" x2=\"")
          .append(at)
          .append("%\" y1=\"0\" y2=\"")
          .append(HEIGHT)
          .append("\"/><text x=\"")
          .append(at)
          .append("%\" y=\"")
          .append(HEIGHT + 18)
          .append("\" text-anchor=\"middle\">")
          .append(Html.escape(name(tick)))
          .append("</text>");
    }
    out.append("<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"")
        .append(HEIGHT)
        .append("\" y2=\"")
        .append(HEIGHT)
        .append("\"/>");
  }

  private String name(double tick) {
    if (places != null) {
      return places.get((int) tick);
    }
    return tick == 60 ? "1 min" : Units.format(tick, "s", 3);
  }

  private static String path(Line line, ToDoubleFunction<Double> x, ToDoubleFunction<Double> y) {
    return "<polyline class=\""
        + Html.escape(line.style)
        + "\" points=\""
        + String.join(
            " ",
            line.points.stream()
                .map(p -> at(x.applyAsDouble(p.time), y.applyAsDouble(p.value)))
                .toList())
        + "\"/>";
  }

  private static String band(Line line, ToDoubleFunction<Double> x, ToDoubleFunction<Double> y) {
    if (line.points.stream().allMatch(p -> p.low == p.high)) {
      return "";
    }
    Stream<String> above =
        line.points.stream().map(p -> at(x.applyAsDouble(p.time), y.applyAsDouble(p.high)));
    Stream<String> below =
        line.points.reversed().stream()
            .map(p -> at(x.applyAsDouble(p.time), y.applyAsDouble(p.low)));
    return "<polygon class=\""
        + Html.escape(line.style)
        + "\" points=\""
        + String.join(" ", Stream.concat(above, below).toList())
        + "\"/>";
  }

  private static String at(double percent, double y) {
    return Html.number(10 * percent) + "," + Html.number(y);
  }

  private String legend() {
    StringBuilder out = new StringBuilder("<p class=\"legend\">");
    for (Line line : lines) {
      out.append("<span><i class=\"")
          .append(Html.escape(line.style))
          .append("\"></i>")
          .append(Html.escape(line.name))
          .append("</span>");
    }
    return out.append("<span><i class=\"float\"></i>float</span></p>").toString();
  }
}
