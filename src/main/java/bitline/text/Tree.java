package bitline.text;

import java.util.List;

/// What a YAML or JSON file says, before anyone knows what it should say: scalars, lists and maps,
/// each with the line and column (from 1) where it begins. Keys keep the order of the file and are
/// unique within a map.
public sealed interface Tree {
  /// Line, from 1.
  int line();

  /// Column, from 1.
  int column();

  /// A single value.
  ///
  /// @param text as written, without quotes
  /// @param kind what it is by the rules of YAML 1.2's core schema or of JSON
  record Scalar(int line, int column, String text, Kind kind) implements Tree {}

  /// What a scalar is.
  enum Kind {
    NULL,
    BOOLEAN,
    /// A finite number, whole or not.
    NUMBER,
    STRING
  }

  /// A list.
  record Items(int line, int column, List<Tree> items) implements Tree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A map.
  record Entries(int line, int column, List<Entry> entries) implements Tree {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /// A key and its value.
  record Entry(Scalar key, Tree value) {
    /// The key's text.
    public String name() {
      return key.text();
    }
  }
}
