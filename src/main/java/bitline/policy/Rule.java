package bitline.policy;

import bitline.text.Evidence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule that things can fall under, with its dates. Told in our words; the citation names the
/// text that counts.
///
/// @param id a word by which conditions and people name it, such as `ccl-3a090-a1`
/// @param label as a table prints it: `3A090.a.1`
/// @param title one line
/// @param regime who rules what: `US export controls`, `EU AI Act`
/// @param subject what it is about
/// @param effect what it does to what falls under it
/// @param text what it says, in our words
/// @param citation where it stands
/// @param readings what it asks, as conditions over named quantities: one, or several where the
///   text is doubtful
/// @param also what else it asks that no quantity decides
/// @param consequence what follows for what falls under it, in words
/// @param seen the last day for which its status is known to us; later it is as last seen
/// @param periods its status over time, in order, without overlap
/// @param evidence how well the parts are known
public record Rule(
    String id,
    String label,
    String title,
    String regime,
    Subject subject,
    Effect effect,
    String text,
    String citation,
    List<Reading> readings,
    List<String> also,
    String consequence,
    LocalDate seen,
    List<Period> periods,
    List<Evidence> evidence) {
  public Rule {
    readings = List.copyOf(readings);
    also = List.copyOf(also);
    periods = List.copyOf(periods);
    evidence = List.copyOf(evidence);
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("id '" + id + "' is no word such as ccl-3a090-a1");
    }
    if (readings.isEmpty() || periods.isEmpty()) {
      throw new IllegalArgumentException("rule " + id + " needs a condition and a period");
    }
    if (!periods.stream().sorted(Comparator.comparing(Period::from)).toList().equals(periods)) {
      throw new IllegalArgumentException("the periods of " + id + " are not in order");
    }
    for (int i = 1; i < periods.size(); i++) {
      LocalDate before = periods.get(i - 1).to();
      if (before == null || !before.isBefore(periods.get(i).from())) {
        throw new IllegalArgumentException(
            "two periods of " + id + " cover " + periods.get(i).from());
      }
    }
  }

  /// What a rule is about.
  public enum Subject {
    /// A chip, a board, a computer, memory.
    CHIP,
    /// A trained model.
    MODEL,
    /// A tool that makes chips.
    EQUIPMENT,
    /// A sale, whoever sells what.
    TRADE
  }

  /// What a rule does.
  public enum Effect {
    /// It puts a thing under control: a licence is needed where the consequence says.
    CONTROL,
    /// It takes a thing out of another rule.
    EXCLUSION,
    /// It lets a controlled thing go without a licence, on conditions.
    EXCEPTION,
    /// It says how licences are decided.
    REVIEW,
    /// It presumes something until it is disproved.
    PRESUMPTION,
    /// It asks for money.
    TARIFF,
    /// It asks for reports, papers, care.
    DUTY
  }

  /// Whether a rule counts on a date.
  public enum Status {
    IN_FORCE,
    /// Stayed for a time that was announced.
    SUSPENDED,
    /// It stands in the text; the authority has said that it does not enforce it.
    UNENFORCED,
    /// A bill, or a law whose first day has not come.
    PROPOSED,
    /// It could not be established.
    UNKNOWN,
    /// There is no such rule then: not yet, or no more.
    ABSENT
  }

  /// One way to understand the rule.
  ///
  /// @param name in a few words; empty where there is only one
  /// @param when the condition
  public record Reading(String name, String when) {}

  /// A time during which the status of a rule was the same.
  ///
  /// @param from first day
  /// @param to last day; null: open
  /// @param why where this stands
  /// @param grade how good that is; null: not graded
  public record Period(
      LocalDate from,
      @Nullable LocalDate to,
      Status status,
      String why,
      Evidence.@Nullable Grade grade) {
    public Period {
      if (to != null && to.isBefore(from)) {
        throw new IllegalArgumentException("a period ends " + to + " before it begins " + from);
      }
    }

    /// Whether a day lies in it.
    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
  }

  /// The period in which a day lies.
  public Optional<Period> period(LocalDate day) {
    return periods.stream().filter(p -> p.covers(day)).findFirst();
  }

  /// The status on a day.
  public Status status(LocalDate day) {
    return period(day).map(Period::status).orElse(Status.ABSENT);
  }

  /// The first days on which the status is another than the day before, in order.
  public List<LocalDate> changes() {
    List<LocalDate> days = new ArrayList<>();
    for (Period period : periods) {
      days.add(period.from);
      if (period.to != null) {
        days.add(period.to.plusDays(1));
      }
    }
    return days.stream().distinct().filter(d -> status(d) != status(d.minusDays(1))).toList();
  }
}
