package bitline.report;

import bitline.policy.Assessment;
import bitline.policy.Finding;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.util.ArrayList;
import java.util.List;

/// Which thresholds a training run crosses, as text.
public final class ModelText {
  private ModelText() {}

  /// A table of the rules with their answers, and a line for each margin.
  public static String of(Assessment assessment, int width) {
    Value training = assessment.of().value("training_ops");
    StringBuilder out = new StringBuilder();
    out.append("Training of ")
        .append(training == null ? "unknown" : training.exact())
        .append(" operations, on ")
        .append(assessment.on())
        .append("\n\n");
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : assessment.findings()) {
      rows.add(
          List.of(
              finding.rule().label(),
              finding.rule().title(),
              FindingRow.word(finding.status()),
              switch (finding.applies()) {
                case YES -> "applies";
                case NO -> finding.holds() == Truth.NO ? "no" : "not now";
                case UNKNOWN -> "open";
              }));
    }
    out.append(
        new Table(
                List.of(
                    Table.text("rule"),
                    Table.text("about"),
                    Table.text("status"),
                    Table.text("answer")),
                rows)
            .render(width));
    for (Finding finding : assessment.findings()) {
      out.append('\n').append(Paragraph.wrap(finding.words() + ".", "", "  ", width));
      finding
          .trace()
          .forEach(step -> out.append(Paragraph.wrap(step.words(), "  ", "    ", width)));
      if (finding.applies() != Truth.NO) {
        out.append(
            Paragraph.wrap("Then: " + finding.rule().consequence() + ".", "  ", "    ", width));
        finding
            .rule()
            .also()
            .forEach(
                also -> out.append(Paragraph.wrap("It also asks: " + also, "  ", "    ", width)));
      }
    }
    out.append('\n').append(Paragraph.wrap(String.join(" ", assessment.cautions()), "", "", width));
    return out.toString();
  }
}
