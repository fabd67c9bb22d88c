package bitline.report;

import bitline.base.Units;
import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Interval;
import bitline.silicon.validate.Published;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A validation as tables: figures chip by chip, curves, scores.
public final class ValidationText {
  /// Parts that are named one by one; more are all.
  static final int MOST_PARTS = 4;

  private static final int WIDTH = 118;
  private static final String FROM = "<!-- from here written by ./bitline validate --write -->";
  private static final String TO = "<!-- to here -->";

  private ValidationText() {}

  /// What was published beside the three predictions, each as the factor model / published of
  /// joules, square metres, shares or operations a second, and the blind interval in the same way.
  ///
  /// @param points whether the points of curves are rows too
  public static Table figures(List<Row> rows, boolean points) {
    List<List<String>> lines = new ArrayList<>();
    @Nullable String chip = null;
    for (Row row : rows) {
      Published p = row.published();
      if (p.curve() != null && !points) {
        continue;
      }
      if (!p.chip().equals(chip)) {
        chip = p.chip();
        lines.add(List.of(chip, "", "", "", "", "", "", ""));
      }
      lines.add(
          List.of(
              "  " + place(p),
              what(p),
              Units.format(p.value(), p.form().unit()),
              factor(row.ratio(Fitting.BLIND)),
              interval(row),
              p.counted() ? held(row) : "-",
              factor(row.ratio(Fitting.LEFT_OUT)),
              factor(row.ratio(Fitting.FITTED))));
    }
    return new Table(
        List.of(
            Table.text("chip, operating point"),
            Table.text("figure"),
            Table.number("published"),
            Table.number("blind ×"),
            Table.number("80 % interval ×"),
            Table.text("inside"),
            Table.number("left out ×"),
            Table.number("fitted ×")),
        lines);
  }

  /// What the blind energy of a chip is made of at each operating point, and its area: shares of
  /// parts, before any boundary is drawn.
  public static Table parts(Chip chip) {
    List<Table.Column> columns = new ArrayList<>(List.of(Table.text("blind model of")));
    columns.add(Table.number("all"));
    List<List<String>> lines = new ArrayList<>();
    Set<Part> seen = EnumSet.noneOf(Part.class);
    List<Peak> peaks =
        chip.operatingPoints().stream().map(p -> Peak.of(chip, p, Factors.BLIND)).toList();
    for (Peak peak : peaks) {
      seen.addAll(peak.energy().keySet());
      seen.addAll(peak.area().keySet());
    }
    seen.forEach(part -> columns.add(Table.number(words(List.of(part)))));
    for (int i = 0; i < peaks.size(); i++) {
      Peak peak = peaks.get(i);
      String name = "energy a MAC, " + chip.operatingPoints().get(i).name();
      lines.add(shares(name, peak.energy(), 1 / peak.macs(), "J", seen));
    }
    lines.add(shares("area", peaks.getFirst().area(), 1, "m2", seen));
    return new Table(columns, lines);
  }

  private static List<String> shares(
      String name, Map<Part, Double> parts, double scale, String unit, Set<Part> shown) {
    double all = 0;
    for (Part part : shown) {
      all += parts.getOrDefault(part, 0.0);
    }
    List<String> line = new ArrayList<>(List.of(name, Units.format(all * scale, unit, 3)));
    for (Part part : shown) {
      double share = parts.getOrDefault(part, 0.0) / all;
      line.add(share == 0 ? "" : Numbers.percent(share));
    }
    return line;
  }

  /// What does not count, and why.
  public static Table uncounted(List<Row> rows, List<Validation.Missing> missing) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      String why = row.published().uncounted();
      if (why != null && row.published().curve() == null) {
        lines.add(line(row.published(), why));
      }
    }
    missing.forEach(m -> lines.add(line(m.published(), m.why())));
    return new Table(
        List.of(
            Table.text("chip"),
            Table.text("operating point"),
            Table.text("figure"),
            Table.text("not counted")),
        lines);
  }

  private static List<String> line(Published p, String why) {
    return List.of(p.chip(), place(p), what(p), why.strip());
  }

  /// Shapes of curves: mean |error| in percent.
  public static Table curves(List<CurveError> curves) {
    return new Table(
        List.of(
            Table.text("chip"),
            Table.text("curve"),
            Table.text("parts"),
            Table.number("points"),
            Table.number("blind"),
            Table.number("left out"),
            Table.number("one constant"),
            Table.number("worst"),
            Table.number("fitted")),
        curves.stream()
            .map(c ->
                List.of(
                    c.chip(),
                    c.supply() == null
                        ? c.curve()
                        : c.curve() + ", " + Units.format(c.supply(), "V"),
                    c.parts().size() > MOST_PARTS ? "" : words(c.parts()),
                    String.valueOf(c.points()),
                    Numbers.percent(c.blind()),
                    Numbers.percent(c.leftOut()),
                    Numbers.percent(c.afterOne()),
                    Numbers.percent(c.worstAfterOne()),
                    Numbers.percent(c.fitted())))
            .toList());
  }

  /// Errors by quantity and class, each as a factor: e to the error.
  public static Table scores(List<Score> scores) {
    List<List<String>> lines = new ArrayList<>();
    @Nullable Score before = null;
    for (Score s : scores) {
      if (!s.quantity().evidence()) {
        continue;
      }
      boolean quantity = before == null || before.quantity() != s.quantity();
      boolean kind = quantity || before == null || before.kind() != s.kind();
      before = s;
      lines.add(
          List.of(
              quantity ? s.quantity().words() : "",
              kind ? s.kind().name().toLowerCase(Locale.ROOT) : "",
              s.fitting().words(),
              String.valueOf(s.chips()),
              factor(StrictMath.exp(s.median())),
              factor(StrictMath.exp(s.most())),
              share(s.inside()),
              String.valueOf(s.figures()),
              factor(StrictMath.exp(s.medianOfFigures())),
              factor(StrictMath.exp(s.mostOfFigures())),
              share(s.figuresInside())));
    }
    return new Table(
        List.of(
            Table.text("quantity"),
            Table.text("chips of"),
            Table.text("model"),
            Table.number("chips"),
            Table.number("median ×"),
            Table.number("90 % ×"),
            Table.number("inside"),
            Table.number("figures"),
            Table.number("median ×"),
            Table.number("90 % ×"),
            Table.number("inside")),
        lines);
  }

  /// Targets, met or not.
  public static Table targets(List<Figure> targets) {
    return new Table(
        List.of(
            Table.text("target"),
            Table.number("figure"),
            Table.number("target"),
            Table.text("met"),
            Table.text("remark")),
        targets.stream()
            .map(t ->
                List.of(
                    t.what(),
                    t.figure(),
                    t.target(),
                    t.met() == null ? "-" : t.met() ? "yes" : "NO",
                    t.remark()))
            .toList());
  }

  /// All that is summed up: curves, scores, targets.
  public static String sums(Validation validation) {
    return "Shapes of curves: mean |model / published - 1|; one constant: after one factor a curve\n\n"
        + curves(CurveError.of(validation.rows())).render(WIDTH)
        + "\nErrors as factors, e^|ln(model / published)|: chips weighing alike, then figures alike\n\n"
        + scores(Score.of(validation.rows())).render(WIDTH)
        + "\n"
        + targets(ValidationTargets.of(validation)).render(WIDTH);
  }

  /// A page of documentation with today's sums between the two marks it has for them.
  public static String within(String page, Validation validation) {
    int from = page.indexOf(FROM);
    int to = page.indexOf(TO);
    if (from < 0 || to < from) {
      throw new IllegalStateException("docs/validation.md lacks " + FROM + " or " + TO);
    }
    String indented =
        sums(validation)
            .lines()
            .map(line -> line.isEmpty() ? "" : "    " + line)
            .collect(Collectors.joining("\n"));
    return page.substring(0, from + FROM.length())
        + "\n\n"
        + indented
        + "\n\n"
        + page.substring(to);
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "" : Numbers.percent(share);
  }

  /// Operating point and conditions.
  static String place(Published p) {
    return p.conditions().isEmpty() ? p.point() : p.point() + ": " + p.conditions();
  }

  /// Quantity and, of single parts, which.
  static String what(Published p) {
    return switch (p.quantity()) {
      case THROUGHPUT, ENERGY, AREA -> p.quantity().words();
      case PART_ENERGY, ENERGY_SHARE, PART_AREA, AREA_SHARE ->
          (p.form().unit().equals("1") ? "share " : p.quantity().scope() + " ")
                  .toLowerCase(Locale.ROOT)
              + words(p.parts());
    };
  }

  static String words(List<Part> parts) {
    return parts.stream()
        .map(part -> part.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("+"));
  }

  /// `0.87`, three digits from a tenth to a hundred.
  static String factor(double factor) {
    return String.format(Locale.ROOT, factor >= 9.995 || factor < 0.0995 ? "%.3g" : "%.2f", factor);
  }

  private static String interval(Row row) {
    Interval interval = row.blindInterval();
    if (interval == null) {
      return "";
    }
    double one = row.ratio(interval.low());
    double other = row.ratio(interval.high());
    return factor(Math.min(one, other)) + "–" + factor(Math.max(one, other));
  }

  private static String held(Row row) {
    Interval interval = row.interval(Fitting.BLIND);
    return interval == null ? "" : interval.holds(row.published().value()) ? "yes" : "no";
  }
}
