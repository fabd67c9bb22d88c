package bitline.catalogue;

import bitline.base.Problem;
import bitline.text.condition.Condition;
import bitline.text.condition.Dimension;
import bitline.text.condition.Expression;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Questions to the catalogue, as `bitline catalogue` takes them.
///
/// `technology=gpu and power<100W and released>=2022`, `ops/power > 1 TOPS/W`, `not (vendor~nvidia
/// or memory<16GB)`: comparisons (`= != < <= > >=`, `~` for "contains") of fields, and of products
/// and quotients of fields, with words, dates and numbers with units, joined by `and`, `or`, `not`
/// and parentheses. What is not known of an accelerator makes a comparison neither true nor false;
/// only accelerators of which the whole is true are chosen.
public final class Query {
  private Query() {}

  /// A column of a table: a field, or a product or quotient of fields.
  ///
  /// @param title as it was asked for
  /// @param number whether it holds numbers
  public record Column(String title, boolean number, Expression of) {
    /// The cell for people; `–` where nothing is known.
    public String text(Accelerator accelerator) {
      Value value = of.value(Field.of(accelerator));
      return value == null ? "–" : value.text();
    }

    /// The cell for a machine: a number in SI units or text; empty where nothing is known.
    public String plain(Accelerator accelerator) {
      Value value = of.value(Field.of(accelerator));
      return value == null ? "" : words(value);
    }

    /// The title with the SI unit of [#plain].
    public String plainTitle() {
      Dimension dimension = of.dimension();
      return dimension == null || dimension.unit().isEmpty()
          ? title
          : title + " (" + dimension.unit() + ")";
    }
  }

  /// The accelerators of which a condition is true.
  public static Predicate<Accelerator> where(String condition) {
    Condition parsed = Condition.parse("--where", condition, Field.VOCABULARY);
    return accelerator -> parsed.holds(Field.of(accelerator)) == Truth.YES;
  }

  /// The order by a field or by a quotient of fields; a `-` in front turns it round. Accelerators
  /// of which it is not known come last.
  public static Comparator<Accelerator> order(String by) {
    boolean falling = by.strip().startsWith("-");
    Expression key =
        Expression.parse("--sort", falling ? by.strip().substring(1) : by, Field.VOCABULARY);
    Comparator<Value> order = Query::compare;
    return Comparator.comparing(
        accelerator -> key.value(Field.of(accelerator)),
        Comparator.nullsLast(falling ? order.reversed() : order));
  }

  /// Columns by a list such as `name,power,int8/power`.
  public static List<Column> columns(String list) {
    if (list.isBlank()) {
      throw new Problem("--columns needs fields, such as name,power,ops/power");
    }
    return List.of(list.split(",", -1)).stream().map(Query::column).toList();
  }

  static Column column(String text) {
    Expression of = Expression.parse("--columns", text, Field.VOCABULARY);
    return new Column(text.strip(), of.dimension() != null, of);
  }

  /// What can be asked for: the name of each field and what it is.
  public static List<String> fields() {
    return Field.VOCABULARY.terms().values().stream()
        .map(term -> term.name() + ": " + term.says())
        .toList();
  }

  private static int compare(Value a, Value b) {
    return a instanceof Value.Number x && b instanceof Value.Number y
        ? Double.compare(x.low(), y.low())
        : words(a).compareToIgnoreCase(words(b));
  }

  private static String words(Value value) {
    return value instanceof Value.Number n ? String.valueOf(n.low()) : value.text();
  }
}
