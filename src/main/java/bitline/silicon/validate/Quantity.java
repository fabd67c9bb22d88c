package bitline.silicon.validate;

/// What a published figure is about. Errors are summed up for each of these apart.
public enum Quantity {
  /// Operations a second: it follows from geometry and timing, and so is a check of the
  /// description, no evidence of a model.
  THROUGHPUT("throughput", Scope.THROUGHPUT),
  /// All energy within a published boundary.
  ENERGY("energy", Scope.ENERGY),
  /// The energy of single parts.
  PART_ENERGY("energy of parts", Scope.ENERGY),
  /// The share that parts have in the energy.
  ENERGY_SHARE("share of energy", Scope.SHARE),
  /// All area, or density.
  AREA("area", Scope.AREA),
  /// The area of single parts.
  PART_AREA("area of parts", Scope.AREA),
  /// The share that parts have in the area.
  AREA_SHARE("share of area", Scope.SHARE);

  /// What people ask for by one word.
  public enum Scope {
    /// Operations a second.
    THROUGHPUT,
    /// Joules, of all or of parts.
    ENERGY,
    /// Square metres, of all or of parts.
    AREA,
    /// Shares of either.
    SHARE
  }

  private final String words;
  private final Scope scope;

  Quantity(String words, Scope scope) {
    this.words = words;
    this.scope = scope;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  /// The word that people ask for it by.
  public Scope scope() {
    return scope;
  }

  /// Whether a model of energy or area can be wrong about it.
  public boolean evidence() {
    return scope != Scope.THROUGHPUT;
  }
}
