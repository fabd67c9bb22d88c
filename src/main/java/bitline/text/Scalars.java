package bitline.text;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import java.math.BigDecimal;
import java.util.List;

/// Turns a scalar into an int, long, double, boolean, String or enum constant, or says why it
/// cannot.
final class Scalars {
  private static final List<String> NOT_IN_JSON = List.of("NaN", "Infinity", "-Infinity");
  private static final int LONGEST_TEXT = 20_000;

  private Scalars() {}

  /// @param siNumbers whether a bare number is taken where a unit is declared (in JSON of ours,
  ///   which is in SI units)
  static Object value(Form.Leaf leaf, Form.Field field, Tree tree, String file, boolean siNumbers) {
    Place place = Place.of(file, tree);
    if (!(tree instanceof Tree.Scalar scalar)) {
      throw place.problem(
          field.name() + " must be " + wanted(leaf, field) + ", not a " + what(tree));
    }
    if (scalar.kind() == Tree.Kind.NULL) {
      throw place.problem(field.name() + " needs a value: " + wanted(leaf, field));
    }
    Class<?> type = leaf.type();
    if (leaf.number()) {
      return number(type, field, scalar, place, siNumbers);
    }
    if (type == boolean.class) {
      if (scalar.kind() != Tree.Kind.BOOLEAN) {
        throw place.problem(
            field.name() + " must be true or false, not '" + brief(scalar.text()) + "'");
      }
      return scalar.text().startsWith("t") || scalar.text().startsWith("T");
    }
    if (type.isEnum()) {
      return constant(type, field, scalar, place);
    }
    if (scalar.kind() != Tree.Kind.STRING) {
      throw place.problem(
          field.name() + " must be text; write \"" + brief(scalar.text()) + "\" in quotes");
    }
    if (scalar.text().length() > LONGEST_TEXT) {
      throw place.problem(field.name() + " is longer than " + LONGEST_TEXT + " characters");
    }
    return scalar.text();
  }

  private static Object number(
      Class<?> type, Form.Field field, Tree.Scalar scalar, Place place, boolean siNumbers) {
    double value;
    String unit = field.unit();
    boolean bare = scalar.kind() == Tree.Kind.NUMBER;
    if (siNumbers && type == double.class && NOT_IN_JSON.contains(scalar.text())) {
      return Double.parseDouble(scalar.text());
    }
    if (unit != null && !(bare && (siNumbers || unit.equals("1")))) {
      try {
        value = Units.parse(scalar.text(), unit);
      } catch (Problem p) {
        throw place.problem(field.name() + ": " + p.getMessage());
      }
    } else if (!bare) {
      throw place.problem(
          field.name()
              + " must be a "
              + (type == double.class ? "" : "whole ")
              + "number, not '"
              + brief(scalar.text())
              + "'");
    } else {
      value = new BigDecimal(scalar.text()).doubleValue();
    }
    if (!Double.isFinite(value)) {
      throw place.problem(field.name() + " " + brief(scalar.text()) + " is too large");
    }
    if (value < field.min() || value > field.max()) {
      throw place.problem(
          field.name() + " " + brief(scalar.text()) + " is out of range; " + range(field));
    }
    if (type == double.class) {
      return value;
    }
    try {
      BigDecimal exact = new BigDecimal(scalar.text());
      return type == int.class ? (Object) exact.intValueExact() : (Object) exact.longValueExact();
    } catch (ArithmeticException e) {
      throw new Problem(
          place
              .problem(
                  field.name() + " must be a whole number that fits, not " + brief(scalar.text()))
              .getMessage(),
          e);
    }
  }

  private static Object constant(Class<?> type, Form.Field field, Tree.Scalar scalar, Place place) {
    List<String> words = Form.words(type);
    int at = words.indexOf(scalar.text());
    if (at < 0) {
      throw place.problem(
          field.name()
              + " must be one of "
              + String.join(", ", words)
              + ", not '"
              + brief(scalar.text())
              + "'"
              + Spelling.hint(scalar.text(), words));
    }
    return type.getEnumConstants()[at];
  }

  private static String range(Form.Field field) {
    String unit = field.unit() == null ? "1" : field.unit();
    String low = Units.format(field.min(), unit, 12);
    String high = Units.format(field.max(), unit, 12);
    if (field.min() == Double.NEGATIVE_INFINITY) {
      return "at most " + high;
    }
    return field.max() == Double.POSITIVE_INFINITY
        ? "at least " + low
        : "from " + low + " to " + high;
  }

  private static String wanted(Form.Leaf leaf, Form.Field field) {
    String unit = field.unit();
    if (unit != null) {
      return "a number such as " + Units.example(unit);
    }
    Class<?> type = leaf.type();
    if (type.isEnum()) {
      return "one of " + String.join(", ", Form.words(type));
    }
    return type == double.class
        ? "a number"
        : leaf.number() ? "a whole number" : type == boolean.class ? "true or false" : "text";
  }

  static String what(Tree tree) {
    return switch (tree) {
      case Tree.Scalar s -> "single value";
      case Tree.Items i -> "list";
      case Tree.Entries e -> "map";
    };
  }

  static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
