package bitline.claim;

import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.compare.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Claim 6: performance a watt is the advantage on a battery.
final class BatteryClaim {
  private static final Case.Measure WATTS =
      new Case.Measure("watts at 30 pictures a second", "W", Better.LESS);

  private static final double RATE = 30;
  private static final double BAR = 1;

  /// Joules of a battery: 50 Wh, a notebook's.
  private static final double BATTERY = 50 * 3600;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private BatteryClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new BatteryClaim(e).claim();
  }

  private Claim claim() {
    for (String network : e.networks()) {
      List<Side> held = rivals(network, true, false, part -> true);
      for (Chipset chip : Chipset.ALL) {
        Map<String, String> where = new LinkedHashMap<>();
        where.put("network", network);
        where.put("chip", chip.title());
        e.ran(network, chip.chip(), "", 1).ifPresent(ran -> usual(network, chip, ran, where, held));
        e.ran(network, chip.chip(), Trial.FITTED, 1)
            .filter(BatteryClaim::keepsUp)
            .ifPresent(ran ->
                add(
                    "gates and buffers take what fits the maker's watts",
                    where,
                    ours(chip, ran, false),
                    held));
      }
    }
    return new Claim(
        "battery",
        "Performance a watt counts on a battery",
        "On a battery, performance a watt is the advantage.",
        "Watts of a chip that sees "
            + Words.plain(RATE)
            + " pictures a second, one at a time: the energy of its pictures, and what flows all the"
            + " time between them, of ours leakage alone. A machine that cannot keep up does not"
            + " count. What MLPerf measured at the wall (ResNet-50, one picture after another, host"
            + " included) stands where both sides switch off between pictures. The bar: fewer watts"
            + " at all.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of(
            new Claim.Sheet(
                "A battery of 50 Wh at 30 pictures a second",
                List.of("network and machine", "watts", "of it idle", "hours"),
                rows)));
  }

  private static boolean keepsUp(Trial.Result.Ran ran) {
    return ran.simulated().outcome().interval() <= 1 / RATE;
  }

  private void usual(
      String network,
      Chipset chip,
      Trial.Result.Ran ran,
      Map<String, String> where,
      List<Side> held) {
    if (!keepsUp(ran)) {
      return;
    }
    Side ours = ours(chip, ran, false);
    double idle = Rival.idle(ran.simulated().outcome());
    rows.add(row(network + ", " + chip.title(), ours.value().middle(), idle));
    add(Case.USUAL, where, ours, held);
    if (!held.isEmpty()) {
      Side best = Best.of(held, Better.LESS).side();
      String name = network + ", " + best.name();
      if (rows.stream().noneMatch(row -> row.getFirst().equals(name))) {
        rows.add(row(name, best.value().middle(), Double.NaN));
      }
    }
    add(
        "both sides switch off between pictures",
        where,
        ours(chip, ran, true),
        rivals(network, true, true, part -> true));
    Side waiting = waiting(chip, ours);
    if (waiting != null) {
      add("our chip idles at a tenth of its typical watts", where, waiting, held);
    }
    add(
        "the other side is an AGX Orin",
        where,
        ours,
        rivals(network, true, false, part -> part.name().equals("agx-orin")));
  }

  private static List<String> row(String name, double watts, double idle) {
    return List.of(
        name,
        Words.si(watts, "W"),
        Double.isNaN(idle) ? "" : Words.percent(Math.min(1, idle / watts)),
        Words.plain(BATTERY / watts / 3600));
  }

  private void add(String assuming, Map<String, String> where, Side ours, List<Side> theirs) {
    if (!theirs.isEmpty()) {
      cases.add(Case.moved(assuming, where, WATTS, ours, Best.of(theirs, Better.LESS), BAR));
    }
  }

  private static double watts(Outcome outcome, double joules, boolean off) {
    double idle = Rival.idle(outcome);
    double busy = joules - idle * outcome.interval();
    return off ? RATE * joules : RATE * Math.max(0, busy) + idle;
  }

  private Side ours(Chipset chip, Trial.Result.Ran ran, boolean off) {
    Outcome outcome = ran.simulated().outcome();
    Interval joules = ran.simulated().joules();
    double watts = watts(outcome, joules.middle(), off);
    return new Side(
        chip.title(),
        joules.times(watts / joules.middle()),
        Side.Known.MODELLED,
        outcome.foundation());
  }

  /// With a tenth of the watts that its maker calls typical flowing all the time, as the models of
  /// the others have it of theirs. Our models know of leakage alone: of no processors, clocks,
  /// links that wait.
  private @Nullable Side waiting(Chipset chip, Side ours) {
    Double typical = Published.part(e, chip.part()).map(Accelerator::power).orElse(null);
    return typical == null
        ? null
        : new Side(
            ours.name(),
            ours.value().plus(Interval.within(IDLE * typical, 1)),
            ours.known(),
            ours.foundation() + "; and a tenth of " + Words.si(typical, "W") + ", assumed");
  }

  private static final double IDLE = 0.1;

  private List<Side> rivals(
      String network, boolean held, boolean off, Predicate<Accelerator> which) {
    List<Side> sides = new ArrayList<>();
    Predicate<Accelerator> other = part -> which.test(part) && Published.other(part);
    if (off && network.equals(Published.RESNET50)) {
      for (Side side : Published.systems(e, other, MeasuredPower.Scenario.SINGLE_STREAM)) {
        sides.add(
            new Side(
                side.name() + ", switched off between pictures",
                side.value().times(RATE),
                side.known(),
                side.foundation() + "; 30 times its joules of a picture"));
      }
    }
    for (Rival rival : e.rivals(network, held)) {
      Double joules = rival.single().joules();
      if (joules != null && other.test(rival.part()) && rival.single().interval() <= 1 / RATE) {
        sides.add(
            new Side(
                rival.part().name(),
                Interval.within(watts(rival.single(), joules, off), rival.off().joules()),
                Side.Known.MODELLED,
                rival.single().foundation()));
      }
    }
    return sides;
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Case one : Words.telling(cases, WATTS)) {
      out.add(
          one.circumstances().get("network")
              + " at 30 a second: "
              + Words.around(one.ours().value(), "W")
              + " on "
              + one.ours().name()
              + ", "
              + Words.around(one.theirs().side().value(), "W")
              + " on "
              + one.theirs().side().name()
              + " ("
              + one.theirs().side().known().words()
              + "): a factor of "
              + Words.times(one.ratio())
              + ".");
    }
    return out;
  }
}
