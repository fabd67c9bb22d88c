package bitline.claim;

import bitline.claim.Case.Outcome;
import java.util.ArrayList;
import java.util.List;

/// What a claim's cases come to. The rule:
///
/// - A case is *met* if the ratio reaches the bar even at the bad end of its interval, *missed* if
///   it does not even at the good end, *open* otherwise.
/// - **holds**: every case is met, also with every assumption that was moved.
/// - **fails when …**: at least half of the cases under usual assumptions are met; it names those
///   that are not, whatever is assumed.
/// - **holds when …**: fewer are, but some case is; it names those.
/// - **fails**: no case is met, and under usual assumptions more are missed than open; it names
///   those that are open.
/// - **not decided**: no case is met, but most are open: the intervals are too wide to tell.
///
/// @param when the circumstances that the words name, the widest first
/// @param met cases under usual assumptions that are
/// @param open cases under usual assumptions that are
/// @param missed cases under usual assumptions that are
/// @param turning assumptions that, moved alone, change the outcome of a case
public record Verdict(
    Kind kind, List<String> when, int met, int open, int missed, List<Turning> turning) {
  public Verdict {
    when = List.copyOf(when);
    turning = List.copyOf(turning);
  }

  /// A verdict in a word or two.
  public enum Kind {
    HOLDS("holds"),
    FAILS_WHEN("fails when"),
    HOLDS_WHEN("holds when"),
    FAILS("fails"),
    NOT_DECIDED("not decided");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// In words.
    public String words() {
      return words;
    }
  }

  /// An assumption that turns cases.
  ///
  /// @param cases that it was moved in
  /// @param better cases whose outcome is better than as usual
  /// @param worse cases whose outcome is worse
  public record Turning(String assumption, int cases, int better, int worse) {}

  /// @param cases at least one of them under usual assumptions
  static Verdict of(List<Case> cases) {
    List<Case> usual = cases.stream().filter(Case::usual).toList();
    if (usual.isEmpty()) {
      throw new IllegalArgumentException("no case under usual assumptions");
    }
    int met = count(usual, Outcome.MET);
    int open = count(usual, Outcome.OPEN);
    int missed = count(usual, Outcome.MISSED);
    boolean some = count(cases, Outcome.MET) > 0;
    Kind kind;
    List<String> when = List.of();
    if (count(cases, Outcome.MET) == cases.size()) {
      kind = Kind.HOLDS;
    } else if (2 * met >= usual.size()) {
      kind = Kind.FAILS_WHEN;
      when = Conditions.of(cases, one -> one.outcome() != Outcome.MET);
    } else if (some) {
      kind = Kind.HOLDS_WHEN;
      when = Conditions.of(cases, one -> one.outcome() == Outcome.MET);
    } else {
      kind = missed > open ? Kind.FAILS : Kind.NOT_DECIDED;
      when = Conditions.of(cases, one -> one.outcome() == Outcome.OPEN);
    }
    return new Verdict(kind, when, met, open, missed, turning(cases, usual));
  }

  private static int count(List<Case> cases, Outcome outcome) {
    return (int) cases.stream().filter(one -> one.outcome() == outcome).count();
  }

  /// Each moved case beside the usual one of the same circumstances and measure.
  private static List<Turning> turning(List<Case> cases, List<Case> usual) {
    List<Turning> out = new ArrayList<>();
    List<String> assumptions =
        cases.stream()
            .filter(one -> !one.usual())
            .map(one -> one.circumstances().getOrDefault(Case.ASSUMING, ""))
            .distinct()
            .toList();
    for (String assumption : assumptions) {
      int moved = 0;
      int better = 0;
      int worse = 0;
      for (Case one : cases) {
        if (assumption.equals(one.circumstances().get(Case.ASSUMING))) {
          for (Case before : usual) {
            if (Conditions.alike(one, before)) {
              moved++;
              int change = before.outcome().compareTo(one.outcome());
              better += change > 0 ? 1 : 0;
              worse += change < 0 ? 1 : 0;
            }
          }
        }
      }
      out.add(new Turning(assumption, moved, better, worse));
    }
    return out;
  }

  /// The verdict in one line.
  public String sentence() {
    if (when.isEmpty()) {
      return kind.words();
    }
    boolean told = kind == Kind.HOLDS_WHEN || kind == Kind.FAILS_WHEN;
    return kind.words() + (told ? " " : "; open are: ") + String.join("; or ", when);
  }
}
