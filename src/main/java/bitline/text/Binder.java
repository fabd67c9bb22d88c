package bitline.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Turns YAML or JSON into records. A map becomes a record: its keys are the component names, in
/// any order.
///
/// Components may be int, long, double, boolean, String, enums (lower case in the file), records,
/// sealed interfaces of records (the key `kind` names the record), `List` and `Map<String, …>` of
/// these. [Unit] says in which unit a number is written, [Range] where it must lie, [Default] what
/// it is when absent; `@Nullable` components may be absent. A check in a compact constructor that
/// throws an `IllegalArgumentException` is reported at the record, or at the value whose key the
/// message begins with. [Sourced] demands evidence. Whatever is wrong is a [bitline.base.Problem]
/// with file, line and column; unknown keys and names come with a spelling hint.
public final class Binder {
  private final Map<Class<?>, Named<?>> named;
  private final boolean siNumbers;

  private Binder(Map<Class<?>, Named<?>> named, boolean siNumbers) {
    this.named = named;
    this.siNumbers = siNumbers;
  }

  /// Finds a record that a file mentions by name.
  @FunctionalInterface
  public interface Named<T> {
    /// The record called `name`; a problem at `mention` when there is none.
    T find(String name, Place mention);
  }

  /// For files that people write: units are demanded, and evidence where the record is [Sourced].
  public static Binder written() {
    return new Binder(Map.of(), false);
  }

  /// For the JSON that [Json] writes: numbers are bare and in SI units, collected evidence is an
  /// ordinary key.
  static Binder printed() {
    return new Binder(Map.of(), true);
  }

  /// A binder that, where a `type` is expected and a single text stands, looks the text up as a
  /// name.
  public <T extends Record> Binder naming(Class<T> type, Named<T> find) {
    Map<Class<?>, Named<?>> more = new LinkedHashMap<>(named);
    more.put(type, find);
    return new Binder(more, siNumbers);
  }

  /// Reads a YAML file as a record.
  public <T extends Record> T read(Class<T> type, Path file) {
    return bind(type, Yaml.read(file), file.toString());
  }

  /// Turns a tree that was read from `file` into a record.
  public <T extends Record> T bind(Class<T> type, Tree tree, String file) {
    return type.cast(new Binding(file, named, siNumbers).root(type, tree));
  }

  /// The JSON Schema of files that this binder reads as `type`, as indented text.
  public String schema(Class<? extends Record> type, String title) {
    return Schema.text(type, title, Set.copyOf(named.keySet()));
  }
}
