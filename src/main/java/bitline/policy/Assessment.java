package bitline.policy;

import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What all rules say of one thing on one date. Not legal advice.
///
/// @param of what was asked about
/// @param on the date
/// @param findings one a rule of its subject, in the order of the rules; rules that did not exist
///   on that date are left out
/// @param cautions what a reader must know: the date of the texts, what is not established
public record Assessment(
    Quantities of, LocalDate on, List<Finding> findings, List<String> cautions) {
  public Assessment {
    findings = List.copyOf(findings);
    cautions = List.copyOf(cautions);
  }

  /// The finding of a rule; empty when there was no such rule on that date.
  public Optional<Finding> find(String rule) {
    return findings.stream().filter(f -> f.rule().id().equals(rule)).findFirst();
  }

  /// Findings of an effect with this answer to "does it apply?".
  public List<Finding> findings(Rule.Effect effect, Truth applies) {
    return findings.stream()
        .filter(f -> f.rule().effect() == effect && f.applies() == applies)
        .toList();
  }
}
