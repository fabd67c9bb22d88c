package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Lines with their bands at places in a row, such as the cost of a chip against the number made:
/// the places lie evenly, the values on a logarithmic axis, or on a linear one where they are near
/// each other. Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there are fewer than two places or no point, or a value
/// that is not above 0 and finite.
///
/// @param what it shows, for those who cannot see it
/// @param places names of the places, from the left
/// @param along what the places are
/// @param lines drawn over one another
/// @param here the place that the rest of the page is about; negative: none
record BandPlot(String what, List<String> places, String along, List<Line> lines, int here) {
  private static final int TALL = 250;
  private static final int WIDE = 1000;
  private static final int AXIS = 70;

  /// Values whose ends are nearer than this factor lie on a linear axis.
  private static final double NEAR = 2.5;

  /// A line.
  ///
  /// @param style `float`, `chip`, `used`, `anew`, `fitted` or `soft`
  record Line(String name, String style, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /// A value at a place, dollars; places may be left out.
  record Point(int place, double middle, double low, double high, String title) {}

  BandPlot {
    places = List.copyOf(places);
    lines = List.copyOf(lines);
    boolean positive =
        lines.stream()
            .flatMap(line -> line.points.stream())
            .allMatch(p -> p.low > 0 && p.low <= p.middle && p.middle <= p.high);
    if (places.size() < 2 || lines.stream().allMatch(l -> l.points.isEmpty()) || !positive) {
      throw new IllegalArgumentException(what + ": nothing that can be drawn");
    }
  }

  String html() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Line line : lines) {
      for (Point point : line.points) {
        least = Math.min(least, point.low);
        most = Math.max(most, point.high);
      }
    }
    Axis scale = Axis.of(least, most);
    Svg axis = new Svg();
    Svg plot = new Svg();
    for (double tick : scale.ticks) {
      String y = Svg.px(down(scale, tick));
      plot.line("grid", "0", y, "100%", y);
      axis.text("", "100%", -8, down(scale, tick) + 4, "end", CompareText.dollars(tick));
    }
    for (int p = 0; p < places.size(); p++) {
      String x = Svg.part(across(p) / 10);
      plot.line(p == here ? "here" : "grid", x, "0", x, Svg.px(TALL));
      plot.text(p == here ? "title" : "", x, 0, TALL + 16, "middle", places.get(p));
    }
    plot.text("title", "50%", 0, TALL + 36, "middle", along);
    Svg stretched = new Svg();
    for (Line line : lines) {
      if (line.points.size() > 1) {
        stretched.path("band-of " + line.style, band(scale, line), "");
      }
    }
    for (Line line : lines) {
      if (line.points.size() > 1) {
        stretched.path("line-of " + line.style, path(scale, line), line.name);
      }
    }
    plot.stretched("curve", WIDE, TALL, stretched);
    for (Line line : lines) {
      for (Point p : line.points) {
        String x = Svg.part(across(p.place) / 10);
        plot.mark(line.style, x, down(scale, p.middle), false, p.title);
      }
    }
    return "<div class=\"chart banded\">"
        + axis.axis(AXIS, TALL + 42)
        + plot.drawing("plot", TALL + 42, what)
        + "</div>"
        + legend();
  }

  /// Either axis.
  ///
  /// @param place of a value, in percent from below
  private record Axis(List<Double> ticks, DoubleUnaryOperator place) {
    static Axis of(double least, double most) {
      if (most >= NEAR * least) {
        LogScale scale = LogScale.of(least, most);
        return new Axis(scale.ticks(), scale::place);
      }
      double step = Charts.roundStep(Math.max(most - least, 0.04 * most) / 4);
      double low = step * Math.floor(least / step - 0.2);
      double high = step * Math.ceil(most / step + 0.2);
      List<Double> ticks = new ArrayList<>();
      for (int i = 0; low + i * step <= high + step / 2; i++) {
        ticks.add(low + i * step);
      }
      return new Axis(ticks, value -> 100 * (value - low) / (high - low));
    }
  }

  private String legend() {
    List<Svg.Key> keys = new ArrayList<>();
    for (Line line : lines) {
      keys.add(new Svg.Key(line.name, line.style));
    }
    return Svg.legend(keys);
  }

  private double across(int place) {
    return WIDE * (place + 0.5) / places.size();
  }

  private static double down(Axis scale, double value) {
    return TALL * (1 - scale.place.applyAsDouble(value) / 100);
  }

  private String path(Axis scale, Line line) {
    return "M" + String.join("L", line.points.stream().map(p -> at(scale, p, p.middle)).toList());
  }

  private String band(Axis scale, Line line) {
    List<String> edge = new ArrayList<>();
    line.points.forEach(p -> edge.add(at(scale, p, p.high)));
    line.points.reversed().forEach(p -> edge.add(at(scale, p, p.low)));
    return "M" + String.join("L", edge) + "Z";
  }

  private String at(Axis scale, Point point, double value) {
    return Svg.px(across(point.place)) + " " + Svg.px(down(scale, value));
  }
}
