package bitline.report;

import bitline.base.Units;
import bitline.policy.Finding;
import bitline.policy.Quantities;
import bitline.policy.Rule;
import bitline.policy.Rule.Effect;
import bitline.policy.item.Judged;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which rules cannot be decided of an item, because of what, and what would decide them.
final class PolicyOpen {
  private PolicyOpen() {}

  /// What is unknown and what would decide: of controls one by one, of other rules by what is
  /// unknown.
  static List<String> lines(Judged judged) {
    List<String> out = new ArrayList<>();
    Map<String, Set<String>> others = new LinkedHashMap<>();
    Quantities quantities = judged.counting().quantities();
    for (Finding finding : PolicyText.ofChip(judged)) {
      if (finding.applies() != Truth.UNKNOWN) {
        continue;
      }
      boolean control = finding.rule().effect() == Effect.CONTROL;
      String name = finding.rule().label();
      if (finding.doubtful()) {
        out.add(name + " can be read in several ways; " + readings(finding) + ".");
      }
      if (finding.status() == Rule.Status.UNKNOWN) {
        out.add(name + ": its status on that date could not be established.");
      }
      for (Step step : finding.trace()) {
        boolean rule = step.unknown().stream().anyMatch(n -> isRule(n, judged));
        if (step.holds() != Truth.UNKNOWN || rule || isRule(step.text(), judged)) {
          continue;
        }
        String why = reason(step, quantities) + decides(step, quantities);
        if (control) {
          out.add(name + " cannot be decided because " + step.text() + " is open: " + why + ".");
        } else {
          others.computeIfAbsent(why, w -> new LinkedHashSet<>()).add(name);
        }
      }
    }
    others.forEach((why, rules) ->
        out.add(String.join(", ", rules) + " cannot be decided because of " + why + "."));
    return out.stream().distinct().toList();
  }

  private static String readings(Finding finding) {
    List<String> each = new ArrayList<>();
    for (Finding.Read read : finding.readings()) {
      each.add(read.reading().name() + ": " + PolicyText.word(read.holds()));
    }
    return String.join("; ", each);
  }

  private static boolean isRule(String name, Judged judged) {
    return judged.assessment().findings().stream().anyMatch(f -> f.rule().id().equals(name));
  }

  private static String reason(Step step, Quantities quantities) {
    if (step.unknown().isEmpty()) {
      return "the value is " + PolicyText.value(step.value(), "");
    }
    List<String> parts = new ArrayList<>();
    for (String name : step.unknown()) {
      Quantities.Quantity quantity = quantities.quantities().get(name);
      parts.add(name + " unknown (" + (quantity == null ? "not told" : quantity.how()) + ")");
    }
    return String.join(", ", parts);
  }

  /// The die area at which a performance density would be met.
  private static String decides(Step step, Quantities quantities) {
    if (step.text().contains("pd")
        && step.threshold() instanceof Value.Number threshold
        && threshold.low() > 0
        && quantities.value("tpp") instanceof Value.Number tpp
        && tpp.known()) {
      return "; "
          + Units.format(threshold.low(), "1")
          + " is met by "
          + Units.format(tpp.low() / threshold.low() * 1e-6, "m2")
          + " or less of applicable die";
    }
    return "";
  }
}
