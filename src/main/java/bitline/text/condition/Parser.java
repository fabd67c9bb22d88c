package bitline.text.condition;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.text.condition.Condition.Asked;
import bitline.text.condition.Condition.Both;
import bitline.text.condition.Condition.Compared;
import bitline.text.condition.Condition.Either;
import bitline.text.condition.Condition.Not;
import bitline.text.condition.Expression.Combined;
import bitline.text.condition.Expression.Constant;
import bitline.text.condition.Expression.Read;
import bitline.text.condition.Tokens.Token;
import bitline.text.condition.Vocabulary.Kind;
import bitline.text.condition.Vocabulary.Term;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a condition or an expression. Mistakes are a [Problem] that names the place and what is
/// near.
final class Parser {
  private static final int DEEPEST = 100;

  private final Tokens tokens;
  private final Vocabulary vocabulary;
  private int depth;
  private boolean looking;

  Parser(String place, String source, Vocabulary vocabulary) {
    this.tokens = new Tokens(place, source, vocabulary.example());
    this.vocabulary = vocabulary;
  }

  /// The whole text as a condition.
  Condition condition() {
    Condition out = either();
    end();
    return out;
  }

  /// The whole text as something that has a value and uses a name.
  Expression expression() {
    Expression out = product(null);
    end();
    return out;
  }

  private void end() {
    Token token = tokens.peek();
    if (token != null) {
      throw tokens.problem(
          token.at(),
          "'"
              + token.text()
              + "' stands where the text should end, or 'and' or 'or' should follow");
    }
  }

  private Condition either() {
    Condition left = both();
    while (tokens.take("or")) {
      left = new Either(left, both());
    }
    return left;
  }

  private Condition both() {
    Condition left = single();
    while (tokens.take("and")) {
      left = new Both(left, single());
    }
    return left;
  }

  private Condition single() {
    if (++depth > DEEPEST) {
      throw tokens.nested(DEEPEST);
    }
    try {
      if (tokens.take("not")) {
        return new Not(single());
      }
      int before = tokens.read();
      if (tokens.take("(")) {
        Condition inside = either();
        if (tokens.take(")")) {
          return inside;
        }
        throw tokens.problem(tokens.at(before), "the '(' is not closed");
      }
      return compared();
    } finally {
      depth--;
    }
  }

  private Condition compared() {
    int first = tokens.read();
    Expression left = product(null);
    Token sign = tokens.peek();
    Relation relation = sign == null ? null : Relation.of(sign.text());
    if (relation == null && left instanceof Read r && r.kind() instanceof Kind.Flag) {
      return new Asked(r.term());
    }
    if (sign == null || relation == null) {
      throw tokens.problem(
          tokens.at(tokens.read()),
          "a comparison (= != < <= > >= ~) should stand here, as in " + vocabulary.example());
    }
    tokens.skip();
    int at = tokens.at(tokens.read());
    looking = relation == Relation.CONTAINS;
    Expression right = product(left);
    check(left, relation, right, at);
    return new Compared(tokens.text(first), left, relation, right);
  }

  private void check(Expression left, Relation relation, Expression right, int at) {
    if (left.kind() instanceof Kind.Numbers a) {
      if (!(right.kind() instanceof Kind.Numbers b)) {
        throw tokens.problem(at, "a text is compared with a number");
      }
      if (relation == Relation.CONTAINS) {
        throw tokens.problem(at, "~ looks into text; numbers are compared with = != < <= > >=");
      }
      if (!a.dimension().equals(b.dimension())) {
        String wanted = a.dimension().unit();
        String given = b.dimension().unit();
        throw tokens.problem(
            at,
            "what stands on the left is "
                + (wanted.isEmpty() ? "a plain number" : "in " + wanted)
                + ", this is "
                + (given.isEmpty() ? "a number without a unit" : "in " + given));
      }
      return;
    }
    if (right.kind() instanceof Kind.Numbers) {
      throw tokens.problem(at, "a text is compared with a number");
    }
    if ((left.kind() instanceof Kind.Flag) != (right.kind() instanceof Kind.Flag)) {
      throw tokens.problem(at, "a yes-or-no value is compared with yes or no");
    }
    boolean same = relation == Relation.EQUAL || relation == Relation.UNEQUAL;
    if (left.kind() instanceof Kind.Flag && !same) {
      throw tokens.problem(at, "yes and no are compared with = or !=");
    }
    if (left.kind() instanceof Kind.Text && !same && relation != Relation.CONTAINS) {
      throw tokens.problem(at, "text is compared with =, != or ~ (contains)");
    }
  }

  /// @param facing what it is compared with, which says how bare words and years are meant
  private Expression product(@Nullable Expression facing) {
    Expression left = factor(facing);
    while (true) {
      int at = tokens.at(tokens.read());
      boolean quotient = tokens.take("/");
      if (!quotient && !tokens.take("*")) {
        return left;
      }
      Expression right = factor(null);
      if (!(left.kind() instanceof Kind.Numbers a && right.kind() instanceof Kind.Numbers b)) {
        throw tokens.problem(at, "only numbers are multiplied and divided");
      }
      Dimension dimension =
          quotient ? a.dimension().over(b.dimension()) : a.dimension().times(b.dimension());
      left = new Combined(left, right, quotient, dimension);
    }
  }

  private Expression factor(@Nullable Expression facing) {
    Token token = tokens.peek();
    if (token == null) {
      throw tokens.problem(tokens.at(tokens.read()), "something should follow here");
    }
    tokens.skip();
    Term asked = facing instanceof Read r ? r.term() : null;
    if (asked != null && asked.kind() instanceof Kind.Dates) {
      return new Constant(new Value.Date(date(token, asked)));
    }
    return switch (token.kind()) {
      case "date" ->
          throw tokens.problem(
              token.at(),
              "'"
                  + token.text()
                  + "' is a date; "
                  + (vocabulary.dates().isEmpty()
                      ? "nothing here is compared so"
                      : "only " + String.join(", ", vocabulary.dates()) + " is compared so"));
      case "quoted" -> new Constant(new Value.Words(chosen(asked, token, unquoted(token.text()))));
      case "number" -> number(token, asked);
      case "word" -> word(token, asked);
      default -> throw tokens.problem(token.at(), "'" + token.text() + "' should not stand here");
    };
  }

  private String date(Token token, Term asked) {
    if (token.kind().equals("date") || token.text().matches("[12][0-9]{3}")) {
      return token.text();
    }
    throw tokens.problem(
        token.at(), asked.name() + " is compared with a date such as 2022 or 2022-09");
  }

  private Expression number(Token token, @Nullable Term asked) {
    if (asked != null && asked.kind() instanceof Kind.Text) {
      return new Constant(new Value.Words(token.text()));
    }
    Dimension.Quantity quantity;
    try {
      quantity = Dimension.parse(token.text());
    } catch (Problem p) {
      throw tokens.problem(token.at(), p.getMessage());
    }
    if (asked != null
        && quantity.dimension().equals(Dimension.NONE)
        && asked.kind() instanceof Kind.Numbers n
        && !n.dimension().equals(Dimension.NONE)) {
      throw tokens.problem(
          token.at(),
          "'"
              + token.text()
              + "' needs a unit; "
              + asked.name()
              + " is in "
              + n.dimension().unit());
    }
    return new Constant(Value.Number.of(quantity.value(), quantity.dimension()));
  }

  private Expression word(Token token, @Nullable Term asked) {
    if (asked != null && asked.kind() instanceof Kind.Flag) {
      return switch (token.text().toLowerCase(Locale.ROOT)) {
        case "yes", "true" -> new Constant(Value.Said.of(true));
        case "no", "false" -> new Constant(Value.Said.of(false));
        default -> throw tokens.problem(token.at(), asked.name() + " is yes or no");
      };
    }
    if (asked != null && asked.kind() instanceof Kind.Text) {
      StringBuilder text = new StringBuilder(token.text());
      // a value of several words needs no quotes: vendor=Moore Threads
      while (tokens.peek() instanceof Token more
          && (more.kind().equals("word") || more.kind().equals("number"))
          && !List.of("and", "or", "not").contains(more.text().toLowerCase(Locale.ROOT))) {
        text.append(' ').append(more.text());
        tokens.skip();
      }
      return new Constant(new Value.Words(chosen(asked, token, text.toString())));
    }
    Term term = vocabulary.find(token.text().toLowerCase(Locale.ROOT));
    if (term == null) {
      String hint = Spelling.hint(token.text(), vocabulary.terms().keySet());
      throw tokens.problem(
          token.at(),
          "unknown field '"
              + token.text()
              + "'"
              + (hint.isEmpty() ? "; " + vocabulary.others() : hint));
    }
    return new Read(term);
  }

  /// The text, when the name takes any or this one.
  private String chosen(@Nullable Term term, Token token, String text) {
    if (term == null || !(term.kind() instanceof Kind.Text words) || words.choices().isEmpty()) {
      return text;
    }
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    boolean known =
        words.choices().stream()
            .anyMatch(choice -> looking ? choice.contains(plain) : choice.equals(plain));
    if (!known) {
      throw tokens.problem(
          token.at(),
          "no "
              + term.name()
              + " '"
              + text
              + "'"
              + Spelling.hint(plain, words.choices())
              + "; there are "
              + String.join(", ", words.choices()));
    }
    return text;
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }
}
