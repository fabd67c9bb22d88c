package bitline.claim;

/// Which of two numbers of a measure is better.
public enum Better {
  /// Such as pictures a joule.
  MORE,
  /// Such as seconds.
  LESS
}
