package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Cell;
import bitline.chip.Chip;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// At which temperature and supply a chip works; mixed in with `@Mixin`.
final class OperatingOptions {
  private static final double ZERO_CELSIUS = 273.15;

  /// Kelvin beyond which silicon is no semiconductor to speak of.
  private static final double HOTTEST = 800;

  private static final double HIGHEST = 100;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Temperature of the chip, 85C or 350K: cells age faster in heat, and thermal noise grows"
              + " (that of the cell's data, 300 K for noise).")
  private @Nullable String temperature;

  @Option(
      names = "--supply",
      paramLabel = "V",
      description =
          "Supply of the arrays, such as 0.6V: SRAM bits flip where it is too low (that of the"
              + " chip's first operating point).")
  private @Nullable String supply;

  /// What of these stands on the command line first; null where nothing does.
  @Nullable String named() {
    return temperature != null
        ? "--temperature " + temperature
        : supply != null ? "--supply " + supply : null;
  }

  boolean supplied() {
    return supply != null;
  }

  /// The conditions with these; a [Problem] where one of them would do nothing or what it does is
  /// not known.
  Conditions of(Chip chip, Conditions conditions) {
    Cell cell = chip.cell();
    Double kelvin = kelvin();
    Double volts = volts();
    boolean ages = conditions.has(Effect.DRIFT) && conditions.age() > 0;
    if (kelvin != null) {
      if (ages) {
        cell.equivalentAge(conditions.age(), kelvin);
      } else if (!conditions.has(Effect.THERMAL)) {
        throw new Problem(
            "--temperature "
                + temperature
                + " would do nothing: cells change with it only as they age (--age), and of thermal"
                + " noise the effects do not tell");
      }
    }
    if (volts != null && !conditions.has(Effect.BIT_FLIPS) && !scalesNoise(cell, conditions)) {
      throw new Problem(
          "--supply "
              + supply
              + " would do nothing: "
              + (cell.lowVoltage() == null
                  ? "the cell " + cell.name() + " says nothing of a low supply (lowVoltage)"
                  : "bit_flips is not among the effects"));
    }
    if (conditions.has(Effect.BIT_FLIPS)
        && volts == null
        && chip.operatingPoint().supply() == null) {
      throw new Problem(
          "bits of "
              + chip.name()
              + " flip at a low supply, and its description names none; add --supply, such as"
              + " --supply 0.5V");
    }
    return conditions.at(kelvin).supplied(volts);
  }

  private static boolean scalesNoise(Cell cell, Conditions conditions) {
    return conditions.has(Effect.THERMAL) && cell.capacitor() != null;
  }

  /// The temperature; null where none was named.
  @Nullable Double kelvin() {
    if (temperature == null) {
      return null;
    }
    double kelvin;
    String text = temperature.strip();
    boolean celsius = text.endsWith("C");
    try {
      kelvin =
          celsius
              ? Units.parse(
                      text.substring(0, text.length() - 1).replace("°", "").strip() + " K", "K")
                  + ZERO_CELSIUS
              : Units.parse(text, "K");
    } catch (Problem problem) {
      throw new Problem(
          "--temperature '" + temperature + "' is no temperature; write 85C or 358K", problem);
    }
    if (!(kelvin > 0)) {
      throw new Problem("--temperature " + temperature + " is not above absolute zero, −273.15C");
    }
    if (kelvin > HOTTEST) {
      throw new Problem("--temperature " + temperature + " is hotter than chips work, 800K");
    }
    return kelvin;
  }

  private @Nullable Double volts() {
    if (supply == null) {
      return null;
    }
    double volts;
    try {
      volts = Units.parse(supply, "V");
    } catch (Problem problem) {
      throw new Problem("--supply '" + supply + "': " + problem.getMessage(), problem);
    }
    if (!(volts > 0 && volts <= HIGHEST)) {
      throw new Problem("--supply " + supply + " is not between 0 and 100V");
    }
    return volts;
  }
}
