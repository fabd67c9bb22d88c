package bitline.policy;

import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import java.util.List;

/// What one rule says of one thing on one date.
///
/// @param rule the rule
/// @param status of the rule on that date
/// @param holds whether its condition holds, whatever its status; unknown where its readings
///   disagree
/// @param trace every comparison made, of all readings, each once
/// @param readings each reading by itself, in the rule's order
public record Finding(
    Rule rule, Rule.Status status, Truth holds, List<Step> trace, List<Read> readings) {
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
}
