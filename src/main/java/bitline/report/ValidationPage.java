package bitline.report;

import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Form;
import bitline.silicon.validate.Interval;
import bitline.silicon.validate.Published;
import bitline.silicon.validate.Quantity;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A validation as a page: targets, model against silicon, errors, curves, every figure, what other
/// tools show.
public final class ValidationPage {
  private static final Set<Form> JOULES =
      Set.of(Form.ENERGY_PER_MAC, Form.ENERGY_PER_CONVERSION, Form.ENERGY_PER_STEP);
  private static final List<ParityPlot.Kind> KINDS =
      List.of(
          new ParityPlot.Kind("analog", "analog", false),
          new ParityPlot.Kind("digital", "digital", true));

  private ValidationPage() {}

  /// Writes the page: whole or not at all.
  public static void write(Validation validation, Path file) {
    Page.write(page(validation), file);
  }

  /// The page.
  public static String page(Validation validation) {
    List<Row> rows = validation.rows();
    List<Figure> targets = ValidationTargets.of(validation);
    return new Page()
        .section("targets", "Targets", Page.table(ValidationText.targets(targets)))
        .section("energy", "Energy: model against silicon", energy(rows))
        .section("area", "Area: model against silicon", area(rows))
        .section(
            "errors",
            "How far off",
            new ErrorStrips(rows).html()
                + hint(
                    "As factors, e to the median of |ln(model / published)|; first chips weigh"
                        + " alike, then figures.")
                + Page.table(ValidationText.scores(Score.of(rows))))
        .section("curves", "Curves", curves(rows))
        .section(
            "figures",
            "Every figure",
            hint(
                    "×: model over published, of joules, square metres, shares or operations a second,"
                        + " whatever the form of publication. Inside: whether the blind 80 %"
                        + " interval holds what was published; -: does not count.")
                + Page.table(ValidationText.figures(rows, true)))
        .section(
            "uncounted",
            "What does not count, and why",
            Page.table(ValidationText.uncounted(rows, validation.missing())))
        .section(
            "peers",
            "What other tools show",
            hint("Restated from their public material; nothing of theirs was run here.")
                + Page.table(Peers.table()))
        .text("validate", "Energy and area", "published silicon", lead(rows), cards(targets));
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private static String lead(List<Row> rows) {
    long chips =
        rows.stream()
            .filter(r -> r.published().counted())
            .map(r -> r.published().chip())
            .distinct()
            .count();
    long counted = rows.stream().filter(r -> r.published().counted()).count();
    return counted
        + " published figures of "
        + chips
        + " chips, each predicted three times: blind, with constants fitted on all chips of other"
        + " silicon, and with constants fitted on the chip itself.";
  }

  private static String cards(List<Figure> targets) {
    StringBuilder out = new StringBuilder("<div class=\"figures\">");
    targets.stream()
        .filter(t -> t.met() != null)
        .forEach(t ->
            out.append(
                Page.card(
                    t.what() + ", target " + t.target(),
                    t.figure(),
                    Boolean.TRUE.equals(t.met()) ? "chip" : "lost")));
    return out.append("</div>").toString();
  }

  private static String energy(List<Row> rows) {
    List<Row> whole =
        counted(rows, Quantity.ENERGY).stream()
            .filter(r -> r.published().form() == Form.OPS_PER_JOULE)
            .filter(r -> r.published().curve() == null)
            .toList();
    List<Row> parts =
        rows.stream()
            .filter(r -> r.published().counted() && JOULES.contains(r.published().form()))
            .filter(r -> r.published().curve() == null)
            .toList();
    return panels(
        new Panel("Blind, operations a joule", "op/J", whole, Fitting.BLIND),
        new Panel("Left out, operations a joule", "op/J", whole, Fitting.LEFT_OUT),
        new Panel(
            "Blind, joules a MAC, conversion or step, of all or of parts",
            "J",
            parts,
            Fitting.BLIND),
        new Panel("Left out, the same", "J", parts, Fitting.LEFT_OUT));
  }

  private static String area(List<Row> rows) {
    List<Row> areas =
        rows.stream()
            .filter(r -> r.published().counted() && r.published().form() == Form.AREA)
            .toList();
    List<Row> densities =
        rows.stream()
            .filter(r -> r.published().counted() && r.published().form() == Form.OPS_PER_AREA)
            .toList();
    return panels(
        new Panel("Blind, of all or of parts", "m2", areas, Fitting.BLIND),
        new Panel("Left out, of all or of parts", "m2", areas, Fitting.LEFT_OUT),
        new Panel("Blind, density", "op/s/m2", densities, Fitting.BLIND),
        new Panel("Left out, density", "op/s/m2", densities, Fitting.LEFT_OUT));
  }

  private static List<Row> counted(List<Row> rows, Quantity quantity) {
    return rows.stream()
        .filter(r -> r.published().counted() && r.published().quantity() == quantity)
        .toList();
  }

  /// A plot of some figures.
  private record Panel(String title, String unit, List<Row> rows, Fitting fitting) {}

  private static String panels(Panel... panels) {
    StringBuilder out = new StringBuilder("<div class=\"columns two\">");
    for (Panel panel : panels) {
      List<ParityPlot.Point> points = new ArrayList<>();
      panel.rows.forEach(row -> points.add(point(row, panel.fitting)));
      if (!points.isEmpty()) {
        out.append("<div class=\"panel\"><h3>")
            .append(Html.escape(panel.title))
            .append("</h3>")
            .append(new ParityPlot(panel.title, panel.unit, KINDS, points).html())
            .append("</div>");
      }
    }
    return out.append("</div>").toString();
  }

  private static ParityPlot.Point point(Row row, Fitting fitting) {
    Published p = row.published();
    double model = row.of(fitting);
    @Nullable Interval interval = row.interval(fitting);
    // Drawn intervals lie about their median, which need not be the blind prediction itself.
    double low = interval == null ? model : Math.min(model, interval.low());
    double high = interval == null ? model : Math.max(model, interval.high());
    String name = p.chip() + " " + ValidationText.place(p);
    return new ParityPlot.Point(name, p.digital() ? 1 : 0, p.value(), model, low, high);
  }

  private static String curves(List<Row> rows) {
    List<CurveError> errors = CurveError.of(rows);
    List<List<Row>> curves = CurveError.curves(rows);
    StringBuilder out = new StringBuilder(CurvePlot.legend()).append("<div class=\"columns\">");
    for (int i = 0; i < curves.size(); i++) {
      CurvePlot plot = new CurvePlot(errors.get(i), curves.get(i));
      if (curves.get(i).size() > 2) {
        out.append("<div class=\"panel\"><h3>")
            .append(Html.escape(plot.title()))
            .append("</h3>")
            .append(plot.html())
            .append("</div>");
      }
    }
    return out.append("</div>")
        + hint("Mean |model / published - 1|.")
        + Page.table(ValidationText.curves(errors));
  }
}
