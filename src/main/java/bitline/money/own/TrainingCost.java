package bitline.money.own;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What a training run cost, its hardware amortised: Epoch AI's model (Cottier et al. 2024, arXiv
/// 2405.21015). A server loses value as newer ones do more for a dollar; a run pays for what its
/// chips lose meanwhile, for their network, and for electricity. Dollars.
///
/// Leaves out staff, failed runs and experiments, and what the building costs.
///
/// @param value dollars of one chip with its share of the server at the start of the run
/// @param hardware what the chips lost in value
/// @param network what the network between them lost
/// @param energy electricity
/// @param index factor from dollars of the run's time to those of the answer
public record TrainingCost(
    double value, double hardware, double network, double energy, double index) {
  private static final double YEAR = 365.25;
  private static final double HOURS = 24 * YEAR;
  private static final double KILOWATT_HOUR = 3.6e6;

  /// The components of [Run], in words.
  private static final List<String> PARAMETERS =
      List.of(
          "price of a chip, USD",
          "available from",
          "value as of",
          "chip-hours",
          "watts of a chip",
          "family of chips",
          "PUE",
          "electricity, USD/kWh",
          "price index of the run's time",
          "price index of the answer's dollars");

  /// A training run.
  ///
  /// @param price dollars of one chip with its share of the server, when it could be bought
  /// @param available when that was
  /// @param start of the run; the value has sunk until then
  /// @param hours of all chips together
  /// @param watts rated, of one chip
  /// @param family of the chip
  /// @param pue power usage effectiveness
  /// @param electricity dollars a joule
  /// @param from price index at the time of the run
  /// @param to price index of the dollars of the answer
  public record Run(
      double price,
      LocalDateTime available,
      LocalDateTime start,
      double hours,
      double watts,
      TrainingPrices.Chip family,
      double pue,
      double electricity,
      double from,
      double to) {
    public Run {
      for (double each : new double[] {price, hours, watts, pue, electricity, from, to}) {
        if (!(each > 0 && each < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("a run with a price, time, power or index of " + each);
        }
      }
    }
  }

  /// One parameter after the other becomes what it is in another account of the same run.
  ///
  /// @param parameter in words
  /// @param from its value in the first account, in words
  /// @param to in the second
  /// @param dollars by which the whole changes when, after all steps before, this one is taken
  public record Step(String parameter, String from, String to, double dollars) {}

  /// Dollars of the whole.
  public double total() {
    return (hardware + network + energy) * index;
  }

  /// What a run cost.
  public static TrainingCost of(Run run, TrainingPrices prices) {
    double years =
        Math.floorDiv(ChronoUnit.SECONDS.between(run.available, run.start), 86_400) / YEAR;
    double value = StrictMath.pow(10, StrictMath.log10(run.price) - prices.progress() * years);
    double lost = value * (prices.progress() * StrictMath.log(10)) / HOURS * run.hours;
    double kilowatts = run.watts / 1000 * run.family.serverPower() * run.family.load() * run.pue;
    return new TrainingCost(
        value,
        lost,
        lost * prices.network() / (1 - prices.network()),
        kilowatts * run.hours * run.electricity * KILOWATT_HOUR,
        run.to / run.from);
  }

  /// Why two accounts of one run differ: the parameters that do, taken over one after the other in
  /// the order of [Run], with the dollars that each moves. They sum to the difference; in another
  /// order single steps would differ.
  public static List<Step> steps(Run first, Run second, TrainingPrices prices) {
    List<Step> steps = new ArrayList<>();
    List<Object> from = parameters(first);
    List<Object> to = parameters(second);
    for (int p = 0; p < PARAMETERS.size(); p++) {
      if (!from.get(p).equals(to.get(p))) {
        double before = of(mixed(second, first, p), prices).total();
        double after = of(mixed(second, first, p + 1), prices).total();
        steps.add(
            new Step(
                PARAMETERS.get(p), from.get(p).toString(), to.get(p).toString(), after - before));
      }
    }
    return steps;
  }

  private static List<Object> parameters(Run run) {
    return List.of(
        run.price,
        run.available.toLocalDate(),
        run.start.toLocalDate(),
        run.hours,
        run.watts,
        run.family.name(),
        run.pue,
        run.electricity * KILOWATT_HOUR,
        run.from,
        run.to);
  }

  /// The first so many parameters of one run, the rest of another.
  private static Run mixed(Run first, Run rest, int count) {
    return new Run(
        count >= 1 ? first.price : rest.price,
        count >= 2 ? first.available : rest.available,
        count >= 3 ? first.start : rest.start,
        count >= 4 ? first.hours : rest.hours,
        count >= 5 ? first.watts : rest.watts,
        count >= 6 ? first.family : rest.family,
        count >= 7 ? first.pue : rest.pue,
        count >= 8 ? first.electricity : rest.electricity,
        count >= 9 ? first.from : rest.from,
        count >= 10 ? first.to : rest.to);
  }
}
