package bitline.text.condition;

import java.util.Locale;

/// Whether a condition holds, as far as the known quantities tell (Kleene's strong logic).
public enum Truth {
  YES,
  NO,
  UNKNOWN;

  /// Of what is decided.
  public static Truth of(boolean yes) {
    return yes ? YES : NO;
  }

  /// Yes or no where one of them is sure, else unknown.
  static Truth of(boolean surely, boolean surelyNot) {
    return surely ? YES : surelyNot ? NO : UNKNOWN;
  }

  /// `yes`, `no`, `unknown`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether both hold.
  public Truth and(Truth other) {
    return this == NO || other == NO ? NO : this == YES && other == YES ? YES : UNKNOWN;
  }

  /// Whether one of them holds.
  public Truth or(Truth other) {
    return this == YES || other == YES ? YES : this == NO && other == NO ? NO : UNKNOWN;
  }

  /// Whether it does not hold.
  public Truth not() {
    return this == YES ? NO : this == NO ? YES : UNKNOWN;
  }
}
