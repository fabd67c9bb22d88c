package bitline.text;

/// Where one value of a described thing comes from.
///
/// @param path the keys that lead to the value, such as `core.macro.array.rows`
/// @param written the value as the file writes it, such as `12 nm`
/// @param kind published somewhere, or assumed by the author of the file
/// @param text the source, or the reason of the assumption
public record Evidence(String path, String written, Kind kind, String text) {
  /// How well a value is known.
  public enum Kind {
    /// The text names the publication.
    PUBLISHED,
    /// The text says why this value was assumed.
    ASSUMED
  }

  /// The same evidence for a value that lies deeper, below `prefix`.
  Evidence below(String prefix) {
    return new Evidence(prefix + "." + path, written, kind, text);
  }
}
