package bitline.policy;

import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one rule says of one thing on one date.
///
/// @param rule the rule
/// @param status of the rule on that date
/// @param holds whether its condition holds, whatever its status; unknown where its readings
///   disagree
/// @param trace every comparison made, of all readings, each once
/// @param readings each reading by itself, in the rule's order
/// @param stale whether the date is later than the rule was last seen
public record Finding(
    Rule rule,
    Rule.Status status,
    Truth holds,
    List<Step> trace,
    List<Read> readings,
    boolean stale) {
  public Finding {
    trace = List.copyOf(trace);
    readings = List.copyOf(readings);
  }

  /// What one reading of the rule says.
  public record Read(Rule.Reading reading, Truth holds, List<Step> trace) {
    public Read {
      trace = List.copyOf(trace);
    }
  }

  /// Whether the thing falls under the rule on that date: its condition holds and it is in force.
  /// Unknown where either is; no where it is suspended, not enforced, proposed or absent.
  public Truth applies() {
    return switch (status) {
      case IN_FORCE -> holds;
      case UNKNOWN -> holds.and(Truth.UNKNOWN);
      case SUSPENDED, UNENFORCED, PROPOSED, ABSENT -> Truth.NO;
    };
  }

  /// Whether the readings of a doubtful text lead to different answers.
  public boolean doubtful() {
    return readings.stream().map(Read::holds).distinct().count() > 1;
  }

  /// The names of which more would have to be known to decide.
  public Set<String> missing() {
    Set<String> out = new LinkedHashSet<>();
    if (holds == Truth.UNKNOWN) {
      trace.stream()
          .filter(step -> step.holds() == Truth.UNKNOWN)
          .forEach(step -> out.addAll(step.unknown()));
    }
    return out;
  }

  /// One line for people: `3A090.a.1 applies`, `3A090.b.1 cannot be decided: pd is not known`.
  public String words() {
    String name = rule.label();
    String held =
        switch (holds) {
          case YES -> "would apply";
          case NO -> "would not apply either";
          case UNKNOWN -> "could not be decided" + why();
        };
    return switch (status) {
      case IN_FORCE ->
          switch (holds) {
            case YES -> name + " applies";
            case NO -> name + " does not apply";
            case UNKNOWN -> name + " cannot be decided" + why();
          };
      case SUSPENDED -> name + " is suspended; it " + held;
      case UNENFORCED -> name + " stands in the text but is not enforced; it " + held;
      case PROPOSED -> name + " is not in force yet; it " + held;
      case ABSENT -> name + " does not exist on that date";
      case UNKNOWN ->
          holds == Truth.NO
              ? name + " does not apply"
              : name + " cannot be decided: whether it is in force is not known; it " + held;
    };
  }

  private String why() {
    if (doubtful()) {
      StringBuilder out = new StringBuilder(": the text can be read in several ways");
      for (Read read : readings) {
        out.append("; ").append(read.reading.name()).append(": ").append(read.holds.word());
      }
      return out.toString();
    }
    Set<String> missing = missing();
    if (!missing.isEmpty()) {
      return ": "
          + String.join(", ", missing)
          + (missing.size() == 1 ? " is" : " are")
          + " not known";
    }
    List<String> open =
        trace.stream()
            .filter(step -> step.holds() == Truth.UNKNOWN)
            .map(Step::text)
            .distinct()
            .toList();
    return ": what is known leaves open whether " + String.join(", ", open);
  }
}
