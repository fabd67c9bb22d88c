package bitline.report;

import bitline.policy.Finding;
import bitline.policy.Rule;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import java.util.List;
import java.util.Locale;

/// What one rule says of one thing, for JSON and text.
///
/// @param status of the rule on the date
/// @param holds whether its condition holds, whatever its status
/// @param applies whether the thing falls under it
/// @param words the answer in one line
/// @param margins each comparison in one line
/// @param also what else the rule asks
public record FindingRow(
    String rule,
    String label,
    String regime,
    Rule.Status status,
    Truth holds,
    Truth applies,
    String words,
    List<String> margins,
    List<String> also,
    String consequence,
    String citation) {
  /// Of a finding.
  public static FindingRow of(Finding finding) {
    Rule rule = finding.rule();
    return new FindingRow(
        rule.id(),
        rule.label(),
        rule.regime(),
        finding.status(),
        finding.holds(),
        finding.applies(),
        finding.words(),
        finding.trace().stream().map(Step::words).toList(),
        rule.also(),
        rule.consequence(),
        rule.citation());
  }

  /// The status as people write it.
  public static String word(Rule.Status status) {
    return status == Rule.Status.UNENFORCED
        ? "not enforced"
        : status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
