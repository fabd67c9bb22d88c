package bitline.text.condition;

import bitline.text.condition.Vocabulary.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What holds of a thing, or does not, or cannot be decided.
///
/// Comparisons (`= != < <= > >=`, `~` for "contains") of names, products and quotients with words,
/// dates and numbers with units; bare names of yes-or-no values; joined by `and`, `or`, `not` and
/// parentheses. A comparison of what lies within bounds is decided only where it is the same for
/// all values within them; the joining is Kleene's. A name that stands twice is taken for two
/// values, so `x < 1 or x >= 1` is unknown where x is.
public sealed interface Condition {
  /// Reads a condition that uses names of a vocabulary. A mistake is a [bitline.base.Problem] that
  /// tells the place, the character and what is near.
  ///
  /// @param place what messages begin with, such as `--where`
  static Condition parse(String place, String text, Vocabulary vocabulary) {
    return new Parser(place, text, vocabulary).condition();
  }

  /// Whether it holds; each comparison goes to `trace`, also those that decide nothing.
  Truth holds(Scope scope, Consumer<Step> trace);

  /// Adds the names that it uses.
  void names(Collection<String> into);

  /// Whether it holds.
  default Truth holds(Scope scope) {
    return holds(scope, step -> {});
  }

  /// The names that it uses, in order.
  default Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names(names);
    return names;
  }

  /// Two values compared.
  ///
  /// @param text as it was written
  record Compared(String text, Expression left, Relation relation, Expression right)
      implements Condition {
    @Override
    public Truth holds(Scope scope, Consumer<Step> trace) {
      Value a = left.value(scope);
      Value b = right.value(scope);
      Truth holds = a == null || b == null ? Truth.UNKNOWN : relation.between(a, b);
      List<String> unknown = new ArrayList<>(names());
      unknown.removeIf(name -> scope.value(name) != null);
      trace.accept(new Step(text, a, b, holds, unknown));
      return holds;
    }

    @Override
    public void names(Collection<String> into) {
      left.names(into);
      right.names(into);
    }
  }

  /// A value that is yes or no itself.
  record Asked(Term term) implements Condition {
    @Override
    public Truth holds(Scope scope, Consumer<Step> trace) {
      Value value = scope.value(term.name());
      Truth holds = value instanceof Value.Said said ? said.truth() : Truth.UNKNOWN;
      trace.accept(
          new Step(
              term.name(), value, null, holds, value == null ? List.of(term.name()) : List.of()));
      return holds;
    }

    @Override
    public void names(Collection<String> into) {
      into.add(term.name());
    }
  }

  /// Both hold.
  record Both(Condition left, Condition right) implements Condition {
    @Override
    public Truth holds(Scope scope, Consumer<Step> trace) {
      Truth first = left.holds(scope, trace);
      return first.and(right.holds(scope, trace));
    }

    @Override
    public void names(Collection<String> into) {
      left.names(into);
      right.names(into);
    }
  }

  /// One of them holds.
  record Either(Condition left, Condition right) implements Condition {
    @Override
    public Truth holds(Scope scope, Consumer<Step> trace) {
      Truth first = left.holds(scope, trace);
      return first.or(right.holds(scope, trace));
    }

    @Override
    public void names(Collection<String> into) {
      left.names(into);
      right.names(into);
    }
  }

  /// It does not hold.
  record Not(Condition of) implements Condition {
    @Override
    public Truth holds(Scope scope, Consumer<Step> trace) {
      return of.holds(scope, trace).not();
    }

    @Override
    public void names(Collection<String> into) {
      of.names(into);
    }
  }
}
