package bitline.sim;

import java.util.EnumSet;
import java.util.Set;

/// Which manufactured chip a program runs on, and when.
///
/// @param chip number of the chip: what was drawn in its manufacture is a function of it
/// @param age seconds since its cells were programmed
/// @param effects the ways in which it differs from the ideal chip; none: the ideal chip
public record Conditions(long chip, double age, Set<Effect> effects) {
  /// Number formats and converters' steps, nothing else.
  public static final Conditions IDEAL = new Conditions(0, 0, Set.of());

  public Conditions {
    if (!(age >= 0) || Double.isInfinite(age)) {
      throw new IllegalArgumentException("an age of " + age + " s");
    }
    effects = Set.copyOf(effects);
  }

  /// Chip number `chip` at an age, with all that the chip's description tells.
  public static Conditions of(long chip, double age) {
    return new Conditions(chip, age, EnumSet.allOf(Effect.class));
  }

  boolean has(Effect effect) {
    return effects.contains(effect);
  }
}
