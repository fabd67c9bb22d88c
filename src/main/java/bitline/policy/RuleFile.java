package bitline.policy;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a file of rules says, before its dates and conditions are read.
///
/// @param regime who rules what
/// @param seen the last day for which the status of these rules is known to us
/// @param rules in the order of their text
@Sourced(graded = true)
record RuleFile(String regime, String seen, List<Entry> rules) {
  RuleFile {
    rules = List.copyOf(rules);
    day("seen", seen);
  }

  /// One rule; see [Rule].
  ///
  /// @param when the condition, or null where there are `readings`
  /// @param readings conditions by what a reading is called
  record Entry(
      String id,
      String label,
      String title,
      Rule.Subject subject,
      Rule.Effect effect,
      String text,
      String citation,
      @Nullable String when,
      @Default("[]") List<Reading> readings,
      @Default("[]") List<String> also,
      String consequence,
      List<Span> periods,
      @Collected List<Evidence> evidence) {
    Entry {
      readings = List.copyOf(readings);
      also = List.copyOf(also);
      periods = List.copyOf(periods);
      evidence = List.copyOf(evidence);
      if ((when == null) == readings.isEmpty()) {
        throw new IllegalArgumentException("a rule has either 'when' or 'readings'");
      }
      for (String said : List.of(label, title, text, citation, consequence)) {
        if (said.isBlank()) {
          throw new IllegalArgumentException("a text of rule " + id + " is empty");
        }
      }
    }
  }

  /// One way to understand a rule.
  record Reading(String name, String when) {}

  /// A period; see [Rule.Period].
  record Span(
      String from, @Nullable String to, Rule.Status status, @Collected List<Evidence> evidence) {
    Span {
      evidence = List.copyOf(evidence);
      day("from", from);
      if (to != null) {
        day("to", to);
      }
      if (status == Rule.Status.ABSENT) {
        throw new IllegalArgumentException("status absent is what no period covers; leave it out");
      }
    }
  }

  /// The rules, with their dates.
  List<Rule> read() {
    List<Rule> out = new ArrayList<>();
    for (Entry entry : rules) {
      List<Rule.Reading> readings = new ArrayList<>();
      if (entry.when != null) {
        readings.add(new Rule.Reading("", entry.when));
      }
      entry.readings.forEach(r -> readings.add(new Rule.Reading(r.name, r.when)));
      List<Rule.Period> periods = new ArrayList<>();
      for (Span span : entry.periods) {
        Evidence evidence = span.evidence.getFirst();
        periods.add(
            new Rule.Period(
                day("from", span.from),
                span.to == null ? null : day("to", span.to),
                span.status,
                evidence.text(),
                evidence.grade()));
      }
      out.add(
          new Rule(
              entry.id,
              entry.label,
              entry.title,
              regime,
              entry.subject,
              entry.effect,
              entry.text,
              entry.citation,
              readings,
              entry.also,
              entry.consequence,
              day("seen", seen),
              periods,
              entry.evidence));
    }
    return out;
  }

  private static LocalDate day(String key, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(key + " '" + text + "' is no day such as 2026-07-23", e);
    }
  }
}
