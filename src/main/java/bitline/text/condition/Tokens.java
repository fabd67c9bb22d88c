package bitline.text.condition;

import bitline.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words, numbers and signs of a condition, read one after the other, and messages about the
/// place where reading stands.
final class Tokens {
  private static final int LONGEST = 2_000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<date>[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?(?![0-9A-Za-z]))"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9.])"
              + "(?:\\s*(?!(?:and|or|not)\\b)[A-Za-zµ%][A-Za-z0-9²]*(?:/[A-Za-zµ][A-Za-z0-9²]*)*)?)"
              + "|(?<quoted>'[^']*'|\"[^\"]*\")"
              + "|(?<sign><=|>=|!=|==|=|<|>|~|\\(|\\)|/|\\*)"
              + "|(?<word>[A-Za-z][A-Za-z0-9_.-]*))");

  /// @param kind `date`, `number`, `quoted`, `sign` or `word`
  /// @param at where it begins
  /// @param end behind its last character
  record Token(String kind, String text, int at, int end) {}

  private final String place;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  Tokens(String place, String source, String example) {
    this.place = place;
    this.source = source;
    if (source.length() > LONGEST) {
      throw new Problem(place + " is longer than " + LONGEST + " characters");
    }
    Matcher m = TOKEN.matcher(source);
    int at = 0;
    while (!source.substring(at).isBlank()) {
      if (!m.find(at) || m.start() != at) {
        throw problem(at, "'" + source.substring(at).strip().charAt(0) + "' is not understood");
      }
      for (String kind : List.of("date", "number", "quoted", "sign", "word")) {
        if (m.group(kind) != null) {
          tokens.add(new Token(kind, m.group(kind).strip(), m.start(kind), m.end()));
        }
      }
      at = m.end();
    }
    if (tokens.isEmpty()) {
      throw new Problem(place + " is empty; write for example " + example);
    }
  }

  /// How many have been read.
  int read() {
    return next;
  }

  /// The next one, which stays; null at the end.
  @Nullable Token peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  /// Reads the one that [#peek] showed.
  void skip() {
    next++;
  }

  /// Reads the next one if it is this word or sign.
  boolean take(String text) {
    Token token = peek();
    boolean taken =
        token != null && !token.kind.equals("quoted") && token.text.equalsIgnoreCase(text);
    next += taken ? 1 : 0;
    return taken;
  }

  /// Where a token begins, or the end of the text.
  int at(int token) {
    return token < tokens.size() ? tokens.get(token).at : source.length();
  }

  /// What was written from a token to the last one that was read, with single spaces.
  String text(int first) {
    return source.substring(at(first), tokens.get(next - 1).end).strip().replaceAll("\\s+", " ");
  }

  Problem problem(int at, String what) {
    return new Problem(
        place
            + " '"
            + (source.length() > 60 ? source.substring(0, 60) + "…" : source)
            + "', character "
            + (at + 1)
            + ": "
            + what);
  }

  Problem nested(int deepest) {
    return new Problem(place + " is nested deeper than " + deepest + " levels");
  }
}
