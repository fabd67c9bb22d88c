package bitline.text.condition;

import bitline.base.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that a condition may use, with what each of them is.
///
/// @param terms by name
/// @param example a comparison that messages show, such as `power<100W`
/// @param others what a message about an unknown name says when no name is near
public record Vocabulary(Map<String, Term> terms, String example, String others) {
  public Vocabulary {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  /// Of these terms, in their order.
  public static Vocabulary of(Collection<Term> terms, String example, String others) {
    Map<String, Term> byName = new LinkedHashMap<>();
    for (Term term : terms) {
      if (byName.put(term.name, term) != null) {
        throw new IllegalArgumentException("the term '" + term.name + "' stands twice");
      }
    }
    return new Vocabulary(byName, example, others);
  }

  /// This with further names.
  public Vocabulary and(Collection<Term> more) {
    List<Term> all = new ArrayList<>(terms.values());
    all.addAll(more);
    return of(all, example, others);
  }

  @Nullable Term find(String name) {
    return terms.get(name);
  }

  /// The names that are dates.
  List<String> dates() {
    return terms.values().stream()
        .filter(t -> t.kind instanceof Kind.Dates)
        .map(Term::name)
        .toList();
  }

  /// A name.
  ///
  /// @param name in lower case
  /// @param says what it is, for help
  /// @param kind what its values are
  public record Term(String name, String says, Kind kind) {
    /// A number.
    public static Term number(String name, String says, Dimension dimension) {
      return new Term(name, says, new Kind.Numbers(dimension));
    }

    /// Text; any, or one of some words.
    public static Term words(String name, String says, String... choices) {
      return new Term(name, says, new Kind.Text(List.of(choices)));
    }

    /// Yes or no.
    public static Term flag(String name, String says) {
      return new Term(name, says, new Kind.Flag());
    }

    /// A date.
    public static Term date(String name, String says) {
      return new Term(name, says, new Kind.Dates());
    }

    /// What its numbers count; null when it is no number.
    public @Nullable Dimension dimension() {
      return kind instanceof Kind.Numbers n ? n.dimension : null;
    }

    /// The value of this name that a text says, read as the right side of a comparison is. A
    /// [bitline.base.Problem] when it is none.
    ///
    /// @param place what messages begin with
    public Value read(String place, String text) {
      Vocabulary alone = of(List.of(this), name + " = " + text, "there is " + name);
      String quoted = kind instanceof Kind.Text ? "'" + text.replace("'", "") + "'" : text;
      if (Condition.parse(place, name + " = " + quoted, alone) instanceof Condition.Compared c
          && c.right() instanceof Expression.Constant constant) {
        return constant.constant();
      }
      throw new Problem(place + ": '" + text + "' is no value");
    }

    /// Whether a value is of this kind.
    public boolean takes(Value value) {
      return switch (value) {
        case Value.Number n -> n.dimension().equals(dimension());
        case Value.Words w ->
            kind instanceof Kind.Text t && (t.choices.isEmpty() || t.choices.contains(w.text()));
        case Value.Date d -> kind instanceof Kind.Dates;
        case Value.Said s -> kind instanceof Kind.Flag;
      };
    }
  }

  /// What values a name has.
  public sealed interface Kind {
    /// Numbers of one dimension.
    record Numbers(Dimension dimension) implements Kind {}

    /// Text.
    ///
    /// @param choices the words it can be; empty: any
    record Text(List<String> choices) implements Kind {
      public Text {
        choices = List.copyOf(choices);
      }
    }

    /// Dates.
    record Dates() implements Kind {}

    /// Yes and no.
    record Flag() implements Kind {}
  }
}
