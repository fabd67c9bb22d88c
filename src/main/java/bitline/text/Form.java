package bitline.text;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a Java type looks like in a file; the one reading of the records that binder, writer and
/// schema share.
sealed interface Form {
  /// A single value: int, long, double, boolean, String or an enum, boxed or not.
  record Leaf(Class<?> type) implements Form {
    boolean number() {
      return type == int.class || type == long.class || type == double.class;
    }
  }

  /// A list.
  record ListOf(Form element) implements Form {}

  /// A map with text keys.
  record MapOf(Form value) implements Form {}

  /// A record: a map with one key a component.
  record OfRecord(Class<?> type, List<Field> fields) implements Form {
    List<String> keys() {
      return fields.stream().filter(f -> !f.collected).map(Field::name).toList();
    }
  }

  /// A sealed interface of records: a map whose key `kind` says which.
  record Choice(Class<?> type, List<Class<?>> records) implements Form {}

  /// One component of a record.
  record Field(
      String name,
      Type type,
      boolean nullable,
      @Nullable String defaultText,
      @Nullable String unit,
      double min,
      double max,
      boolean collected,
      boolean sourced) {
    Form form() {
      return Form.of(type);
    }
  }

  /// Whether the form is a single value or a list of such, and so may carry evidence of its own.
  static boolean leaf(Form form) {
    return form instanceof Leaf || form instanceof ListOf list && list.element instanceof Leaf;
  }

  /// Whether values of this form must say where they come from: all single values but text.
  static boolean evidenced(Form form) {
    return switch (form) {
      case Leaf l -> l.type != String.class;
      case ListOf l -> l.element instanceof Leaf e && e.type != String.class;
      default -> false;
    };
  }

  /// Whether `type` demands evidence, and whether the evidence must be graded.
  static boolean sourced(Class<?> type) {
    return type.isAnnotationPresent(Sourced.class);
  }

  static boolean graded(Class<?> type) {
    Sourced sourced = type.getAnnotation(Sourced.class);
    return sourced != null && sourced.graded();
  }

  static Form of(Type type) {
    if (type instanceof ParameterizedType p) {
      if (p.getRawType() == List.class) {
        return new ListOf(of(p.getActualTypeArguments()[0]));
      }
      if (p.getRawType() == Map.class && p.getActualTypeArguments()[0] == String.class) {
        return new MapOf(of(p.getActualTypeArguments()[1]));
      }
    }
    if (type instanceof Class<?> c) {
      Class<?> plain = unboxed(c);
      if (plain.isPrimitive() || plain == String.class || plain.isEnum()) {
        return new Leaf(plain);
      }
      if (c.isRecord()) {
        return new OfRecord(c, fields(c));
      }
      if (c.isSealed() && c.isInterface()) {
        return new Choice(c, List.of(c.getPermittedSubclasses()));
      }
    }
    throw new IllegalStateException(
        "a record component of type " + type.getTypeName() + " cannot be read from text");
  }

  /// The name of a record in a sealed interface, or of an enum constant: lower case with
  /// underscores.
  static String word(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static List<String> words(Class<?> enumType) {
    List<String> out = new ArrayList<>();
    for (Object constant : enumType.getEnumConstants()) {
      out.add(word((Enum<?>) constant));
    }
    return out;
  }

  private static List<Field> fields(Class<?> record) {
    List<Field> out = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Default standard = component.getAnnotation(Default.class);
      Unit unit = component.getAnnotation(Unit.class);
      Range range = component.getAnnotation(Range.class);
      out.add(
          new Field(
              component.getName(),
              component.getGenericType(),
              component.getAnnotatedType().isAnnotationPresent(Nullable.class),
              standard == null ? null : standard.value(),
              unit == null ? null : unit.value(),
              range == null ? Double.NEGATIVE_INFINITY : range.min(),
              range == null ? Double.POSITIVE_INFINITY : range.max(),
              component.isAnnotationPresent(Collected.class),
              component.isAnnotationPresent(Sourced.class)));
    }
    return List.copyOf(out);
  }

  private static Class<?> unboxed(Class<?> type) {
    return type == Integer.class
        ? int.class
        : type == Long.class
            ? long.class
            : type == Double.class ? double.class : type == Boolean.class ? boolean.class : type;
  }
}
