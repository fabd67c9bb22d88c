package bitline.text;

import org.jspecify.annotations.Nullable;

/// Where one value of a described thing comes from.
///
/// @param path the keys that lead to the value, such as `core.macro.array.rows`
/// @param written the value as the file writes it, such as `12 nm`
/// @param kind published somewhere, or assumed by the author of the file
/// @param text the source, or the reason of the assumption
/// @param grade how good the source is; null where the file does not grade it
public record Evidence(String path, String written, Kind kind, String text, @Nullable Grade grade) {
  /// Evidence that nobody has graded.
  public Evidence(String path, String written, Kind kind, String text) {
    this(path, written, kind, text, null);
  }

  /// How well a value is known.
  public enum Kind {
    /// The text names the publication.
    PUBLISHED,
    /// The text says why this value was assumed.
    ASSUMED
  }

  /// How good a source is, best first.
  public enum Grade {
    /// Somebody measured it and said how.
    MEASURED,
    /// The maker says so, in a document that the author of the file has read.
    VENDOR,
    /// Others say so: papers, tables, newspapers, shops.
    PRESS,
    /// It follows from other values by a calculation that the text tells.
    DERIVED,
    /// The author of the file remembers it so, of the source that the text names.
    RECALLED
  }

  /// The same evidence for a value that lies deeper, below `prefix`.
  Evidence below(String prefix) {
    return new Evidence(prefix + "." + path, written, kind, text, grade);
  }
}
