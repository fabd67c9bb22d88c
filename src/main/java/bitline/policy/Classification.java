package bitline.policy;

import bitline.policy.Rule.Effect;
import bitline.policy.Rule.Subject;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The class of a thing on a date: the controls that it falls under, and those of which that cannot
/// be decided. Not legal advice.
///
/// @param on the date
/// @param controlled whether it falls under any
/// @param label the first control that applies, which is the strictest as texts order them, such as
///   `3A090.a.1`; `not controlled`, or `cannot be decided: 3A090.a.2 or nothing`
/// @param under controls that apply
/// @param open controls of which it is unknown whether they apply
/// @param missing names of what is not known and would decide about these
public record Classification(
    LocalDate on,
    Truth controlled,
    String label,
    List<Finding> under,
    List<Finding> open,
    List<String> missing) {
  public Classification {
    under = List.copyOf(under);
    open = List.copyOf(open);
    missing = List.copyOf(missing);
  }

  /// What the controls of an assessment come to.
  public static Classification of(Assessment assessment) {
    List<Finding> under = of(assessment, Truth.YES);
    List<Finding> open = of(assessment, Truth.UNKNOWN);
    Truth controlled = !under.isEmpty() ? Truth.YES : open.isEmpty() ? Truth.NO : Truth.UNKNOWN;
    return new Classification(
        assessment.on(), controlled, label(under, open), under, open, missing(assessment, open));
  }

  private static List<String> missing(Assessment assessment, List<Finding> open) {
    Set<String> names = new LinkedHashSet<>();
    for (Finding finding : open) {
      names.addAll(finding.missing());
      for (Step step : finding.trace()) {
        if (step.holds() == Truth.UNKNOWN) {
          assessment.find(step.text()).ifPresent(other -> names.addAll(other.missing()));
        }
      }
    }
    return List.copyOf(names);
  }

  private static List<Finding> of(Assessment assessment, Truth applies) {
    return assessment.findings(Effect.CONTROL, applies).stream()
        .filter(finding -> finding.rule().subject() == Subject.CHIP)
        .toList();
  }

  private static String label(List<Finding> under, List<Finding> open) {
    if (under.isEmpty() && open.isEmpty()) {
      return "not controlled";
    }
    if (under.isEmpty()) {
      return "cannot be decided: "
          + String.join(" or ", open.stream().map(f -> f.rule().label()).distinct().toList())
          + " or nothing";
    }
    return under.getFirst().rule().label();
  }
}
