package bitline.policy;

import bitline.policy.Rule.Status;
import bitline.policy.Rule.Subject;
import bitline.text.condition.Condition;
import bitline.text.condition.Scope;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One assessment while it is made: each rule is asked once.
final class Assessing implements Scope {
  private final Rules rules;
  private final Quantities of;
  private final LocalDate on;
  private final Map<String, Rule> byId = new HashMap<>();
  private final Map<String, Finding> found = new HashMap<>();

  Assessing(Rules rules, Quantities of, LocalDate on) {
    this.rules = rules;
    this.of = of;
    this.on = on;
    rules.all().forEach(rule -> byId.put(rule.id(), rule));
  }

  Assessment assessment() {
    List<Finding> findings = new ArrayList<>();
    LocalDate seen = LocalDate.MAX;
    for (Rule rule : rules.all()) {
      if (concerns(rule.subject()) && rule.status(on) != Status.ABSENT) {
        findings.add(finding(rule));
        seen = rule.seen().isBefore(seen) ? rule.seen() : seen;
      }
    }
    List<String> cautions = new ArrayList<>();
    cautions.add("This is not legal advice.");
    if (findings.isEmpty()) {
      cautions.add("None of the rules described here existed on " + on + ".");
    } else if (on.isAfter(seen)) {
      cautions.add(
          "The texts were last seen on "
              + seen
              + "; what changed between then and "
              + on
              + " is not known here.");
    }
    return new Assessment(of, on, findings, cautions);
  }

  private boolean concerns(Subject subject) {
    return subject == of.subject()
        || subject == Subject.TRADE
            && (of.subject() == Subject.CHIP || of.subject() == Subject.EQUIPMENT);
  }

  private Finding finding(Rule rule) {
    Finding known = found.get(rule.id());
    if (known != null) {
      return known;
    }
    List<Finding.Read> reads = new ArrayList<>();
    Set<Step> trace = new LinkedHashSet<>();
    List<Condition> conditions = rules.conditions(rule);
    for (int i = 0; i < conditions.size(); i++) {
      List<Step> steps = new ArrayList<>();
      Truth holds = conditions.get(i).holds(this, steps::add);
      reads.add(new Finding.Read(rule.readings().get(i), holds, steps));
      trace.addAll(steps);
    }
    Truth first = reads.getFirst().holds();
    boolean agreed = reads.stream().allMatch(read -> read.holds() == first);
    Finding finding =
        new Finding(
            rule,
            rule.status(on),
            agreed ? first : Truth.UNKNOWN,
            List.copyOf(trace),
            reads,
            on.isAfter(rule.seen()));
    found.put(rule.id(), finding);
    return finding;
  }

  @Override
  public @Nullable Value value(String name) {
    if (name.equals(Rules.DATE.name())) {
      return new Value.Date(on.toString());
    }
    Rule rule = byId.get(name);
    return rule == null ? of.value(name) : new Value.Said(finding(rule).applies());
  }
}
