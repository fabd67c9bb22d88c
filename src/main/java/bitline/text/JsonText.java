package bitline.text;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes one value as canonical JSON; see [Json]. Lists of single values stay on one line.
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  String write(@Nullable Object value) {
    value(value, 0);
    return out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> out.append("null");
      case String s -> string(s);
      case Boolean b -> out.append(b);
      case Double d -> number(d.toString(), Double.isFinite(d));
      case Float f -> number(f.toString(), Float.isFinite(f));
      case Number n -> out.append(n);
      case Enum<?> e -> string(Form.word(e));
      case Record r -> members(components(r), depth);
      case Map<?, ?> m -> members(ordered(m), depth);
      case Collection<?> c -> items(new ArrayList<@Nullable Object>(c), depth);
      default -> {
        if (!value.getClass().isArray()) {
          throw new IllegalStateException(
              "cannot write a " + value.getClass().getName() + " as JSON");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
          elements.add(Array.get(value, i));
        }
        items(elements, depth);
      }
    }
  }

  private void number(String text, boolean finite) {
    out.append(finite ? text : '"' + text + '"');
  }

  private void items(List<@Nullable Object> items, int depth) {
    boolean flat = items.stream().noneMatch(JsonText::nested);
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : flat ? ", " : ",");
      if (!flat) {
        line(depth + 1);
      }
      value(items.get(i), depth + 1);
    }
    if (!flat) {
      line(depth);
    }
    out.append(']');
  }

  private void members(SequencedMap<String, @Nullable Object> members, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      out.append(first ? "" : ",");
      first = false;
      line(depth + 1);
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), depth + 1);
    }
    if (!first) {
      line(depth);
    }
    out.append('}');
  }

  private static SequencedMap<String, @Nullable Object> components(Record record) {
    SequencedMap<String, @Nullable Object> members = new LinkedHashMap<>();
    for (Class<?> each : record.getClass().getInterfaces()) {
      if (each.isSealed()) {
        members.put("kind", Form.word(record.getClass()));
      }
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        members.put(component.getName(), component.getAccessor().invoke(record));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
    return members;
  }

  private static SequencedMap<String, @Nullable Object> ordered(Map<?, ?> map) {
    SequencedMap<String, @Nullable Object> members =
        map instanceof SequencedMap ? new LinkedHashMap<>() : new TreeMap<>();
    map.forEach(
        (key, value) -> members.put(key instanceof Enum<?> e ? Form.word(e) : (String) key, value));
    return members;
  }

  private static boolean nested(@Nullable Object value) {
    return value instanceof Record
        || value instanceof Map
        || value instanceof Collection
        || value != null && value.getClass().isArray();
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20 || c == 0x7f || lone(text, i)) {
            out.append("\\u" + HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// Half of a surrogate pair without the other half: not encodable as UTF-8.
  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
