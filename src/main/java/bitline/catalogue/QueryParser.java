package bitline.catalogue;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.catalogue.Field.Value;
import bitline.catalogue.Query.Both;
import bitline.catalogue.Query.Combined;
import bitline.catalogue.Query.Compared;
import bitline.catalogue.Query.Condition;
import bitline.catalogue.Query.Constant;
import bitline.catalogue.Query.Either;
import bitline.catalogue.Query.Expression;
import bitline.catalogue.Query.Not;
import bitline.catalogue.Query.Read;
import bitline.catalogue.Query.Relation;
import bitline.text.condition.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a condition or an expression. Mistakes are a [Problem] that names the option, the place
/// and what is near.
final class QueryParser {
  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 100;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<date>[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?(?![0-9A-Za-z]))"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9.])"
              + "(?:\\s*(?!(?:and|or|not)\\b)[A-Za-zµ%][A-Za-z0-9²]*(?:/[A-Za-zµ][A-Za-z0-9²]*)*)?)"
              + "|(?<quoted>'[^']*'|\"[^\"]*\")"
              + "|(?<sign><=|>=|!=|==|=|<|>|~|\\(|\\)|/|\\*)"
              + "|(?<word>[A-Za-z][A-Za-z0-9_.-]*))");

  private record Token(String kind, String text, int at) {}

  private final String option;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;
  private boolean looking;

  QueryParser(String option, String source) {
    this.option = option;
    this.source = source;
    if (source.length() > LONGEST) {
      throw new Problem(option + " is longer than " + LONGEST + " characters");
    }
    Matcher m = TOKEN.matcher(source);
    int at = 0;
    while (!source.substring(at).isBlank()) {
      if (!m.find(at) || m.start() != at) {
        throw problem(at, "'" + source.substring(at).strip().charAt(0) + "' is not understood");
      }
      for (String kind : List.of("date", "number", "quoted", "sign", "word")) {
        if (m.group(kind) != null) {
          tokens.add(new Token(kind, m.group(kind).strip(), m.start(kind)));
        }
      }
      at = m.end();
    }
    if (tokens.isEmpty()) {
      throw new Problem(option + " is empty; write for example power<100W");
    }
  }

  /// The whole text as a condition.
  Condition condition() {
    Condition out = either();
    end();
    return out;
  }

  /// The whole text as something that has a value and names a field.
  Expression expression() {
    Expression out = product(null);
    end();
    return out;
  }

  private void end() {
    Token token = peek();
    if (token != null) {
      throw problem(
          token.at,
          "'" + token.text + "' stands where the text should end, or 'and' or 'or' should follow");
    }
  }

  private Condition either() {
    Condition left = both();
    while (take("or")) {
      left = new Either(left, both());
    }
    return left;
  }

  private Condition both() {
    Condition left = single();
    while (take("and")) {
      left = new Both(left, single());
    }
    return left;
  }

  private Condition single() {
    if (++depth > DEEPEST) {
      throw new Problem(option + " is nested deeper than " + DEEPEST + " levels");
    }
    try {
      if (take("not")) {
        return new Not(single());
      }
      int before = next;
      if (take("(")) {
        Condition inside = either();
        if (take(")")) {
          return inside;
        }
        throw problem(at(before), "the '(' is not closed");
      }
      return compared();
    } finally {
      depth--;
    }
  }

  private Condition compared() {
    Expression left = product(null);
    Token sign = peek();
    Relation relation = sign == null ? null : relation(sign.text);
    if (sign == null || relation == null) {
      throw problem(
          sign == null ? source.length() : sign.at,
          "a comparison (= != < <= > >= ~) should stand here, as in power<100W");
    }
    next++;
    Token after = peek();
    int at = after == null ? source.length() : after.at;
    looking = relation == Relation.CONTAINS;
    Expression right = product(left);
    check(left, relation, right, at);
    return new Compared(left, relation, right);
  }

  private void check(Expression left, Relation relation, Expression right, int at) {
    Dimension a = left.dimension();
    Dimension b = right.dimension();
    if (a == null || b == null) {
      if ((a == null) != (b == null)) {
        throw problem(at, "a text is compared with a number");
      }
      boolean words =
          left instanceof Read r
              && left.dimension() == null
              && !r.field().name().equals("released");
      if (words
          && relation != Relation.EQUAL
          && relation != Relation.UNEQUAL
          && relation != Relation.CONTAINS) {
        throw problem(at, "text is compared with =, != or ~ (contains)");
      }
      return;
    }
    if (relation == Relation.CONTAINS) {
      throw problem(at, "~ looks into text; numbers are compared with = != < <= > >=");
    }
    if (!a.equals(b)) {
      String wanted = a.unit().isEmpty() ? "a plain number" : "in " + a.unit();
      String given = b.unit().isEmpty() ? "a number without a unit" : "in " + b.unit();
      throw problem(at, "what stands on the left is " + wanted + ", this is " + given);
    }
  }

  /// @param facing what it is compared with, which says how bare words and years are meant
  private Expression product(@Nullable Expression facing) {
    Expression left = factor(facing);
    while (true) {
      int at = at(next);
      boolean quotient = take("/");
      if (!quotient && !take("*")) {
        return left;
      }
      Expression right = factor(null);
      Dimension a = left.dimension();
      Dimension b = right.dimension();
      if (a == null || b == null) {
        throw problem(at, "only numbers are multiplied and divided");
      }
      left = new Combined(left, right, quotient, quotient ? a.over(b) : a.times(b));
    }
  }

  private Expression factor(@Nullable Expression facing) {
    Token token = peek();
    if (token == null) {
      throw problem(source.length(), "something should follow here");
    }
    next++;
    Field asked = facing instanceof Read r ? r.field() : null;
    boolean date = asked != null && asked.name().equals("released");
    boolean words = asked != null && asked.dimension() == null;
    if (date && !token.kind.equals("date") && !token.kind.equals("number")) {
      throw problem(token.at, "released is compared with a date such as 2022 or 2022-09");
    }
    return switch (token.kind) {
      case "date" -> {
        if (!date) {
          throw problem(token.at, "'" + token.text + "' is a date; only released is compared so");
        }
        yield new Constant(new Value.Date(token.text));
      }
      case "quoted" -> new Constant(new Value.Words(chosen(asked, token, unquoted(token.text))));
      case "number" -> number(token, asked, date, words);
      case "word" -> word(token, asked, words);
      default -> throw problem(token.at, "'" + token.text + "' should not stand here");
    };
  }

  private Expression number(Token token, @Nullable Field asked, boolean date, boolean words) {
    if (date) {
      if (token.text.matches("[12][0-9]{3}")) {
        return new Constant(new Value.Date(token.text));
      }
      throw problem(token.at, "released is compared with a date such as 2022 or 2022-09");
    }
    if (words) {
      return new Constant(new Value.Words(token.text));
    }
    Dimension.Quantity quantity;
    try {
      quantity = Dimension.parse(token.text);
    } catch (Problem p) {
      throw problem(token.at, p.getMessage());
    }
    if (asked != null
        && quantity.dimension().equals(Dimension.NONE)
        && asked.dimension() != null
        && !asked.dimension().equals(Dimension.NONE)) {
      throw problem(
          token.at,
          "'"
              + token.text
              + "' needs a unit; "
              + asked.name()
              + " is in "
              + asked.dimension().unit());
    }
    return new Constant(new Value.Number(quantity));
  }

  private Expression word(Token token, @Nullable Field asked, boolean words) {
    if (words) {
      StringBuilder text = new StringBuilder(token.text);
      // a value of several words needs no quotes: vendor=Moore Threads
      while (peek() instanceof Token more
          && (more.kind.equals("word") || more.kind.equals("number"))
          && !List.of("and", "or", "not").contains(more.text.toLowerCase(Locale.ROOT))) {
        text.append(' ').append(more.text);
        next++;
      }
      return new Constant(new Value.Words(chosen(asked, token, text.toString())));
    }
    Field field = Field.ALL.get(token.text.toLowerCase(Locale.ROOT));
    if (field == null) {
      String hint = Spelling.hint(token.text, Field.ALL.keySet());
      throw problem(
          token.at,
          "unknown field '"
              + token.text
              + "'"
              + (hint.isEmpty()
                  ? "; there are name, technology, segment, released, power, ops, int8, memory and"
                      + " others (bitline catalogue --fields)"
                  : hint));
    }
    return new Read(field);
  }

  /// The text, when the field takes any or this one.
  private String chosen(@Nullable Field field, Token token, String text) {
    if (field == null || field.choices().isEmpty()) {
      return text;
    }
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    boolean known =
        field.choices().stream()
            .anyMatch(choice -> looking ? choice.contains(plain) : choice.equals(plain));
    if (!known) {
      throw problem(
          token.at,
          "no "
              + field.name()
              + " '"
              + text
              + "'"
              + Spelling.hint(plain, field.choices())
              + "; there are "
              + String.join(", ", field.choices()));
    }
    return text;
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }

  private static @Nullable Relation relation(String sign) {
    return switch (sign) {
      case "=", "==" -> Relation.EQUAL;
      case "!=" -> Relation.UNEQUAL;
      case "<" -> Relation.LESS;
      case "<=" -> Relation.AT_MOST;
      case ">" -> Relation.MORE;
      case ">=" -> Relation.AT_LEAST;
      case "~" -> Relation.CONTAINS;
      default -> null;
    };
  }

  private @Nullable Token peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  private int at(int token) {
    return token < tokens.size() ? tokens.get(token).at : source.length();
  }

  private boolean take(String text) {
    Token token = peek();
    boolean taken =
        token != null && !token.kind.equals("quoted") && token.text.equalsIgnoreCase(text);
    next += taken ? 1 : 0;
    return taken;
  }

  private Problem problem(int at, String what) {
    return new Problem(
        option
            + " '"
            + (source.length() > 60 ? source.substring(0, 60) + "…" : source)
            + "', character "
            + (at + 1)
            + ": "
            + what);
  }
}
