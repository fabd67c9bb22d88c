package bitline.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An error budget: what the converters and each effect of its manufacture cost a network on a
/// chip, in the whole and layer by layer.
///
/// @param network the network's name
/// @param task its task's word
/// @param chip the chip's name
/// @param metric the score's name
/// @param onFloat the float network's score on the same inputs
/// @param inputs how many there were
/// @param rows chips with more or fewer ways to err, in order
/// @param columns what [Layer#shares] lists, in order: converters, effects, all
/// @param layers in the order in which they are computed
/// @param layerInputs inputs that layers were asked on
/// @param bits what --floor found; null where it was not asked for
/// @param notes remarks a reader must not miss, a sentence each
/// @param stages where the workbench's own time went
public record BlameReport(
    String network,
    String task,
    String chip,
    String metric,
    double onFloat,
    int inputs,
    List<Row> rows,
    List<String> columns,
    List<Layer> layers,
    int layerInputs,
    @Nullable BitsFound bits,
    List<String> notes,
    List<RunReport.Stage> stages) {
  private static final int COSTLIEST = 3;

  public BlameReport {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
  }

  /// One chip of the budget.
  ///
  /// @param part the part of [bitline.evaluate.ErrorBudget] in lower case
  /// @param name what it is called in tables
  /// @param effect the effect that is alone or left out; null for the others
  /// @param snrDb signal-to-noise ratio of the outputs against float; null when exact
  /// @param changes false for an effect that this chip's cells do not have
  public record Row(
      String part,
      String name,
      @Nullable String effect,
      double score,
      @Nullable Double snrDb,
      boolean changes) {}

  /// What one layer alone does to the outputs.
  ///
  /// @param shares of the outputs' energy that turn to error, one a column
  public record Layer(String name, String operator, List<Double> shares) {
    public Layer {
      shares = List.copyOf(shares);
    }

    double all() {
      return shares.getLast();
    }
  }

  /// The report as text, lines within `width` columns where names allow.
  public String text(int width) {
    StringBuilder out = new StringBuilder();
    out.append(network)
        .append(" on ")
        .append(chip)
        .append(", ")
        .append(inputs)
        .append(inputs == 1 ? " input\n\n" : " inputs\n\n")
        .append(budget().render(width))
        .append('\n')
        .append(Paragraph.wrap(answer(), "", "", width))
        .append('\n')
        .append(
            Paragraph.wrap(
                "Each layer alone, all others ideal: share of the outputs' energy that turns to error, by converters, by each effect beyond them, and by all:",
                "",
                "",
                width))
        .append(layerTable().render(width))
        .append('\n');
    if (bits != null) {
      out.append(bits.table().render(width));
      out.append(Paragraph.wrap(bits.answer(), "", "", width)).append('\n');
    }
    notes.forEach(note -> out.append(Paragraph.wrap(note, "", "", width)));
    return out.toString();
  }

  private Table budget() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("float", Numbers.score(metric, onFloat), "", ""));
    for (Row row : rows) {
      table.add(
          row.changes
              ? List.of(
                  row.name,
                  Numbers.score(metric, row.score),
                  Numbers.change(metric, onFloat, row.score),
                  row.snrDb == null ? "exact" : Numbers.decibels(row.snrDb))
              : List.of(row.name, "", "changes nothing", ""));
    }
    return new Table(
        List.of(
            Table.text("chip"),
            Table.number(metric),
            Table.number("against float"),
            Table.number("outputs' SNR")),
        table);
  }

  private Table layerTable() {
    List<Table.Column> titles = new ArrayList<>();
    titles.add(Table.number("#"));
    titles.add(Table.text("layer"));
    columns.forEach(column -> titles.add(Table.number(column)));
    List<List<String>> table = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(i + 1));
      row.add(layers.get(i).name());
      layers.get(i).shares().forEach(share -> row.add(Numbers.percent(share)));
      table.add(row);
    }
    return new Table(titles, table);
  }

  /// The dearest effect and the dearest layers, in a sentence each.
  private String answer() {
    StringBuilder out = new StringBuilder();
    Row all = one("all");
    Row converters = find("converters");
    out.append("With everything the chip reaches ")
        .append(Numbers.score(metric, all.score))
        .append(" ")
        .append(metric)
        .append(" where float reaches ")
        .append(Numbers.score(metric, onFloat))
        .append(
            converters == null
                ? ". "
                : "; its converters alone leave " + Numbers.score(metric, converters.score) + ". ");
    Row worst = null;
    for (Row row : rows) {
      if (row.part.equals("alone") && row.changes && (worst == null || noisier(row, worst))) {
        worst = row;
      }
    }
    if (worst != null) {
      out.append("Of the effects ")
          .append(worst.effect)
          .append(" makes most noise: alone it leaves ")
          .append(Numbers.score(metric, worst.score))
          .append(left(worst))
          .append(". ");
    }
    List<Layer> costliest =
        layers.stream()
            .filter(layer -> layer.all() > 0)
            .sorted((a, b) -> Double.compare(b.all(), a.all()))
            .limit(COSTLIEST)
            .toList();
    if (!costliest.isEmpty()) {
      out.append("Layers that cost most: ");
      for (int i = 0; i < costliest.size(); i++) {
        out.append(i == 0 ? "" : ", ")
            .append(costliest.get(i).name())
            .append(" (")
            .append(Numbers.percent(costliest.get(i).all()))
            .append(")");
      }
      out.append(".");
    }
    return out.toString();
  }

  private static boolean noisier(Row row, Row other) {
    return (row.snrDb == null ? Double.POSITIVE_INFINITY : row.snrDb)
        < (other.snrDb == null ? Double.POSITIVE_INFINITY : other.snrDb);
  }

  private String left(Row worst) {
    for (Row row : rows) {
      if (row.part.equals("all_but") && Objects.equals(row.effect, worst.effect)) {
        return ", without it all others leave " + Numbers.score(metric, row.score);
      }
    }
    return "";
  }

  private Row one(String part) {
    return Objects.requireNonNull(find(part), part);
  }

  /// Null where there is none: a digital chip has no converters.
  private @Nullable Row find(String part) {
    return rows.stream().filter(row -> row.part.equals(part)).findFirst().orElse(null);
  }

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  String page() {
    Row converters = find("converters");
    String cards =
        "<div class=\"figures\">"
            + Page.card(metric + " in float", Numbers.score(metric, onFloat), "float")
            + Page.card(
                converters == null ? "Ideal cells" : "Lossless converters",
                Numbers.score(metric, one("ideal").score),
                "")
            + (converters == null
                ? ""
                : Page.card("Its converters", Numbers.score(metric, converters.score), ""))
            + Page.card("All effects", Numbers.score(metric, one("all").score), "chip")
            + "</div>";
    Page page = new Page().section("budget", "Error budget", bars());
    if (!layers.isEmpty()) {
      page.section(
          "layers",
          "Layer by layer",
          "<p class=\"hint\">"
              + Html.escape(
                  "One layer errs at a time, all others are ideal; measured on "
                      + layerInputs
                      + (layerInputs == 1 ? " input" : " inputs")
                      + ". A cell is the share of the outputs' energy that turns to error: by the converters, by an effect beyond them, and by all together.")
              + "</p><div class=\"panel\">"
              + new HeatMap(columns, layers).svg()
              + "</div>");
    }
    if (bits != null) {
      page.section("bits", "ADC bits, layer by layer", bits.section());
    }
    return page.section("time", "Where the time went", Page.stages(stages))
        .text("blame · " + task, network, chip, answer(), cards + Page.notes(notes));
  }

  /// Each chip's score and noise with bars.
  private String bars() {
    StringBuilder out = new StringBuilder();
    double most = 1;
    for (Row row : rows) {
      most = Math.max(most, row.snrDb == null ? 0 : row.snrDb);
    }
    for (Row row : rows) {
      String[] cells =
          row.changes
              ? new String[] {
                Numbers.score(metric, row.score),
                Numbers.change(metric, onFloat, row.score),
                row.snrDb == null ? "exact" : Numbers.decibels(row.snrDb)
              }
              : new String[] {"", "changes nothing", ""};
      out.append("<tr><td>").append(Html.escape(row.name)).append("</td>");
      for (String cell : cells) {
        out.append("<td class=\"n\">").append(Html.escape(cell)).append("</td>");
      }
      out.append("<td class=\"wide\">")
          .append(
              row.changes
                  ? Charts.bar(
                      row.snrDb == null ? 1 : row.snrDb / most,
                      row.part.equals("all") ? "lost" : "chip")
                  : "")
          .append("</td></tr>");
    }
    return "<p class=\"hint\">"
        + Html.escape(
            "Costs do not add up: errors may cancel, and a network may swallow a small one. Hence each effect is asked alone, on top of the converters, and by leaving it out.")
        + "</p><div class=\"scroll\"><table><thead><tr><th>Chip</th><th class=\"n\">"
        + Html.escape(metric)
        + "</th><th class=\"n\">Against float</th><th class=\"n\">Outputs' SNR</th><th>longer is better</th></tr></thead><tbody>"
        + out
        + "</tbody></table></div>";
  }
}
