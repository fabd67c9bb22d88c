package bitline.sim.manufacture;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Which manufactured chip a program runs on, and when.
///
/// @param chip number of the chip: what was drawn in its manufacture is a function of it
/// @param age seconds since its cells were programmed
/// @param effects the ways in which it differs from the ideal chip; none: the ideal chip
/// @param compensation what is done about drift
public record Conditions(long chip, double age, Set<Effect> effects, Compensation compensation) {
  /// Number formats and converters' steps, nothing else.
  public static final Conditions IDEAL = new Conditions(0, 0, Set.of(), Compensation.NONE);

  public Conditions {
    if (!(age >= 0) || Double.isInfinite(age)) {
      throw new IllegalArgumentException("an age of " + age + " s");
    }
    EnumSet<Effect> ordered = EnumSet.noneOf(Effect.class);
    ordered.addAll(effects);
    effects = Collections.unmodifiableSet(ordered);
  }

  /// The same with other effects.
  public Conditions with(Set<Effect> changed) {
    return new Conditions(chip, age, changed, compensation);
  }

  /// The same of another chip.
  public Conditions ofChip(long number) {
    return new Conditions(number, age, effects, compensation);
  }

  /// The same at another age, in seconds.
  public Conditions aged(double seconds) {
    return new Conditions(chip, seconds, effects, compensation);
  }

  /// The same with something else done about drift.
  public Conditions compensated(Compensation way) {
    return new Conditions(chip, age, effects, way);
  }

  /// Whether this effect is there.
  public boolean has(Effect effect) {
    return effects.contains(effect);
  }
}
