package bitline.text.condition;

import bitline.text.condition.Vocabulary.Kind;
import bitline.text.condition.Vocabulary.Term;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// What has a value: a name, a constant, a product or quotient of numbers.
public sealed interface Expression {
  /// Reads an expression that uses names of a vocabulary. A mistake is a [bitline.base.Problem].
  ///
  /// @param place what messages begin with, such as `--columns`
  static Expression parse(String place, String text, Vocabulary vocabulary) {
    return new Parser(place, text, vocabulary).expression();
  }

  /// Its value of one thing; null where it is not known.
  @Nullable Value value(Scope scope);

  /// What its values are.
  Kind kind();

  /// Adds the names that it uses.
  void names(Collection<String> into);

  /// What its numbers count; null when it is no number.
  default @Nullable Dimension dimension() {
    return kind() instanceof Kind.Numbers n ? n.dimension() : null;
  }

  /// A name.
  record Read(Term term) implements Expression {
    @Override
    public @Nullable Value value(Scope scope) {
      return scope.value(term.name());
    }

    @Override
    public Kind kind() {
      return term.kind();
    }

    @Override
    public void names(Collection<String> into) {
      into.add(term.name());
    }
  }

  /// A number with its unit, a word, a date, yes or no.
  record Constant(Value constant) implements Expression {
    @Override
    public Value value(Scope scope) {
      return constant;
    }

    @Override
    public Kind kind() {
      return constant.kind();
    }

    @Override
    public void names(Collection<String> into) {
      // it uses none
    }
  }

  /// A product, or a quotient. Its bounds are those of all products of values within the factors'
  /// bounds; it is not known where the divisor may be 0.
  record Combined(Expression left, Expression right, boolean quotient, Dimension of)
      implements Expression {
    @Override
    public @Nullable Value value(Scope scope) {
      if (!(left.value(scope) instanceof Value.Number a
          && right.value(scope) instanceof Value.Number b)) {
        return null;
      }
      if (quotient && b.low() <= 0 && b.high() >= 0) {
        return null;
      }
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double x : new double[] {a.low(), a.high()}) {
        for (double y : new double[] {b.low(), b.high()}) {
          double corner = quotient ? x / y : x == 0 || y == 0 ? 0 : x * y;
          if (Double.isNaN(corner)) {
            return null;
          }
          low = Math.min(low, corner);
          high = Math.max(high, corner);
        }
      }
      return new Value.Number(low, high, of);
    }

    @Override
    public Kind kind() {
      return new Kind.Numbers(of);
    }

    @Override
    public void names(Collection<String> into) {
      left.names(into);
      right.names(into);
    }
  }
}
