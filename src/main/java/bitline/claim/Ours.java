package bitline.claim;

import bitline.base.Interval;
import bitline.base.Units;
import bitline.catalogue.Accelerator;
import java.util.Optional;

/// Numbers of our side: what models say of a chip, and what its maker says.
final class Ours {
  /// How far the time of a played schedule lies off published ones: frames a second of two networks
  /// that were foretold for H30 lie within this factor (docs/time.md).
  static final double OFF_TIME = 1.25;

  private Ours() {}

  /// Joules of a picture, modelled.
  static Side joules(Chipset chip, Trial.Result.Ran ran, String way) {
    return new Side(
        name(chip, ran, way),
        ran.simulated().joules(),
        Side.Known.MODELLED,
        ran.simulated().outcome().foundation());
  }

  /// Joules that moving takes, modelled: the same share of both ends of the interval.
  static Side moving(Chipset chip, Trial.Result.Ran ran, String way) {
    double share = moved(ran) / ran.simulated().joules().middle();
    return new Side(
        name(chip, ran, way),
        ran.simulated().joules().times(share),
        Side.Known.MODELLED,
        ran.simulated().outcome().foundation());
  }

  static double moved(Trial.Result.Ran ran) {
    return Rival.moved(ran.simulated().outcome());
  }

  /// Seconds of one picture, modelled.
  static Side latency(Chipset chip, Trial.Result.Ran ran, String way) {
    return new Side(
        name(chip, ran, way),
        Interval.within(ran.simulated().outcome().latency(), OFF_TIME),
        Side.Known.MODELLED,
        "its schedule, played; the start of a layer was fitted to ResNet-50");
  }

  /// Joules of a picture of ResNet-50 as the maker says: where it says so, else its typical watts
  /// over its pictures a second.
  static Optional<Side> stated(Exhibits e, Chipset chip) {
    Predicates only = new Predicates(chip.part());
    Optional<Side> best =
        Published.joules(e, only::is).stream()
            .filter(side -> side.known() == Side.Known.STATED)
            .min(java.util.Comparator.comparingDouble(side -> side.value().middle()));
    if (best.isPresent()) {
      return best.map(
          side -> new Side(chip.title(), side.value(), side.known(), side.foundation()));
    }
    Optional<Accelerator> part = Published.part(e, chip.part());
    Optional<Accelerator.Result> rate = part.flatMap(Published::own);
    Double power = part.map(Accelerator::power).orElse(null);
    if (part.isEmpty() || rate.isEmpty() || power == null) {
      return Optional.empty();
    }
    double joules = power / rate.get().value();
    return Optional.of(
        new Side(
            chip.title() + ", its typical watts",
            new Interval(joules, Published.LEAST_SHARE_OF_RATED * joules, joules * card(chip)),
            Side.Known.DERIVED,
            Units.format(power, "W", 3)
                + " over "
                + Math.round(rate.get().value())
                + " pictures/s ("
                + Published.source(part.get(), rate.get())
                + "), which nobody measured together; lower end: 70 % of the watts, assumed; upper"
                + " end: the card's"));
  }

  /// What the whole card takes over the chip's typical watts: 60 over 35 of H30.
  private static double card(Chipset chip) {
    return chip.equals(Chipset.H30) ? 60.0 / 35 : 1;
  }

  private static String name(Chipset chip, Trial.Result.Ran ran, String way) {
    int batch = ran.simulated().outcome().batch();
    return chip.title()
        + (way.isEmpty() ? "" : ", " + way)
        + (batch == 1 ? "" : ", batch " + batch);
  }

  /// One part of the catalogue.
  private record Predicates(String name) {
    boolean is(Accelerator part) {
      return part.name().equals(name);
    }
  }
}
