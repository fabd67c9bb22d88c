package bitline.sim.manufacture;

import bitline.chip.Chip;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.Repair;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which manufactured chip a program runs on, and when.
///
/// @param chip number of the chip: what was drawn in its manufacture is a function of it
/// @param age seconds since its cells were programmed
/// @param effects the ways in which it differs from the ideal chip; none: the ideal chip
/// @param compensation what is done about drift
/// @param temperature of the chip in kelvin; null: 300 K, and cells at the temperature that they
///   were measured at
/// @param supply volts of the arrays; null: that of the chip's operating point
/// @param faults what says which cells are stuck
/// @param repair what is done about them
/// @param only the one layer of a digital chip whose cells err; null: all
public record Conditions(
    long chip,
    double age,
    Set<Effect> effects,
    Compensation compensation,
    @Nullable Double temperature,
    @Nullable Double supply,
    FaultSource faults,
    Repair repair,
    @Nullable String only) {
  /// Number formats and converters' steps, nothing else.
  public static final Conditions IDEAL =
      new Conditions(
          0,
          0,
          Set.of(),
          Compensation.NONE,
          null,
          null,
          new FaultSource.Described(),
          Repair.NONE,
          null);

  public Conditions {
    if (!(age >= 0) || Double.isInfinite(age)) {
      throw new IllegalArgumentException("an age of " + age + " s");
    }
    if (temperature != null && !(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a temperature of " + temperature + " K");
    }
    if (supply != null && !(supply > 0 && supply < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a supply of " + supply + " V");
    }
    EnumSet<Effect> ordered = EnumSet.noneOf(Effect.class);
    ordered.addAll(effects);
    effects = Collections.unmodifiableSet(ordered);
  }

  /// The same with other effects.
  public Conditions with(Set<Effect> changed) {
    return new Conditions(
        chip, age, changed, compensation, temperature, supply, faults, repair, only);
  }

  /// The same of another chip.
  public Conditions ofChip(long number) {
    return new Conditions(
        number, age, effects, compensation, temperature, supply, faults, repair, only);
  }

  /// The same at another age, in seconds.
  public Conditions aged(double seconds) {
    return new Conditions(
        chip, seconds, effects, compensation, temperature, supply, faults, repair, only);
  }

  /// The same with something else done about drift.
  public Conditions compensated(Compensation way) {
    return new Conditions(chip, age, effects, way, temperature, supply, faults, repair, only);
  }

  /// The same at another temperature, in kelvin.
  public Conditions at(@Nullable Double kelvin) {
    return new Conditions(chip, age, effects, compensation, kelvin, supply, faults, repair, only);
  }

  /// The same with another supply, in volts.
  public Conditions supplied(@Nullable Double volts) {
    return new Conditions(
        chip, age, effects, compensation, temperature, volts, faults, repair, only);
  }

  /// The same with other stuck cells.
  public Conditions withFaults(FaultSource source) {
    return new Conditions(
        chip, age, effects, compensation, temperature, supply, source, repair, only);
  }

  /// The same with something else done about stuck cells.
  public Conditions repaired(Repair way) {
    return new Conditions(chip, age, effects, compensation, temperature, supply, faults, way, only);
  }

  /// The same with one layer of a digital chip that errs, and all others as they are meant. (Those
  /// of an analog chip are ideal where their converters lose nothing.)
  public Conditions onlyIn(String node) {
    return new Conditions(
        chip, age, effects, compensation, temperature, supply, faults, repair, node);
  }

  /// The supply of a chip's arrays; null where nobody has said.
  @Nullable Double supplyOf(Chip described) {
    return supply == null ? described.operatingPoint().supply() : supply;
  }

  /// Whether this effect is there.
  public boolean has(Effect effect) {
    return effects.contains(effect);
  }
}
