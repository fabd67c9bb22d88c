package bitline.forecast.measure;

import bitline.base.Problem;
import org.jspecify.annotations.Nullable;

/// What is measured, and by which conventions: all that has to be told beside a number.
///
/// Only what matters to the measure counts: a precision where peak operations are counted (what
/// work gets is counted in the numbers of that work), payment, prices and dollars where it is for a
/// dollar.
///
/// @param measure what
/// @param precision of the numbers
/// @param payment what is paid for
/// @param basis whose price
/// @param deflation whose dollars
/// @param use what for, of the measures of usable operations: a name of `measures/uses.yaml`
/// @param setting where it works, of total cost of ownership: a name of `prices/ownership.yaml`;
///   null: a data centre, a device or a vehicle, as the machine is made for
public record Choice(
    Measure measure,
    Precision precision,
    Payment payment,
    PriceBasis basis,
    Deflation deflation,
    String use,
    @Nullable String setting) {
  /// The year whose dollars are counted where they are deflated: that of `prices/ownership.yaml`.
  public static final int DOLLARS = 2025;

  /// The share of the peak that training gets where nobody tells.
  public static final String TRAINING = "training";

  public Choice {
    if (basis == PriceBasis.CLOUD && payment != Payment.PURCHASE) {
      throw new Problem(
          "an hour in a cloud pays for power, house and life already; "
              + payment.key()
              + " asks for another price basis");
    }
  }

  /// By purchase at the price nearest to release, in nominal dollars, in the best precision.
  public static Choice of(Measure measure) {
    return new Choice(
        measure, Precision.BEST, Payment.PURCHASE, PriceBasis.ANY, Deflation.NONE, TRAINING, null);
  }

  /// Another measure by the same conventions.
  public Choice of(Measure other, Precision in) {
    return new Choice(other, in, payment, basis, deflation, use, setting);
  }

  /// In another precision.
  public Choice in(Precision other) {
    return new Choice(measure, other, payment, basis, deflation, use, setting);
  }

  /// By another payment.
  public Choice by(Payment other) {
    return new Choice(measure, precision, other, basis, deflation, use, setting);
  }

  /// At other prices.
  public Choice at(PriceBasis other) {
    return new Choice(measure, precision, payment, other, deflation, use, setting);
  }

  /// In other dollars.
  public Choice in(Deflation other) {
    return new Choice(measure, precision, payment, basis, other, use, setting);
  }

  /// For another use.
  public Choice use(String other) {
    return new Choice(measure, precision, payment, basis, deflation, other, setting);
  }

  /// In one setting, whatever the machine is made for.
  public Choice setting(@Nullable String other) {
    return new Choice(measure, precision, payment, basis, deflation, use, other);
  }

  /// Whether dollars are paid for time, not once.
  boolean byTime() {
    return payment != Payment.PURCHASE || basis == PriceBasis.CLOUD;
  }

  /// One line for people: the measure and every convention that matters to it.
  public String title() {
    StringBuilder out = new StringBuilder(measure.words());
    switch (measure.amount()) {
      case OPERATIONS -> out.append(", ").append(precision.words());
      case USABLE -> out.append(", ").append(use);
      default -> {}
    }
    if (measure.ofDollars()) {
      out.append(", ").append(payment == Payment.PURCHASE ? basis.words() : payment.words());
      if (payment != Payment.PURCHASE && basis != PriceBasis.ANY) {
        out.append(" at ").append(basis.words());
      }
      if (payment == Payment.TCO && setting != null) {
        out.append(" (").append(setting).append(')');
      }
    }
    if (measure == Measure.PRICE) {
      out.append(", ").append(basis.words());
    }
    if (measure.ofDollars() || measure == Measure.PRICE) {
      out.append(", ").append(deflation.words());
      if (deflation != Deflation.NONE) {
        out.append(" (").append(DOLLARS).append(')');
      }
    }
    return out.toString();
  }

  /// Unit of its values.
  public String unit() {
    return switch (measure.per()) {
      case JOULE -> "op/J";
      case DOLLAR ->
          switch (measure.amount()) {
            case MEMORY -> byTime() ? "B s/USD" : "B/USD";
            case BANDWIDTH, NETWORK -> byTime() ? "B/USD" : "B/s/USD";
            default -> byTime() ? "op/USD" : "op/s/USD";
          };
      case MACHINE ->
          switch (measure.amount()) {
            case MEMORY -> "B";
            case BANDWIDTH, NETWORK -> "B/s";
            case POWER -> "W";
            case PERFORMANCE -> "TPP";
            case PRICE -> basis == PriceBasis.CLOUD ? "USD/s" : "USD";
            default -> "op/s";
          };
    };
  }
}
