package bitline.forecast.measure;

import java.util.List;

/// Whose dollars are counted. All but [#NONE] give dollars of [Choice#DOLLARS].
public enum Deflation {
  /// Dollars of the day of the price.
  NONE("none", "nominal dollars"),
  /// By consumer prices.
  CPI("cpi", "dollars by consumer prices"),
  /// By producer prices of data processing and hosting.
  PPI("ppi", "dollars by producer prices of data processing"),
  /// By the price of a machine of constant quality ([Hedonic]): what is left is how a machine
  /// stands among those of its year. The index is made of all years together, so a series in these
  /// dollars knows of its future: it is no input for a back-test.
  HEDONIC("hedonic", "dollars by prices of machines of constant quality");

  private final String key;
  private final String words;

  Deflation(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /// As people type it.
  public String key() {
    return key;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  /// The deflation of a key; a [bitline.base.Problem] when there is none.
  public static Deflation of(String key) {
    return Keys.find("deflator", key, List.of(values()), Deflation::key);
  }
}
