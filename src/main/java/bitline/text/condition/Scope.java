package bitline.text.condition;

import org.jspecify.annotations.Nullable;

/// What the names of a condition stand for, of one thing.
@FunctionalInterface
public interface Scope {
  /// The value of a name; null where it is not known.
  @Nullable Value value(String name);
}
