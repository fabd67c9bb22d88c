package bitline.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The tables of a run for a terminal. Rendered at 80 characters they fit; names of layers give way
/// first.
final class RunTables {
  private RunTables() {}

  /// Two sentences: what was lost, and how far chip and float agree.
  static String verdict(RunReport report) {
    return Verdict.of(report);
  }

  /// The scores in float and on the chip: the metric, then the figures behind it.
  static Table scores(RunReport report) {
    List<List<String>> rows = new ArrayList<>();
    if (report.floatScore() != null && report.chipScore() != null) {
      String metric = report.chipScore().metric();
      double before = report.floatScore().value();
      double after = report.chipScore().value();
      rows.add(
          List.of(
              metric,
              Numbers.score(metric, before),
              Numbers.score(metric, after),
              Numbers.change(metric, before, after)));
      report
          .floatScore()
          .details()
          .forEach((name, value) -> {
            Double chip =
                report.chipScore() == null ? null : report.chipScore().details().get(name);
            String change = chip == null || isCount(value) ? "" : Numbers.change(name, value, chip);
            rows.add(
                List.of(
                    report.detailName(name),
                    Numbers.detail(value),
                    chip == null ? Numbers.UNKNOWN : Numbers.detail(chip),
                    change));
          });
    }
    rows.add(List.of("agreement with float", "", Numbers.percent(report.agreement()), ""));
    return new Table(
        List.of(
            Table.text("score"),
            Table.number("float"),
            Table.number("chip"),
            Table.number("change")),
        rows);
  }

  private static boolean isCount(double value) {
    return value > 1;
  }

  /// Every layer: what it is, how noisy its output is, how much it clips, how full its arrays are.
  static Table layers(RunReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < report.layers().size(); i++) {
      RunReport.Layer layer = report.layers().get(i);
      rows.add(
          List.of(
              Integer.toString(i + 1),
              layer.name(),
              layer.operator(),
              Numbers.decibels(layer.snrDb()),
              Numbers.percent(layer.clipShare()),
              Numbers.percent(layer.utilisation()),
              layer.onArrays() ? Numbers.count(layer.arrays()) : "vector",
              layer.conversions() == 0 ? Numbers.UNKNOWN : Numbers.count(layer.conversions()),
              Numbers.count(layer.macs())));
    }
    return new Table(
        List.of(
            Table.number("#"),
            Table.text("layer"),
            Table.text("operator"),
            Table.number("SNR"),
            Table.number("clipped"),
            Table.number("used"),
            Table.number("arrays"),
            Table.number("ADC"),
            Table.number("MACs")),
        rows);
  }

  /// The layers that cost most, worst first.
  static Table costliest(RunReport report, int most) {
    List<List<String>> rows = new ArrayList<>();
    for (RunReport.Layer layer : report.costliest(most)) {
      rows.add(
          List.of(
              Integer.toString(report.layers().indexOf(layer) + 1),
              layer.name(),
              layer.operator(),
              Numbers.percent(layer.loss()),
              Numbers.decibels(layer.snrDb()),
              Numbers.percent(layer.clipShare())));
    }
    return new Table(
        List.of(
            Table.number("#"),
            Table.text("layer"),
            Table.text("operator"),
            Table.number("loss"),
            Table.number("SNR"),
            Table.number("clipped")),
        rows);
  }

  /// Where the workbench's time went.
  static Table time(RunReport report) {
    double all = report.stages().stream().mapToDouble(RunReport.Stage::seconds).sum();
    List<List<String>> rows = new ArrayList<>();
    for (RunReport.Stage stage : report.stages()) {
      rows.add(
          List.of(
              stage.name(),
              Numbers.seconds(stage.seconds()),
              Numbers.percent(all == 0 ? 0 : stage.seconds() / all)));
    }
    return new Table(
        List.of(Table.text("stage"), Table.number("time"), Table.number("share")), rows);
  }

  /// One line: how many of the chip's numbers are published, how many assumed.
  static String evidence(RunReport report) {
    Map<RunReport.Standing, Integer> counts = new EnumMap<>(RunReport.Standing.class);
    report.evidence().forEach(e -> counts.merge(e.standing(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((standing, count) -> parts.add(count + " " + standing.word()));
    return parts.isEmpty()
        ? "Nothing is known about where the chip's numbers come from."
        : "Of the chip's "
            + report.evidence().size()
            + " numbers "
            + String.join(", ", parts)
            + ".";
  }
}
