package bitline.forecast.measure;

import java.util.List;

/// What is paid for: `--by`.
public enum Payment {
  /// The price of the unit, once. Power, server, house and life are left out.
  PURCHASE("purchase", "by price of purchase"),
  /// What a unit in training loses in value in an hour, with its network and electricity: Epoch
  /// AI's convention ([bitline.money.own.TrainingCost]).
  AMORTISED("amortised", "by amortised cost of training"),
  /// All that it takes to own and run it ([bitline.money.own.Ownership]).
  TCO("tco", "by total cost of ownership");

  private final String key;
  private final String words;

  Payment(String key, String words) {
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

  /// The payment of a key; a [bitline.base.Problem] when there is none.
  public static Payment of(String key) {
    return Keys.find("way to pay", key, List.of(values()), Payment::key);
  }
}
