package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.silicon.AtVoltage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Supply, temperature and limit of a chip whose energy is asked for; mixed in with `@Mixin`.
final class OperatingPointOptions {
  private static final double ZERO_CELSIUS = 273.15;

  /// Usual for a chip at work; assumed.
  private static final double WARM = 40;

  private static final double COLDEST = 200;
  private static final double HOTTEST = 500;

  @Option(
      names = "--voltage",
      paramLabel = "V",
      description =
          "Supply, such as 0.7V: energies, clocks and steps follow it (that of the operating point).")
  private @Nullable String voltage;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Temperature of the chip, 85C or 350K: it leaks more in heat (40C).")
  private @Nullable String temperature;

  @Option(
      names = "--tdp",
      paramLabel = "W",
      description = "Watts that are allowed, such as 15W: at which clock the average keeps them.")
  private @Nullable String limit;

  /// The chip at the supply that was asked for.
  Chip at(Chip chip) {
    return voltage == null
        ? chip
        : AtVoltage.of(chip, read("--voltage", voltage, "V", "0.7V", 0.01, 100));
  }

  double kelvin() {
    if (temperature == null) {
      return WARM + ZERO_CELSIUS;
    }
    String text = temperature.strip();
    boolean celsius = text.endsWith("C");
    String number = celsius ? text.substring(0, text.length() - 1).replace("°", "").strip() : text;
    double kelvin;
    try {
      kelvin = Units.parse(celsius ? number + " K" : number, "K") + (celsius ? ZERO_CELSIUS : 0);
    } catch (Problem problem) {
      throw new Problem(
          "--temperature '" + temperature + "' is no temperature; write 85C or 358K", problem);
    }
    if (!(kelvin >= COLDEST && kelvin <= HOTTEST)) {
      throw new Problem(
          "--temperature " + temperature + ": leakage is known from 200K to 500K, -73C to 227C");
    }
    return kelvin;
  }

  /// Watts; null where nobody has said.
  @Nullable Double limit() {
    return limit == null ? null : Double.valueOf(read("--tdp", limit, "W", "15W", 1e-9, 1e6));
  }

  private static double read(
      String option, String text, String unit, String example, double least, double most) {
    double value;
    try {
      value = Units.parse(text.strip().matches("[0-9.eE+-]+") ? text + " " + unit : text, unit);
    } catch (Problem problem) {
      throw new Problem(option + " '" + text + "' is none; write " + example, problem);
    }
    if (!(value >= least && value <= most)) {
      throw new Problem(
          option
              + " "
              + text
              + "; "
              + Units.format(least, unit)
              + " to "
              + Units.format(most, unit)
              + " are possible");
    }
    return value;
  }
}
