package bitline.text;

import bitline.base.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Generates JSON Schema (2020-12) from records, for editors that complete and check YAML. It says
/// all that a schema can say: keys, types, choices, units, ranges of bare numbers. It cannot say
/// that every value is covered by a source, nor the range of a number with a unit, nor what a
/// constructor checks; the binder does.
final class Schema {
  private final Set<Class<?>> named;
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private Schema(Set<Class<?>> named) {
    this.named = named;
  }

  static String text(Class<? extends Record> type, String title, Set<Class<?>> named) {
    Schema schema = new Schema(named);
    boolean sourced = type.isAnnotationPresent(Sourced.class);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    out.put("title", title);
    out.put("$ref", schema.reference(type, sourced));
    out.put("$defs", schema.definitions);
    return Json.text(out);
  }

  private String reference(Class<?> type, boolean sourced) {
    String name =
        Form.word(type) + (sourced && !type.isAnnotationPresent(Sourced.class) ? "_sourced" : "");
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, record(type, sourced, false));
    }
    return "#/$defs/" + name;
  }

  private Map<String, Object> record(Class<?> type, boolean sourced, boolean kindKey) {
    if (!(Form.of(type) instanceof Form.OfRecord form)) {
      throw new IllegalStateException(type + " is no record");
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (kindKey) {
      properties.put("kind", Map.of("const", Form.word(type)));
      required.add("kind");
    }
    for (Form.Field field : form.fields()) {
      if (field.collected()) {
        continue;
      }
      Map<String, Object> value = value(field.form(), field, sourced);
      if (sourced && Form.leaf(field.form())) {
        value = anyOf(value, withEvidence(value));
      }
      properties.put(field.name(), field.nullable() ? anyOf(value, Map.of("type", "null")) : value);
      if (!field.nullable() && field.defaultText() == null) {
        required.add(field.name());
      }
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", "object");
    if (sourced) {
      properties.put("source", text());
      properties.put("assumed", text());
      properties.put("grade", grade());
      out.put("not", Map.of("required", List.of("source", "assumed")));
    }
    out.put("properties", properties);
    out.put("required", required);
    out.put("additionalProperties", false);
    return out;
  }

  private Map<String, Object> value(Form form, Form.Field field, boolean sourced) {
    return switch (form) {
      case Form.Leaf leaf -> leaf(leaf, field);
      case Form.ListOf list ->
          ordered("type", "array", "items", value(list.element(), field, sourced));
      case Form.MapOf map -> {
        Map<String, Object> value = value(map.value(), field, sourced);
        if (sourced && Form.leaf(map.value())) {
          value = anyOf(value, withEvidence(value));
        }
        yield ordered("type", "object", "additionalProperties", value);
      }
      case Form.OfRecord record -> {
        boolean inner = sourced || record.type().isAnnotationPresent(Sourced.class);
        Map<String, Object> reference = ordered("$ref", reference(record.type(), inner));
        yield named.contains(record.type())
            ? anyOf(ordered("type", "string"), reference)
            : reference;
      }
      case Form.Choice choice -> ordered("$ref", choice(choice, sourced));
    };
  }

  private String choice(Form.Choice choice, boolean sourced) {
    String name = Form.word(choice.type()) + (sourced ? "_sourced" : "");
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      List<Object> alternatives = new ArrayList<>();
      for (Class<?> each : choice.records()) {
        alternatives.add(record(each, sourced, true));
      }
      definitions.put(name, ordered("oneOf", alternatives));
    }
    return "#/$defs/" + name;
  }

  private Map<String, Object> leaf(Form.Leaf leaf, Form.Field field) {
    Class<?> type = leaf.type();
    if (type.isEnum()) {
      return ordered("enum", Form.words(type));
    }
    if (type == boolean.class) {
      return ordered("type", "boolean");
    }
    if (type == String.class) {
      return ordered("type", "string");
    }
    String unit = field.unit();
    Map<String, Object> bare = ordered("type", type == double.class ? "number" : "integer");
    limit(bare, "minimum", field.min(), type);
    limit(bare, "maximum", field.max(), type);
    if (unit == null) {
      if (type == int.class) {
        bare.putIfAbsent("minimum", Integer.MIN_VALUE);
        bare.putIfAbsent("maximum", Integer.MAX_VALUE);
      }
      return bare;
    }
    Map<String, Object> quantity = ordered("$ref", quantity(unit, field.min() < 0));
    return unit.equals("1") ? anyOf(bare, quantity) : quantity;
  }

  /// The definition of a number with a unit.
  private String quantity(String unit, boolean signed) {
    String name =
        "quantity_"
            + (unit.equals("1") ? "ratio" : unit.replace("/", "_per_"))
            + (signed ? "_signed" : "");
    Map<String, Object> text = ordered("type", "string", "pattern", Units.pattern(unit, signed));
    text.put("description", "a number with its unit, such as " + Units.example(unit));
    definitions.put(name, text);
    return "#/$defs/" + name;
  }

  private static void limit(Map<String, Object> out, String key, double limit, Class<?> type) {
    if (Double.isFinite(limit)) {
      out.put(key, type == double.class ? (Object) limit : (Object) (long) limit);
    }
  }

  private static Map<String, Object> withEvidence(Map<String, Object> value) {
    Map<String, Object> out = ordered("type", "object");
    out.put(
        "properties",
        ordered("value", value, "source", text(), "assumed", text(), "grade", grade()));
    out.put("required", List.of("value"));
    out.put(
        "oneOf",
        List.of(Map.of("required", List.of("source")), Map.of("required", List.of("assumed"))));
    out.put("additionalProperties", false);
    return out;
  }

  private static Map<String, Object> grade() {
    return ordered("enum", Form.words(Evidence.Grade.class));
  }

  private static Map<String, Object> text() {
    return ordered("type", "string", "pattern", "\\S");
  }

  private static Map<String, Object> anyOf(Object first, Object second) {
    return ordered("anyOf", List.of(first, second));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return out;
  }
}
