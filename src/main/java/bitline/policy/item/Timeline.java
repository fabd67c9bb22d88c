package bitline.policy.item;

import bitline.policy.Assessment;
import bitline.policy.Classification;
import bitline.policy.Finding;
import bitline.policy.Item;
import bitline.policy.Rule;
import bitline.policy.Rule.Effect;
import bitline.policy.Rule.Subject;
import bitline.policy.Rules;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The class of an item over time, counted as usual: one span for each time in which neither its
/// class nor what follows from it changes.
///
/// @param item name
/// @param spans in order
public record Timeline(String item, List<Span> spans) {
  public Timeline {
    spans = List.copyOf(spans);
  }

  /// A time in which nothing changes.
  ///
  /// @param from first day
  /// @param to last day; null: open
  /// @param classification on its first day
  /// @param others other rules that apply, by label
  /// @param open other rules of which that is unknown, by label
  public record Span(
      LocalDate from,
      @Nullable LocalDate to,
      Classification classification,
      List<String> others,
      List<String> open) {
    public Span {
      others = List.copyOf(others);
      open = List.copyOf(open);
    }

    private boolean like(Span other) {
      return classification.label().equals(other.classification.label())
          && others.equals(other.others)
          && open.equals(other.open);
    }
  }

  /// From the day before the first change of any rule.
  ///
  /// @param until a last day at which to look, later than any change
  public static Timeline of(Item item, Rules rules, LocalDate until) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Rule rule : rules.all()) {
      if (rule.subject() == Subject.CHIP) {
        days.addAll(rule.changes());
      }
    }
    days.removeIf(day -> day.isAfter(until));
    if (days.isEmpty()) {
      days.add(until);
    }
    days.add(days.getFirst().minusDays(1));
    Counting counting = Counting.of(item).getFirst();
    List<Span> out = new ArrayList<>();
    for (LocalDate day : days) {
      Span here = span(rules.assess(counting.quantities(), day), day);
      if (!out.isEmpty() && out.getLast().like(here)) {
        continue;
      }
      if (!out.isEmpty()) {
        Span last = out.removeLast();
        out.add(
            new Span(
                last.from(), day.minusDays(1), last.classification(), last.others(), last.open()));
      }
      out.add(here);
    }
    return new Timeline(item.name(), out);
  }

  private static Span span(Assessment assessment, LocalDate day) {
    List<String> applies = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (Finding finding : assessment.findings()) {
      if (finding.rule().effect() != Effect.CONTROL && finding.rule().subject() == Subject.CHIP) {
        if (finding.applies() == Truth.YES) {
          applies.add(finding.rule().label());
        } else if (finding.applies() == Truth.UNKNOWN) {
          open.add(finding.rule().label());
        }
      }
    }
    return new Span(day, null, Classification.of(assessment), applies, open);
  }
}
