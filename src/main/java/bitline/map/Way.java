package bitline.map;

/// How a network's weights are on the chip while pictures go through it.
public enum Way {
  /// Whichever the mapper reckons fastest.
  AUTO("auto"),
  /// All weights stay on the chip, layers form one pipeline.
  RESIDENT("resident"),
  /// Weights are exchanged segment by segment while the chip runs.
  STREAMED("streamed"),
  /// Streamed, and several pictures go through a segment before the next is written.
  BATCHED("batched");

  private final String word;

  Way(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
