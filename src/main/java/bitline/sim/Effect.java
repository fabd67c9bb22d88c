package bitline.sim;

/// A way in which a manufactured chip differs from the ideal one. Each can be switched on alone, so
/// that its share of the lost accuracy can be told.
public enum Effect {
  /// Cells miss the conductance (the capacitor) that was meant, once a chip.
  PROGRAMMING("programming"),
  /// Conductances relax and drift away with time.
  DRIFT("drift"),
  /// Reads of the same cell differ.
  READ_NOISE("read_noise"),
  /// Some cells cannot be written.
  STUCK("stuck"),
  /// Converters differ from the ideal one and from one another, and are noisy.
  CONVERTERS("converters");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /// As it is written on a command line.
  public String word() {
    return word;
  }
}
