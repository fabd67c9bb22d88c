package bitline.text.condition;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One comparison of a condition, with what stood on its two sides and how far they are apart.
///
/// @param text the comparison as the condition writes it, such as `tpp >= 1600`
/// @param value of the left side; null where it is not known
/// @param threshold value of the right side; null where it is not known, or where a bare name was
///   asked for yes or no
/// @param holds whether it holds
/// @param unknown names whose values are not known and would be needed; empty otherwise
public record Step(
    String text,
    @Nullable Value value,
    @Nullable Value threshold,
    Truth holds,
    List<String> unknown) {
  public Step {
    unknown = List.copyOf(unknown);
  }

  /// The value over the threshold, a plain number with bounds; empty unless both are known numbers
  /// and the threshold is positive.
  public Optional<Value.Number> ratio() {
    return value instanceof Value.Number v && threshold instanceof Value.Number t && t.low() > 0
        ? Optional.of(new Value.Number(v.low() / t.high(), v.high() / t.low(), Dimension.NONE))
        : Optional.empty();
  }

  /// The value less the threshold, in the value's unit with bounds; empty unless both are known
  /// numbers.
  public Optional<Value.Number> difference() {
    return value instanceof Value.Number v && threshold instanceof Value.Number t
        ? Optional.of(new Value.Number(v.low() - t.high(), v.high() - t.low(), v.dimension()))
        : Optional.empty();
  }

  /// One line: `tpp >= 4800: 4707.2 is 0.981 times that, 92.8 below: no`.
  public String words() {
    String answer = holds == Truth.UNKNOWN ? "cannot be decided" : holds.word();
    if (value == null) {
      return text + ": " + String.join(" and ", unknown) + " is not known: " + answer;
    }
    if (threshold == null) {
      return text
          + ": "
          + (unknown.isEmpty() ? answer : String.join(" and ", unknown) + " is not known");
    }
    Optional<Value.Number> ratio = ratio();
    Optional<Value.Number> difference = difference();
    if (ratio.isEmpty() || difference.isEmpty()) {
      return text + ": it is " + value.exact() + ": " + answer;
    }
    return text
        + ": "
        + value.exact()
        + " is "
        + times(ratio.get())
        + " times that, "
        + distance(difference.get())
        + ": "
        + answer;
  }

  private static String times(Value.Number ratio) {
    String low = digits(ratio.low());
    String high = digits(ratio.high());
    return low.equals(high) ? low : low + " to " + high;
  }

  /// To four digits, but never 1 for what is not 1.
  private static String digits(double ratio) {
    for (int digits = 4; digits < Value.DIGITS; digits++) {
      BigDecimal rounded = new BigDecimal(ratio).round(new MathContext(digits));
      if (ratio == 1 || rounded.compareTo(BigDecimal.ONE) != 0) {
        return rounded.stripTrailingZeros().toPlainString();
      }
    }
    return String.valueOf(ratio);
  }

  private static String distance(Value.Number difference) {
    if (difference.low() == 0 && difference.high() == 0) {
      return "exactly that";
    }
    if (difference.low() >= 0) {
      return difference.exact() + " above";
    }
    Value.Number turned =
        new Value.Number(-difference.high(), -difference.low(), difference.dimension());
    return difference.high() <= 0
        ? turned.exact() + " below"
        : "between "
            + Value.Number.of(-difference.low(), difference.dimension()).exact()
            + " below and "
            + Value.Number.of(difference.high(), difference.dimension()).exact()
            + " above";
  }
}
