package bitline.report;

import bitline.base.Units;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a network's score on a chip changes while the chip's cells age, with each way to make up for
/// their drift.
///
/// @param network the network's name
/// @param task its task's word
/// @param chip the chip's name
/// @param cell the name of its cell
/// @param metric the score's name
/// @param onFloat the float network's score on the same inputs
/// @param inputs how many there were
/// @param chips how many manufactured chips were run at each age
/// @param ages seconds since programming, ascending
/// @param ways at least one
/// @param knownUntil the last age in seconds at which the cell was measured; null where a formula
///   gives it at every age
/// @param notes remarks a reader must not miss, a sentence each
/// @param stages where the workbench's own time went
public record AgeReport(
    String network,
    String task,
    String chip,
    String cell,
    String metric,
    double onFloat,
    int inputs,
    int chips,
    List<Double> ages,
    List<Way> ways,
    @Nullable Double knownUntil,
    List<String> notes,
    List<RunReport.Stage> stages) {
  public AgeReport {
    ages = List.copyOf(ages);
    ways = List.copyOf(ways);
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
  }

  /// One way to compensate drift.
  ///
  /// @param scores of each chip, at each age
  public record Way(String compensation, List<List<Double>> scores) {
    public Way {
      scores = scores.stream().map(List::copyOf).toList();
    }

    private double mean(int age) {
      return Spread.of(scores.get(age)).mean();
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
        .append('\n');
    out.append(Paragraph.wrap(answer(), "", "", width));
    notes.forEach(note -> out.append(Paragraph.wrap(note, "", "", width)));
    return out.toString();
  }

  private Table table() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.number("age"));
    ways.forEach(way -> columns.add(Table.number(heading(way))));
    List<List<String>> rows = new ArrayList<>();
    for (int a = 0; a < ages.size(); a++) {
      List<String> row = new ArrayList<>();
      row.add(Units.format(ages.get(a), "s", 3));
      for (Way way : ways) {
        row.add(cell(way.scores().get(a)));
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  private String heading(Way way) {
    return switch (way.compensation()) {
      case "none" -> "uncompensated";
      case "batch_norm" -> "batch norms anew";
      default -> "by " + way.compensation();
    };
  }

  /// Of its line: a way has the same colour on every page.
  private static String style(Way way) {
    return switch (way.compensation()) {
      case "none" -> "raw";
      case "layer" -> "bylayer";
      case "column" -> "bycolumn";
      default -> "bybatchnorm";
    };
  }

  private String cell(List<Double> scores) {
    Spread spread = Spread.of(scores);
    String mean = Numbers.score(metric, spread.mean());
    return chips == 1
        ? mean
        : mean
            + " ± "
            + Numbers.change(metric, 0, spread.deviation()).substring(1).replace(" points", "");
  }

  /// Where each way ends, and how long it keeps within a point of float.
  private String answer() {
    StringBuilder out =
        new StringBuilder(
            unlabelled()
                ? "Without labels the score is the agreement with float"
                : "The float network reaches " + Numbers.score(metric, onFloat) + " " + metric);
    out.append(". After ")
        .append(Units.format(ages.getLast(), "s", 3))
        .append(chips == 1 ? " the chip reaches " : " chips reach on average ");
    for (int w = 0; w < ways.size(); w++) {
      out.append(w == 0 ? "" : w == ways.size() - 1 ? " and " : ", ")
          .append(Numbers.score(metric, ways.get(w).mean(ages.size() - 1)))
          .append(ended(ways.get(w)));
    }
    out.append(". Within one point of float's score: ");
    for (int w = 0; w < ways.size(); w++) {
      out.append(w == 0 ? "" : ", ")
          .append(heading(ways.get(w)))
          .append(" ")
          .append(within(ways.get(w)));
    }
    return out.append(".").toString();
  }

  private String ended(Way way) {
    return switch (way.compensation()) {
      case "none" -> " " + heading(way);
      case "batch_norm" -> " with " + heading(way);
      default -> " compensated " + heading(way);
    };
  }

  private boolean unlabelled() {
    return metric.equals(ChipRuns.AGREEMENT);
  }

  private String within(Way way) {
    int good = 0;
    while (good < ages.size() && way.mean(good) >= onFloat - ChipSamples.ONE_POINT - 1e-12) {
      good++;
    }
    return good == 0
        ? "at no age tried"
        : (good == ages.size() ? "up to the last age, " : "up to ")
            + Units.format(ages.get(good - 1), "s", 3);
  }

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  String page() {
    List<LinePlot.Line> lines = new ArrayList<>();
    StringBuilder cards = new StringBuilder("<div class=\"figures\">");
    if (!unlabelled()) {
      cards.append(Page.card(metric + " in float", Numbers.score(metric, onFloat), "float"));
    }
    for (int w = 0; w < ways.size(); w++) {
      Way way = ways.get(w);
      List<LinePlot.Point> points = new ArrayList<>();
      for (int a = 0; a < ages.size(); a++) {
        Spread spread = Spread.of(way.scores().get(a));
        points.add(
            new LinePlot.Point(
                ages.get(a),
                spread.mean(),
                spread.least(),
                spread.greatest(),
                Units.format(ages.get(a), "s", 3)
                    + ", "
                    + heading(way)
                    + ": "
                    + cell(way.scores().get(a))
                    + (chips == 1
                        ? ""
                        : ", "
                            + Numbers.score(metric, spread.least())
                            + " to "
                            + Numbers.score(metric, spread.greatest()))));
      }
      lines.add(new LinePlot.Line(heading(way), style(way), points));
      cards.append(
          Page.card(
              heading(way) + ", " + Units.format(ages.getLast(), "s", 3),
              Numbers.score(metric, way.mean(ages.size() - 1)),
              "way-" + style(way)));
    }
    String plot =
        "<p class=\"hint\">"
            + Html.escape(
                "Each way to make up for drift is a line over the time since programming, on a logarithmic axis; the dashed line is float."
                    + (chips == 1
                        ? ""
                        : " Lines are the mean of "
                            + chips
                            + " chips, bands reach from the least to the greatest."))
            + "</p><div class=\"panel\"><h3>"
            + Html.escape(metric + " over age")
            + "</h3>"
            + new LinePlot(metric, onFloat, lines, knownUntil).svg()
            + "</div>";
    return new Page()
        .section("plot", "Score over age", plot)
        .section("table", "In numbers", Page.table(table()))
        .section("time", "Where the time went", Page.stages(stages))
        .text("age · " + task, network, chip, answer(), cards + "</div>" + Page.notes(notes));
  }
}
