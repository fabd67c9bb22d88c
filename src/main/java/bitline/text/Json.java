package bitline.text;

import bitline.base.Problem;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// The door to JSON for results: writes records canonically, reads JSON with positions.
///
/// Canonical means: equal values give equal bytes. Records keep the order of their components, maps
/// that have an order keep it and others are sorted; doubles are printed as the shortest digits
/// that read back to the same bits; numbers are in SI units; absent values are `null`; lines end
/// with a line feed. Numbers that JSON lacks become the texts `"NaN"`, `"Infinity"` and
/// `"-Infinity"`, and are read back from them.
public final class Json {
  private static final int LARGEST = 64 << 20;
  private static final int MOST_VALUES = 8_000_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxNumberLength(100)
                  .maxStringLength(LARGEST)
                  .build())
          .build();

  private Json() {}

  /// The value as indented JSON with a line feed at the end. Takes records, sealed alternatives
  /// (their name goes under `kind`), lists, arrays of numbers, maps with text or enum keys, text,
  /// numbers, booleans, enums and null.
  public static String text(Object value) {
    return new JsonText().write(value);
  }

  /// [#text] in UTF-8.
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads text that is said to come from `file` back into a record.
  public static <T extends Record> T read(Class<T> type, String text, String file) {
    return Binder.printed().bind(type, parse(text, file), file);
  }

  /// Reads JSON text that is said to come from `file`; at most 64 Mi characters and 64 levels.
  public static Tree parse(String text, String file) {
    if (text.length() > LARGEST) {
      throw Problem.at(file, "longer than " + LARGEST + " characters");
    }
    TreeBuilder builder = new TreeBuilder(file, MOST_VALUES);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        TokenStreamLocation at = parser.currentTokenLocation();
        if (builder.finished() != null) {
          throw Problem.at(
              file,
              at.getLineNr(),
              at.getColumnNr(),
              "something follows the end of the JSON value");
        }
        take(builder, token, parser, at, file);
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String what = "not JSON: " + e.getOriginalMessage();
      throw at == null || at.getLineNr() < 1
          ? Problem.at(file, what)
          : Problem.at(file, at.getLineNr(), at.getColumnNr(), what);
    }
    Tree tree = builder.finished();
    if (tree == null) {
      throw Problem.at(file, "the file is empty");
    }
    return tree;
  }

  private static void take(
      TreeBuilder builder,
      JsonToken token,
      JsonParser parser,
      TokenStreamLocation at,
      String file) {
    int line = at.getLineNr();
    int column = at.getColumnNr();
    switch (token) {
      case START_OBJECT -> builder.begin(line, column, true);
      case START_ARRAY -> builder.begin(line, column, false);
      case END_OBJECT, END_ARRAY -> builder.end();
      case PROPERTY_NAME, VALUE_STRING ->
          builder.scalar(line, column, parser.getString(), Tree.Kind.STRING);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String number = parser.getString();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent >= 0 && number.length() - exponent > 5) {
          throw Problem.at(
              file, line, column, "a number with the exponent " + number.substring(exponent + 1));
        }
        builder.scalar(line, column, number, Tree.Kind.NUMBER);
      }
      case VALUE_TRUE, VALUE_FALSE ->
          builder.scalar(line, column, parser.getString(), Tree.Kind.BOOLEAN);
      case VALUE_NULL -> builder.scalar(line, column, "null", Tree.Kind.NULL);
      default -> throw new IllegalStateException("token " + token);
    }
  }
}
