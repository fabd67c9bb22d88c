package bitline.advise;

import bitline.base.Interval;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Known;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.Valuation;
import bitline.forecast.measure.Worth;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How many times its producer's cost a machine is sold for, learned from those of which both are
/// known: what a chip that nobody sells yet might be asked for. Holds margin, board, cooler,
/// distribution, and all that the model of cost leaves out.
///
/// @param times the middle of the ratios, with the tenth and the ninetieth percentile
/// @param machines of which it was learned
record Markup(Interval times, int machines) {
  /// Ratios without which there is no percentile worth its name.
  private static final int FEWEST = 10;

  /// Of all machines of which price and cost are known; empty where they are too few.
  static Optional<Markup> of(List<Machine> machines, Valuation valuation) {
    Choice asked = Choice.of(Measure.PRICE);
    Choice made = asked.at(PriceBasis.PRODUCER);
    List<Double> ratios = new ArrayList<>();
    for (Machine machine : machines) {
      if (valuation.of(machine, asked) instanceof Worth.Told price
          && valuation.of(machine, made) instanceof Worth.Told cost) {
        ratios.add(price.value().middle() / cost.value().middle());
      }
    }
    if (ratios.size() < FEWEST) {
      return Optional.empty();
    }
    ratios.sort(Double::compare);
    return Optional.of(
        new Markup(new Interval(at(ratios, 0.5), at(ratios, 0.1), at(ratios, 0.9)), ratios.size()));
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  /// A machine with an estimate of its price beside its cost; as it is where that is not known.
  Machine price(Machine machine, Valuation valuation) {
    if (!(valuation.of(machine, Choice.of(Measure.PRICE).at(PriceBasis.PRODUCER))
        instanceof Worth.Told cost)) {
      return machine;
    }
    Interval made = cost.value();
    double down =
        StrictMath.hypot(
            StrictMath.log(made.middle() / made.low()),
            StrictMath.log(times.middle() / times.low()));
    double up =
        StrictMath.hypot(
            StrictMath.log(made.high() / made.middle()),
            StrictMath.log(times.high() / times.middle()));
    double middle = made.middle() * times.middle();
    Known estimate =
        new Known(
            new Interval(middle, middle / StrictMath.exp(down), middle * StrictMath.exp(up)),
            Evidence.Grade.DERIVED);
    return machine.prices(
        List.of(new Machine.Price(estimate, machine.date(), PriceBasis.STREET, words())));
  }

  /// How such a price came about.
  String words() {
    return String.format(
        Locale.ROOT,
        "estimated as %.1f (%.1f to %.1f) times the cost to make, as of %d machines sold",
        times.middle(),
        times.low(),
        times.high(),
        machines);
  }
}
