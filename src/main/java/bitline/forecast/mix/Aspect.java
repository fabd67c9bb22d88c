package bitline.forecast.mix;

import bitline.base.Problem;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Payment;

/// What work is counted against.
public enum Aspect {
  /// Electricity of the machine.
  PER_JOULE("work for a joule"),
  /// The price of the machine.
  PER_PRICE("work for a dollar of price"),
  /// All that it costs to own and run it.
  PER_OWNERSHIP("work for a dollar of ownership");

  private final String words;

  Aspect(String words) {
    this.words = words;
  }

  /// What it is, in words.
  public String words() {
    return words;
  }

  /// The aspect that a measure is about; a [Problem] where a mix of technologies says nothing of
  /// it, as of memory, links, or one machine by itself.
  public static Aspect of(Choice choice) {
    return switch (choice.measure()) {
      case OPS_PER_JOULE, USABLE_OPS_PER_JOULE -> PER_JOULE;
      case OPS_PER_DOLLAR, USABLE_OPS_PER_DOLLAR ->
          choice.payment() == Payment.TCO ? PER_OWNERSHIP : PER_PRICE;
      default ->
          throw new Problem(
              "other technologies change what work costs, in joules or dollars, not "
                  + choice.measure().words()
                  + "; take ops-per-joule or ops-per-dollar, or leave --with-tech away");
    };
  }
}
