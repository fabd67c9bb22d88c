package bitline.report;

import bitline.task.Answer;
import bitline.task.Score;
import java.util.Locale;

/// The run in two sentences, for the page's head and the terminal.
final class Verdict {
  private Verdict() {}

  static String of(RunReport report) {
    Score onFloat = report.floatScore();
    Score onChip = report.chipScore();
    if (onFloat == null || onChip == null) {
      return agreement(report)
          + " There were no labels, so nothing is said about which of the two is right.";
    }
    String metric = onChip.metric();
    double lost = onFloat.value() - onChip.value();
    String sentence =
        "The chip reaches "
            + Numbers.score(metric, onChip.value())
            + " "
            + metric
            + " where the float network reaches "
            + Numbers.score(metric, onFloat.value())
            + (report.inputs() == 1
                ? " on the same input"
                : " on the same " + report.inputs() + " inputs");
    String change = Numbers.change(metric, onFloat.value(), onChip.value());
    sentence +=
        change.startsWith("±")
            ? ": nothing lost. "
            : ": " + change.substring(1) + (lost > 0 ? " lost. " : " gained. ");
    return sentence + agreement(report) + standardError(report, onFloat);
  }

  private static String agreement(RunReport report) {
    boolean classes =
        !report.outcomes().isEmpty()
            && report.outcomes().getFirst().floatAnswer() instanceof Answer.Classes;
    return classes
        ? "The chip gives the same class as float for "
            + Numbers.percent(report.agreement())
            + " of the inputs."
        : "The chip's answers agree with float's to "
            + Numbers.percent(report.agreement())
            + " on average.";
  }

  /// The standard error of a share of n independent inputs: √(p(1 − p)/n).
  private static String standardError(RunReport report, Score onFloat) {
    if (!onFloat.metric().equals("top-1") || report.inputs() < 2) {
      return "";
    }
    double p = onFloat.value();
    double error = Math.sqrt(p * (1 - p) / report.inputs());
    return error == 0
        ? ""
        : " One standard error of a share of "
            + report.inputs()
            + " inputs is "
            + String.format(Locale.ROOT, "%.1f", 100 * error)
            + " points.";
  }
}
