package bitline.report;

import bitline.task.Score;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as text for a terminal: the same figures as [HtmlReport], without the pictures.
public final class RunText {
  private static final int COSTLIEST = 5;

  private RunText() {}

  /// Lines no longer than `width` where names allow it, every line ended by `\n`.
  public static String of(RunReport report, int width) {
    StringBuilder out = new StringBuilder();
    out.append(report.network().name()).append(" on ").append(report.chip().name()).append(", ")
        .append(report.inputs()).append(" inputs\n\n");
    scores(report, width, out);
    wrap(Verdict.of(report), width, out);
    out.append('\n');
    layers(report, width, out);
    costliest(report, width, out);
    for (String note : report.notes()) {
      wrap(note, width, out);
    }
    out.append('\n');
    List<String> stages =
        report.stages().stream().map(stage -> stage.name() + " " + Numbers.seconds(stage.seconds())).toList();
    wrap("Time: " + String.join(", ", stages), width, out);
    return out.toString();
  }

  private static void scores(RunReport report, int width, StringBuilder out) {
    Score onFloat = report.floatScore();
    Score onChip = report.chipScore();
    if (onFloat == null || onChip == null) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(onFloat.metric(), onFloat.metric(), onFloat.value(), onChip.value()));
    onFloat.details().forEach(
        (name, value) -> rows.add(row(name, name, value, onChip.details().getOrDefault(name, Double.NaN))));
    out.append(
        new Table(
                List.of(Table.text("score"), Table.number("float"), Table.number("chip"), Table.number("change")), rows)
            .render(width));
    out.append('\n');
  }

  private static List<String> row(String name, String metric, double onFloat, double onChip) {
    return List.of(
        name, Numbers.score(metric, onFloat), Numbers.score(metric, onChip), Numbers.change(metric, onFloat, onChip));
  }

  private static void layers(RunReport report, int width, StringBuilder out) {
    List<List<String>> rows = new ArrayList<>();
    for (RunReport.Layer layer : report.layers()) {
      rows.add(
          List.of(
              layer.name(), layer.operator(), Numbers.decibels(layer.snrDb()), Numbers.percent(layer.clipShare()),
              Numbers.percent(layer.utilisation()), String.valueOf(layer.arrays()), Numbers.count(layer.macs()),
              layer.conversions() == 0 ? Numbers.UNKNOWN : Numbers.count(layer.conversions())));
    }
    out.append(
        new Table(
                List.of(
                    Table.text("layer"), Table.text("operator"), Table.number("SNR"), Table.number("clipped"),
                    Table.number("used"), Table.number("arrays"), Table.number("MACs"), Table.number("ADC")),
                rows)
            .render(width));
    out.append('\n');
  }

  private static void costliest(RunReport report, int width, StringBuilder out) {
    List<RunReport.Layer> costliest = report.costliest(COSTLIEST);
    if (costliest.isEmpty()) {
      return;
    }
    wrap("What costs most, as the " + report.lossMeaning() + ":", width, out);
    List<List<String>> rows = new ArrayList<>();
    for (RunReport.Layer layer : costliest) {
      rows.add(List.of(layer.name(), percent(layer.loss())));
    }
    out.append(new Table(List.of(Table.text("layer"), Table.number("share")), rows).render(width)).append('\n');
  }

  private static String percent(@Nullable Double share) {
    return Numbers.percent(share);
  }

  private static void wrap(String text, int width, StringBuilder out) {
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append('\n');
  }
}
