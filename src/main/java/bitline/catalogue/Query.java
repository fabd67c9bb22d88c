package bitline.catalogue;

import bitline.base.Problem;
import bitline.catalogue.Field.Value;
import bitline.text.condition.Dimension;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
      Value value = of.value(accelerator);
      return switch (value) {
        case null -> "–";
        case Value.Number n -> Dimension.format(n.quantity());
        case Value.Words w -> w.text();
        case Value.Date d -> d.text();
      };
    }

    /// The cell for a machine: a number in SI units or text; empty where nothing is known.
    public String plain(Accelerator accelerator) {
      Value value = of.value(accelerator);
      return switch (value) {
        case null -> "";
        case Value.Number n -> String.valueOf(n.quantity().value());
        case Value.Words w -> w.text();
        case Value.Date d -> d.text();
      };
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
    Condition parsed = new QueryParser("--where", condition).condition();
    return accelerator -> Boolean.TRUE.equals(parsed.holds(accelerator));
  }

  /// The order by a field or by a quotient of fields; a `-` in front turns it round. Accelerators
  /// of which it is not known come last.
  public static Comparator<Accelerator> order(String by) {
    boolean falling = by.strip().startsWith("-");
    Expression key = new QueryParser("--sort", falling ? by.strip().substring(1) : by).expression();
    Comparator<Value> order = Query::compare;
    return Comparator.comparing(
        key::value, Comparator.nullsLast(falling ? order.reversed() : order));
  }

  /// Columns by a list such as `name,power,int8/power`.
  public static List<Column> columns(String list) {
    if (list.isBlank()) {
      throw new Problem("--columns needs fields, such as name,power,ops/power");
    }
    return List.of(list.split(",", -1)).stream().map(Query::column).toList();
  }

  static Column column(String text) {
    Expression of = new QueryParser("--columns", text).expression();
    return new Column(text.strip(), of.dimension() != null, of);
  }

  /// What can be asked for: the name of each field and what it is.
  public static List<String> fields() {
    return Field.ALL.values().stream().map(f -> f.name() + ": " + f.says()).toList();
  }

  private static int compare(Value a, Value b) {
    return a instanceof Value.Number x && b instanceof Value.Number y
        ? Double.compare(x.quantity().value(), y.quantity().value())
        : words(a).compareToIgnoreCase(words(b));
  }

  private static String words(Value value) {
    return switch (value) {
      case Value.Number n -> String.valueOf(n.quantity().value());
      case Value.Words w -> w.text();
      case Value.Date d -> d.text();
    };
  }

  /// What has a value.
  public sealed interface Expression {
    /// Its value; null where it is not known.
    @Nullable Value value(Accelerator accelerator);

    /// What its numbers count; null when it is no number.
    @Nullable Dimension dimension();
  }

  record Read(Field field) implements Expression {
    @Override
    public @Nullable Value value(Accelerator accelerator) {
      return field.value().apply(accelerator);
    }

    @Override
    public @Nullable Dimension dimension() {
      return field.dimension();
    }
  }

  record Constant(Value constant) implements Expression {
    @Override
    public Value value(Accelerator accelerator) {
      return constant;
    }

    @Override
    public @Nullable Dimension dimension() {
      return constant instanceof Value.Number n ? n.quantity().dimension() : null;
    }
  }

  /// A product, or a quotient.
  record Combined(Expression left, Expression right, boolean quotient, Dimension dimension)
      implements Expression {
    @Override
    public @Nullable Value value(Accelerator accelerator) {
      if (left.value(accelerator) instanceof Value.Number a
          && right.value(accelerator) instanceof Value.Number b
          && !(quotient && b.quantity().value() == 0)) {
        double x = a.quantity().value();
        double y = b.quantity().value();
        return new Value.Number(new Dimension.Quantity(quotient ? x / y : x * y, dimension));
      }
      return null;
    }
  }

  /// What is true of an accelerator, or not, or not known.
  sealed interface Condition {
    @Nullable Boolean holds(Accelerator accelerator);
  }

  /// How two values are compared.
  enum Relation {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    CONTAINS;

    boolean of(int order) {
      return switch (this) {
        case EQUAL, CONTAINS -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }

  record Compared(Expression left, Relation relation, Expression right) implements Condition {
    @Override
    public @Nullable Boolean holds(Accelerator accelerator) {
      Value a = left.value(accelerator);
      Value b = right.value(accelerator);
      if (a == null || b == null) {
        return null;
      }
      if (a instanceof Value.Date d && b instanceof Value.Date e) {
        int common = Math.min(d.text().length(), e.text().length());
        return relation.of(d.text().substring(0, common).compareTo(e.text().substring(0, common)));
      }
      if (relation == Relation.CONTAINS) {
        return plain(words(a)).contains(plain(words(b)));
      }
      return a instanceof Value.Words
          ? relation.of(plain(words(a)).compareTo(plain(words(b))))
          : relation.of(compare(a, b));
    }

    /// People write `data centre`, `data-centre` and `Data_Centre`.
    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "-");
    }
  }

  record Both(Condition left, Condition right) implements Condition {
    @Override
    public @Nullable Boolean holds(Accelerator accelerator) {
      Boolean a = left.holds(accelerator);
      Boolean b = right.holds(accelerator);
      return Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)
          ? Boolean.FALSE
          : a == null || b == null ? null : Boolean.TRUE;
    }
  }

  record Either(Condition left, Condition right) implements Condition {
    @Override
    public @Nullable Boolean holds(Accelerator accelerator) {
      Boolean a = left.holds(accelerator);
      Boolean b = right.holds(accelerator);
      return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)
          ? Boolean.TRUE
          : a == null || b == null ? null : Boolean.FALSE;
    }
  }

  record Not(Condition of) implements Condition {
    @Override
    public @Nullable Boolean holds(Accelerator accelerator) {
      Boolean holds = of.holds(accelerator);
      return holds == null ? null : !holds;
    }
  }
}
