package bitline.silicon.validate;

/// On what the factors of a prediction rest.
public enum Fitting {
  /// On nothing: all are 1.
  BLIND("blind"),
  /// On all chips that share no silicon with the one predicted.
  LEFT_OUT("left out"),
  /// On the predicted chip itself.
  FITTED("fitted");

  private final String words;

  Fitting(String words) {
    this.words = words;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }
}
