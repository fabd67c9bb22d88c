package bitline.forecast.measure;

import java.util.Arrays;
import java.util.List;

/// What machines are measured by: an amount, of the machine or for each dollar or joule.
public enum Measure {
  OPS("ops", "operations a second", Amount.OPERATIONS, Per.MACHINE),
  USABLE_OPS("usable-ops", "operations a second that work gets", Amount.USABLE, Per.MACHINE),
  MEMORY("memory", "memory beside the dies", Amount.MEMORY, Per.MACHINE),
  BANDWIDTH("bandwidth", "bandwidth of that memory", Amount.BANDWIDTH, Per.MACHINE),
  NETWORK("network", "bandwidth of links to other units", Amount.NETWORK, Per.MACHINE),
  POWER("power", "rated power", Amount.POWER, Per.MACHINE),
  TPP("tpp", "total processing performance", Amount.PERFORMANCE, Per.MACHINE),
  PRICE("price", "price", Amount.PRICE, Per.MACHINE),
  OPS_PER_DOLLAR("ops-per-dollar", "operations for a dollar", Amount.OPERATIONS, Per.DOLLAR),
  USABLE_OPS_PER_DOLLAR(
      "usable-ops-per-dollar", "operations that work gets for a dollar", Amount.USABLE, Per.DOLLAR),
  MEMORY_PER_DOLLAR("memory-per-dollar", "memory for a dollar", Amount.MEMORY, Per.DOLLAR),
  BANDWIDTH_PER_DOLLAR(
      "bandwidth-per-dollar", "memory bandwidth for a dollar", Amount.BANDWIDTH, Per.DOLLAR),
  NETWORK_PER_DOLLAR(
      "network-per-dollar", "bandwidth of links for a dollar", Amount.NETWORK, Per.DOLLAR),
  OPS_PER_JOULE("ops-per-joule", "operations for a joule", Amount.OPERATIONS, Per.JOULE),
  USABLE_OPS_PER_JOULE(
      "usable-ops-per-joule", "operations that work gets for a joule", Amount.USABLE, Per.JOULE);

  private final String key;
  private final String words;
  private final Amount amount;
  private final Per per;

  Measure(String key, String words, Amount amount, Per per) {
    this.key = key;
    this.words = words;
    this.amount = amount;
    this.per = per;
  }

  /// What a machine has of something.
  enum Amount {
    OPERATIONS,
    USABLE,
    MEMORY,
    BANDWIDTH,
    NETWORK,
    POWER,
    PERFORMANCE,
    PRICE
  }

  /// For what.
  enum Per {
    MACHINE,
    DOLLAR,
    JOULE
  }

  /// As people type it.
  public String key() {
    return key;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  Amount amount() {
    return amount;
  }

  Per per() {
    return per;
  }

  /// Whether it is for a dollar, so that payment, prices and dollars matter.
  public boolean ofDollars() {
    return per == Per.DOLLAR;
  }

  /// Whether it counts peak operations, so that the precision matters.
  public boolean ofPrecision() {
    return amount == Amount.OPERATIONS;
  }

  /// Whether it counts operations that work gets, so that the use matters.
  public boolean ofUse() {
    return amount == Amount.USABLE;
  }

  /// Whether more is better: not of power and price.
  public boolean rising() {
    return this != POWER && this != PRICE;
  }

  /// The measure of a key; a [bitline.base.Problem] with the nearest when there is none.
  public static Measure of(String key) {
    return Keys.find("measure", key, List.of(values()), Measure::key);
  }

  /// All keys.
  public static List<String> keys() {
    return Arrays.stream(values()).map(Measure::key).toList();
  }
}
