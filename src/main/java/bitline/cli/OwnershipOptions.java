package bitline.cli;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.money.own.Ownership;
import bitline.money.own.OwnershipPrices;
import bitline.money.own.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that ask what it costs to own a unit; mixed in with `@Mixin`.
final class OwnershipOptions {
  private static final double LONGEST = 100 * 31_557_600.0;
  private static final double SHORTEST = 86_400;

  @Option(
      names = "--ownership",
      paramLabel = "WHERE",
      description =
          "Add what it costs to own one: edge, vehicle or datacentre (prices/ownership.yaml).")
  private @Nullable String where;

  @Option(
      names = "--utilisation",
      paramLabel = "SHARE",
      description = "Share of the time that it works, such as 40%% (the setting's).")
  private @Nullable String utilisation;

  @Option(
      names = "--life",
      paramLabel = "TIME",
      description = "Until it is replaced, such as 4y (the setting's).")
  private @Nullable String life;

  @Option(
      names = "--electricity",
      paramLabel = "PRICE",
      description = "Dollars a kilowatt-hour, such as 0.12 (the setting's).")
  private @Nullable String electricity;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Pictures a second that it manages, as 'time' or 'compare' say: adds dollars a million pictures.")
  private @Nullable String rate;

  /// The setting with what was said of it; null where nobody asked for one.
  @Nullable Setting setting() {
    String name = where;
    if (name == null) {
      alone("--utilisation", utilisation);
      alone("--life", life);
      alone("--electricity", electricity);
      alone("--rate", rate);
      return null;
    }
    return OwnershipPrices.known()
        .setting(name)
        .with(
            share(),
            life == null ? null : Double.valueOf(seconds(life)),
            electricity == null ? null : Double.valueOf(tariff(electricity)));
  }

  private static void alone(String option, @Nullable String value) {
    if (value != null) {
      throw new Problem(option + " " + value + " would do nothing without --ownership");
    }
  }

  private @Nullable Double share() {
    String text = utilisation;
    if (text == null) {
      return null;
    }
    double share = number("--utilisation", text, "", "1", "40%");
    if (!(share > 0 && share <= 1)) {
      throw new Problem(
          "--utilisation " + text + " is no share of the time; above 0, at most 1 or 100%");
    }
    return share;
  }

  private static double seconds(String text) {
    double seconds = number("--life", text, " y", "s", "4y");
    if (!(seconds >= SHORTEST && seconds <= LONGEST)) {
      throw new Problem("--life " + text + "; 1 day to 100 years are possible");
    }
    return seconds;
  }

  private static double tariff(String text) {
    double dollars = number("--electricity", text, " USD/kWh", "USD/J", "0.12");
    if (!(dollars > 0 && dollars <= 100 / 3.6e6)) {
      throw new Problem(
          "--electricity " + text + "; above 0 to 100 dollars a kilowatt-hour are possible");
    }
    return dollars;
  }

  /// Pictures a second; null where nobody has said.
  @Nullable Interval rate() {
    String text = rate;
    if (text == null) {
      return null;
    }
    double pictures = number("--rate", text, "", "1", "30");
    if (!(pictures > 0 && pictures <= 1e12)) {
      throw new Problem("--rate " + text + "; pictures a second are above 0");
    }
    return new Interval(pictures, pictures, pictures);
  }

  /// A number that stands alone is in the usual unit.
  private static double number(
      String option, String text, String usual, String unit, String example) {
    try {
      String bare = text.strip();
      return Units.parse(bare.matches("[-+0-9.eE]+") ? bare + usual : bare, unit);
    } catch (Problem problem) {
      throw new Problem(option + " '" + text + "' is none; write " + example, problem);
    }
  }

  /// What a unit costs to own; null where nobody asked.
  @Nullable Ownership of(Ownership.Unit unit) {
    Setting setting = setting();
    return setting == null ? null : Ownership.of(unit, setting);
  }
}
