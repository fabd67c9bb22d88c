package bitline.report;

import bitline.evaluate.ChipRuns;
import bitline.evaluate.Spread;
import bitline.sim.fault.FaultCensus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A network's score on chips with stuck cells, with each way to repair them.
///
/// @param network the network's name
/// @param task its task's word
/// @param chip the chip's name
/// @param metric the score's name
/// @param onFloat the float network's score on the same inputs
/// @param inputs how many there were
/// @param chips how many manufactured chips were run at each point
/// @param withoutFaults the score of each chip if no cell of it were stuck
/// @param points at least one
/// @param notes remarks a reader must not miss, a sentence each
/// @param stages where the workbench's own time went
public record RepairReport(
    String network,
    String task,
    String chip,
    String metric,
    double onFloat,
    int inputs,
    int chips,
    List<Double> withoutFaults,
    List<Point> points,
    List<String> notes,
    List<RunReport.Stage> stages) {

  public RepairReport {
    withoutFaults = List.copyOf(withoutFaults);
    points = List.copyOf(points);
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
  }

  /// One share of stuck cells.
  ///
  /// @param rate of single cells, as it was asked for; null: as the files or the map tell
  public record Point(@Nullable Double rate, List<Way> ways) {
    public Point {
      ways = List.copyOf(ways);
    }

    /// The share of devices that are stuck in the arrays that hold weights.
    double stuck() {
      return ways.getFirst().share(FaultCensus::stuck, FaultCensus::devices);
    }

    String name() {
      return Numbers.percent(rate == null ? stuck() : rate);
    }
  }

  /// One way to repair.
  ///
  /// @param repair its word
  /// @param scores of each chip
  /// @param counted on each chip
  public record Way(String repair, List<Double> scores, List<FaultCensus> counted) {
    public Way {
      scores = List.copyOf(scores);
      counted = List.copyOf(counted);
    }

    private long sum(ToLongFunction<FaultCensus> figure) {
      return counted.stream().mapToLong(figure).sum();
    }

    private double share(ToLongFunction<FaultCensus> part, ToLongFunction<FaultCensus> whole) {
      return (double) sum(part) / Math.max(1, sum(whole));
    }

    private double mean() {
      return Spread.of(scores).mean();
    }

    private String style() {
      return switch (repair) {
        case "none" -> "raw";
        case "spares" -> "bylayer";
        case "rows" -> "byrow";
        case "remap" -> "bycolumn";
        default -> "both";
      };
    }

    private String name() {
      return switch (repair) {
        case "none" -> "not repaired";
        case "spares" -> "spare lines";
        case "rows" -> "rows remapped";
        case "remap" -> "remapped";
        case "both" -> "both";
        default -> throw new IllegalStateException(repair);
      };
    }
  }

  /// The report as text, lines within `width` columns.
  public String text(int width) {
    StringBuilder out = new StringBuilder();
    out.append(network)
        .append(" on ")
        .append(chip)
        .append(", ")
        .append(inputs)
        .append(inputs == 1 ? " input, " : " inputs, ")
        .append(chips)
        .append(chips == 1 ? " chip\n\n" : " chips\n\n")
        .append(table().render(width))
        .append('\n')
        .append(Paragraph.wrap(answer(), "", "", width));
    notes.forEach(note -> out.append(Paragraph.wrap(note, "", "", width)));
    return out.toString();
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("0.0 %", "no faults", score(withoutFaults), "", "", "", ""));
    for (Point point : points) {
      for (Way way : point.ways()) {
        rows.add(
            List.of(
                point.name(),
                way.name(),
                score(way.scores()),
                Numbers.percent(way.share(FaultCensus::wrong, FaultCensus::digits)),
                Numbers.percent(way.share(FaultCensus::harm, FaultCensus::magnitudes)),
                lines(way),
                Numbers.percent(way.share(FaultCensus::notWhole, FaultCensus::arrays))));
      }
    }
    return new Table(
        List.of(
            Table.number("stuck"),
            Table.text("chip"),
            Table.number(metric),
            Table.number("wrong"),
            Table.number("weight error"),
            Table.number("lines"),
            Table.number("faulty")),
        rows);
  }

  /// Rows and columns that were replaced, in the mean of the chips.
  private String lines(Way way) {
    long lines = way.sum(census -> census.rows() + (long) census.columns());
    return lines == 0 ? "" : Numbers.count(Math.round((double) lines / chips));
  }

  /// The mean, and half the width of its 95 % interval.
  private String score(List<Double> scores) {
    Spread spread = Spread.of(scores);
    String mean = Numbers.score(metric, spread.mean());
    if (scores.size() == 1) {
      return mean;
    }
    String half = Numbers.change(metric, 0, spread.high() - spread.mean());
    return mean + " ± " + half.substring(1).replace(" points", "");
  }

  private String answer() {
    StringBuilder out = new StringBuilder();
    out.append(
            unlabelled()
                ? "Without labels the score is the agreement with float"
                : "The float network reaches " + Numbers.score(metric, onFloat) + " " + metric)
        .append(". Without stuck cells ")
        .append(chips == 1 ? "the chip reaches " : "chips reach on average ")
        .append(mean(withoutFaults))
        .append("; with ")
        .append(points.getLast().name())
        .append(" of them stuck ");
    List<Way> ways = points.getLast().ways();
    for (int w = 0; w < ways.size(); w++) {
      out.append(w == 0 ? "" : w == ways.size() - 1 ? " and " : ", ")
          .append(mean(ways.get(w).scores()))
          .append(" ")
          .append(
              ways.get(w).repair().equals("both")
                  ? "with spare lines and remapped"
                  : ways.get(w).repair().equals("spares")
                      ? "with spare lines"
                      : ways.get(w).name());
    }
    return out.append(".").toString();
  }

  private String mean(List<Double> scores) {
    return Numbers.score(metric, Spread.of(scores).mean());
  }

  private boolean unlabelled() {
    return metric.equals(ChipRuns.AGREEMENT);
  }

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  String page() {
    StringBuilder cards = new StringBuilder("<div class=\"figures\">");
    if (!unlabelled()) {
      cards.append(Page.card(metric + " in float", Numbers.score(metric, onFloat), "float"));
    }
    cards.append(Page.card("No cell stuck", mean(withoutFaults), "chip"));
    Point last = points.getLast();
    for (Way way : last.ways()) {
      cards.append(
          Page.card(
              last.name() + " stuck, " + way.name(), mean(way.scores()), "way-" + way.style()));
    }
    String hint =
        "Stuck: share of cells that are stuck. Wrong: digits that their cells do not hold. Weight error: the sum over digits of their weight times how far they are off, beside the sum of all weights' magnitudes. Lines: rows and columns that spare ones replaced. Faulty: arrays that have stuck cells even behind their spare lines.";
    return new Page()
        .section("plot", "Score over stuck cells", points.size() > 1 ? plot() : bars())
        .section(
            "table",
            "In numbers",
            "<p class=\"hint\">" + Html.escape(hint) + "</p>" + Page.table(table()))
        .section("time", "Where the time went", Page.stages(stages))
        .text("repair · " + task, network, chip, answer(), cards + "</div>" + Page.notes(notes));
  }

  private String plot() {
    List<LinePlot.Line> lines = new ArrayList<>();
    for (int w = 0; w < points.getFirst().ways().size(); w++) {
      List<LinePlot.Point> line = new ArrayList<>();
      for (int p = 0; p < points.size(); p++) {
        Way way = points.get(p).ways().get(w);
        Spread spread = Spread.of(way.scores());
        line.add(
            new LinePlot.Point(
                p,
                way.mean(),
                spread.least(),
                spread.greatest(),
                points.get(p).name() + " stuck, " + way.name() + ": " + score(way.scores())));
      }
      Way way = points.getFirst().ways().get(w);
      lines.add(new LinePlot.Line(way.name(), way.style(), line));
    }
    String hint =
        "Each way of repair is a line over the share of cells that are stuck; the dashed line is float."
            + (chips == 1
                ? ""
                : " Lines are the mean of "
                    + chips
                    + " chips, bands reach from the least to the greatest.");
    return "<p class=\"hint\">"
        + Html.escape(hint)
        + "</p><div class=\"panel\"><h3>"
        + Html.escape(metric + " over share of stuck cells")
        + "</h3>"
        + new LinePlot(metric, onFloat, lines, null, points.stream().map(Point::name).toList())
            .svg()
        + "</div>";
  }

  private String bars() {
    List<String> names = new ArrayList<>(List.of("no faults"));
    List<List<Double>> scores = new ArrayList<>(Collections.singletonList(withoutFaults));
    for (Way way : points.getFirst().ways()) {
      names.add(way.name());
      scores.add(way.scores());
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      out.append("<tr><td>")
          .append(Html.escape(names.get(i)))
          .append("</td><td class=\"n\">")
          .append(Html.escape(score(scores.get(i))))
          .append("</td><td class=\"wide\">")
          .append(Charts.bar(Spread.of(scores.get(i)).mean(), i == 0 ? "chip" : "lost"))
          .append("</td></tr>");
    }
    return "<div class=\"scroll\"><table><thead><tr><th>Chip</th><th class=\"n\">"
        + Html.escape(metric)
        + "</th><th>longer is better</th></tr></thead><tbody>"
        + out
        + "</tbody></table></div>";
  }
}
