package bitline.report;

import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Form;
import bitline.silicon.validate.Published;
import bitline.silicon.validate.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A published curve and the model's, point by point at even distances: measured, blind, blind
/// after one factor for the whole curve, and fitted. Inline SVG that stretches with the page.
record CurvePlot(CurveError error, List<Row> rows) {
  private static final int TALL = 190;
  private static final int WIDE = 1000;
  private static final int AXIS = 84;

  /// Pixels that a plot has at least for the names of its points.
  private static final double NARROW = 240;

  private static final double LETTER = 6.2;
  private static final int LETTERS = 14;

  /// A line of the plot.
  private record Line(String name, String style, ToDoubleFunction<Row> value, boolean dots) {}

  String html() {
    List<Line> lines =
        List.of(
            new Line("blind", "blind", Row::blind, false),
            new Line(
                "blind × one constant",
                "model",
                r ->
                    error.form() == Form.OPS_PER_JOULE
                        ? r.blind() / error.constant()
                        : error.constant() * r.blind(),
                false),
            new Line("fitted", "own", Row::fitted, false),
            new Line("measured", "silicon", r -> r.published().value(), true));
    double[] all =
        lines.stream().flatMapToDouble(line -> rows.stream().mapToDouble(line.value)).toArray();
    double least = all[0];
    double most = all[0];
    for (double value : all) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    LogScale scale = LogScale.of(least, most);
    String unit = error.form().unit();
    Svg axis = new Svg();
    Svg plot = new Svg();
    for (double tick : scale.ticks()) {
      String y = Svg.px(down(scale, tick));
      plot.line("grid", "0", y, "100%", y);
      axis.text("", "100%", -8, down(scale, tick) + 4, "end", Numbers.si(tick, unit));
    }
    Svg stretched = new Svg();
    for (Line line : lines) {
      stretched.path("line-of " + line.style, path(scale, line), line.name);
    }
    plot.stretched("curve", WIDE, TALL, stretched);
    names(plot);
    for (Line line : lines) {
      for (int i = 0; line.dots && i < rows.size(); i++) {
        Row row = rows.get(i);
        String title =
            ValidationText.place(row.published())
                + ": measured "
                + Numbers.si(row.published().value(), unit)
                + ", blind "
                + Numbers.si(row.blind(), unit);
        plot.mark(
            line.style,
            Svg.part(across(i) / 10),
            down(scale, row.published().value()),
            false,
            title);
      }
    }
    return "<div class=\"chart curves\">"
        + axis.axis(AXIS, TALL + 26)
        + plot.drawing("plot", TALL + 26, title())
        + "</div>";
  }

  /// What the lines of all these plots are.
  static String legend() {
    return Svg.legend(
        List.of(
            new Svg.Key("measured", "silicon dot"),
            new Svg.Key("blind", "blind"),
            new Svg.Key("blind × one constant", "model"),
            new Svg.Key("fitted on the chip", "own")));
  }

  /// The chip, the curve and the parts.
  String title() {
    return String.join(
        ", ",
        Stream.of(
                error.chip(),
                error.curve()
                    + (error.supply() == null ? "" : " at " + Numbers.si(error.supply(), "V")),
                error.parts().size() > ValidationText.MOST_PARTS
                    ? ""
                    : ValidationText.words(error.parts()))
            .filter(s -> !s.isEmpty())
            .toList());
  }

  private double across(int point) {
    return WIDE * (point + 0.5) / rows.size();
  }

  private static double down(LogScale scale, double value) {
    return TALL * (1 - scale.place(value) / 100);
  }

  private String path(LogScale scale, Line line) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      places.add(
          Svg.px(across(i)) + " " + Svg.px(down(scale, line.value.applyAsDouble(rows.get(i)))));
    }
    return "M" + String.join("L", places);
  }

  private void names(Svg plot) {
    List<String> names = names();
    int longest = names.stream().mapToInt(String::length).max().orElse(1);
    int fit = Math.max(1, (int) (NARROW / (longest * LETTER + 8)));
    int every = Math.max(1, Math.ceilDiv(rows.size(), fit));
    for (int i = 0; i < rows.size(); i += every) {
      plot.text("", Svg.part(across(i) / 10), 0, TALL + 18, "middle", names.get(i));
    }
  }

  /// What tells the points apart: their conditions, less those that all have.
  private List<String> names() {
    List<List<String>> words = new ArrayList<>();
    for (Row row : rows) {
      Published p = row.published();
      words.add(List.of((p.conditions().isEmpty() ? p.point() : p.conditions()).split(", ")));
    }
    List<String> names = new ArrayList<>();
    for (List<String> of : words) {
      List<String> own =
          of.stream().filter(w -> !words.stream().allMatch(each -> each.contains(w))).toList();
      names.add(Svg.shortened(String.join(", ", own.isEmpty() ? of : own), LETTERS));
    }
    return names;
  }
}
