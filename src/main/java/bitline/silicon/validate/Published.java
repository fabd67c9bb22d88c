package bitline.silicon.validate;

import bitline.chip.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One published figure of a chip.
///
/// @param chip by name
/// @param family name that chips of the same silicon share; the chip's own where it shares none
/// @param digital whether its arrays add exactly
/// @param point the operating point whose conditions hold, save for `conditions`
/// @param conditions that differ from the operating point's, in words; empty: none
/// @param supply volts; null where unknown
/// @param quantity what it is about
/// @param form how it was published
/// @param parts that it covers
/// @param curve that it is a point of; null: none
/// @param value in SI units
/// @param uncounted why it is shown and not counted; null: it counts
public record Published(
    String chip,
    String family,
    boolean digital,
    String point,
    String conditions,
    @Nullable Double supply,
    Quantity quantity,
    Form form,
    List<Part> parts,
    @Nullable String curve,
    double value,
    @Nullable String uncounted) {
  public Published {
    parts = List.copyOf(parts);
  }

  /// Whether it counts as evidence.
  public boolean counted() {
    return uncounted == null;
  }
}
