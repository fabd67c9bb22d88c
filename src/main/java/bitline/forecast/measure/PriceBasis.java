package bitline.forecast.measure;

import java.util.List;

/// Whose price counts.
public enum PriceBasis {
  /// The one that is nearest to the release, however it is known.
  ANY("any", "price nearest to release"),
  /// What the maker asks.
  LIST("list", "list price"),
  /// What shops and buyers tell, or somebody works out from what they tell.
  STREET("street", "street price"),
  /// What an hour is let for.
  CLOUD("cloud", "price of an hour in a cloud"),
  /// What it costs to make: [bitline.money.Costing], without margin.
  PRODUCER("producer", "producer's cost");

  private final String key;
  private final String words;

  PriceBasis(String key, String words) {
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

  /// The basis of a key; a [bitline.base.Problem] when there is none.
  public static PriceBasis of(String key) {
    return Keys.find("price basis", key, List.of(values()), PriceBasis::key);
  }
}
