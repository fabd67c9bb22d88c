package bitline.graph;

import bitline.tensor.ElementType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The operator records seen as data: their names and components, for whatever treats all operators
/// alike (text form, writer, tables).
public final class OpRecords {
  private static final SortedMap<String, Class<? extends Op>> BY_NAME = find();

  private OpRecords() {}

  /// Every operator's record by its ONNX name.
  public static SortedMap<String, Class<? extends Op>> byName() {
    return BY_NAME;
  }

  private static SortedMap<String, Class<? extends Op>> find() {
    SortedMap<String, Class<? extends Op>> found = new TreeMap<>();
    collect(Op.class, found);
    return Collections.unmodifiableSortedMap(found);
  }

  private static void collect(Class<?> type, SortedMap<String, Class<? extends Op>> found) {
    if (type.isRecord()) {
      Class<? extends Op> op = type.asSubclass(Op.class);
      String name = op.getSimpleName();
      if (Recurrent.class.isAssignableFrom(op)) {
        name = name.toUpperCase(Locale.ROOT);
      }
      found.put(name, op);
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, found);
      }
    }
  }

  /// The value of a record's component.
  public static @Nullable Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(record + " has no readable " + component.getName(), e);
    }
  }

  /// A record from the values of its components.
  static Record make(Class<? extends Record> type, List<@Nullable Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The value that the text form leaves out: 0, false, null, an empty list, the first of an
  /// enumeration, a record of such values.
  static @Nullable Object zero(Type type) {
    if (type instanceof ParameterizedType) {
      return List.of();
    }
    Class<?> plain = (Class<?>) type;
    if (plain == int.class) {
      return 0;
    } else if (plain == long.class) {
      return 0L;
    } else if (plain == float.class) {
      return 0f;
    } else if (plain == double.class) {
      return 0d;
    } else if (plain == boolean.class) {
      return false;
    } else if (plain == String.class) {
      return "";
    } else if (plain.isEnum() && plain != ElementType.class) {
      return plain.getEnumConstants()[0];
    } else if (plain.isRecord() && plain != Graph.class) {
      List<@Nullable Object> zeros = new ArrayList<>();
      for (RecordComponent component : plain.getRecordComponents()) {
        zeros.add(zero(component.getGenericType()));
      }
      return make(plain.asSubclass(Record.class), zeros);
    }
    return null;
  }
}
