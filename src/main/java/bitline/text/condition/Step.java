package bitline.text.condition;

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
}
