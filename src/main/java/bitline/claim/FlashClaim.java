package bitline.claim;

import bitline.base.Interval;
import bitline.cell.Cell;
import bitline.cell.Writing;
import bitline.chip.Chip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Claim 5: NOR flash is for small and serial work; cells that can be rewritten allow parallel work
/// and intermediate results.
final class FlashClaim {
  private static final Case.Measure INTERVAL =
      new Case.Measure("seconds from picture to picture", "s", Better.LESS);
  private static final Case.Measure HELD =
      new Case.Measure("weights that stay in the cells", "1", Better.MORE);
  private static final Case.Measure WRITE =
      new Case.Measure("seconds to write a row of intermediate results", "s", Better.LESS);

  /// Serial: slower by an order of magnitude.
  private static final double SERIAL = 10;

  /// Small: it holds fewer weights.
  private static final double SMALL = 1;

  private static final double RATE = 30;

  private final Exhibits e;
  private final Chip flash;
  private final Map<String, Chip> chips;
  private final List<Case> cases = new ArrayList<>();

  private FlashClaim(Exhibits e, Map<String, Chip> chips) {
    this.e = e;
    this.chips = chips;
    flash = Optional.ofNullable(chips.get(Chipset.FLASH.chip())).orElseThrow();
  }

  /// @param chips described chips by name
  static Claim of(Exhibits e, Map<String, Chip> chips) {
    return new FlashClaim(e, chips).claim();
  }

  private Claim claim() {
    for (Chipset ours : Chipset.ALL) {
      for (String network : e.networks()) {
        rate(Case.USUAL, network, ours, 1);
        rate("flash steps take 100 ns instead of 9.6 µs", network, ours, 96);
      }
      Chip chip = Optional.ofNullable(chips.get(ours.chip())).orElseThrow();
      holds(ours, chip);
      writes(ours, chip);
    }
    return new Claim(
        "flash",
        "NOR flash only for small and serial work",
        "Arrays of NOR flash suit small networks and serial work only; cells that can be rewritten"
            + " compute in parallel and hold intermediate results.",
        "The best number of NOR flash beside ours. *Serial*: seconds from picture to picture, all"
            + " weights in the cells of flash; the bar: ten times faster. *Small*: weights that"
            + " stay in the cells; the bar: more than flash. *Intermediate results*: seconds to"
            + " write a row of cells while a network runs; the bar: ten times sooner.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of(networks()));
  }

  private void rate(String assuming, String network, Chipset ours, double faster) {
    Optional<Trial.Result.Ran> here = e.ran(network, ours.chip(), "", 1);
    Optional<Trial.Result.Ran> there = e.ran(network, Chipset.FLASH.chip(), "", 1);
    if (here.isEmpty() || there.isEmpty()) {
      return;
    }
    Map<String, String> where = new LinkedHashMap<>();
    where.put("network", network);
    where.put("chip", ours.title());
    Side rewritable =
        new Side(
            ours.title(),
            Interval.within(here.get().simulated().outcome().interval(), Ours.OFF_TIME),
            Side.Known.MODELLED,
            "its schedule, played");
    Side played =
        new Side(
            Chipset.FLASH.title(),
            Interval.within(there.get().simulated().outcome().interval() / faster, Ours.OFF_TIME),
            Side.Known.MODELLED,
            "its schedule, played; 9.6 µs a step follow from its published throughput");
    cases.add(
        Case.moved(
            assuming, where, INTERVAL, rewritable, Best.of(List.of(played), Better.LESS), SERIAL));
    if (faster == 1) {
      cases.add(
          Case.moved(
              "flash reaches the peak that its maker states",
              where,
              INTERVAL,
              rewritable,
              Best.of(List.of(played, stated(here.get().macs())), Better.LESS),
              SERIAL));
    }
  }

  /// What its maker's peak would make of a network.
  private Side stated(double macs) {
    double ops =
        Published.part(e, Chipset.FLASH.part()).stream()
            .flatMap(part -> part.rates().stream())
            .filter(rate -> rate.dense() != null)
            .mapToDouble(rate -> Optional.ofNullable(rate.dense()).orElseThrow())
            .max()
            .orElse(Optional.ofNullable(flash.operatingPoint().ops()).orElseThrow());
    return Side.exactly(
        Chipset.FLASH.title() + " at its peak",
        2 * macs / ops,
        Side.Known.STATED,
        "operations of the network over the maker's peak: a bound, no measurement");
  }

  private void holds(Chipset ours, Chip chip) {
    Map<String, String> where = new LinkedHashMap<>();
    where.put("chip", ours.title());
    cases.add(
        Case.base(
            where,
            HELD,
            Side.exactly(
                ours.title(), capacity(chip), Side.Known.STATED, "its geometry, partly assumed"),
            Best.of(
                List.of(
                    Side.exactly(
                        Chipset.FLASH.title(),
                        capacity(flash),
                        Side.Known.STATED,
                        "80 million weights, as its maker says")),
                Better.MORE),
            SMALL));
  }

  private static double capacity(Chip chip) {
    return chip.weightCapacity(8);
  }

  private void writes(Chipset ours, Chip chip) {
    Map<String, String> where = new LinkedHashMap<>();
    where.put("chip", ours.title());
    cases.add(
        Case.base(
            where,
            WRITE,
            write(ours.title(), chip),
            Best.of(List.of(write(Chipset.FLASH.title(), flash)), Better.LESS),
            SERIAL));
  }

  /// A row at once. Erasing a block of flash is counted.
  private static Side write(String name, Chip chip) {
    Cell cell = chip.cell();
    Writing writing =
        Optional.ofNullable(Writing.of(cell))
            .orElseThrow(() -> new IllegalStateException(name + ": writing unknown"));
    int columns = chip.array().columns();
    double seconds = writing.cost(columns, columns).time();
    return new Side(
        name,
        Interval.within(seconds, ASSUMED_WITHIN),
        Side.Known.MODELLED,
        "the file of its cell, where times of writing are assumed; within a factor of 3, assumed");
  }

  private static final double ASSUMED_WITHIN = 3;

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    int fits = 0;
    for (String network : e.networks()) {
      fits += e.ran(network, Chipset.FLASH.chip(), "", 1).isPresent() ? 1 : 0;
    }
    out.add(
        "The flash chip holds "
            + Words.plain(capacity(flash) * 1e-6)
            + " million weights of 8 bits in its cells, so that "
            + fits
            + " of "
            + e.networks().size()
            + " networks fit whole; "
            + Chipset.H30.title()
            + " holds "
            + Words.plain(
                capacity(Optional.ofNullable(chips.get(Chipset.H30.chip())).orElseThrow()) * 1e-6)
            + " million and exchanges the rest. Small is not what flash is.");
    for (Case one : cases) {
      if (one.usual()
          && one.measure().equals(INTERVAL)
          && Chipset.H30.title().equals(one.circumstances().get("chip"))) {
        double macs =
            e.ran(one.circumstances().getOrDefault("network", ""), Chipset.H30.chip(), "", 1)
                .map(Trial.Result.Ran::macs)
                .orElse(Double.NaN);
        out.add(
            one.circumstances().get("network")
                + ": a picture every "
                + Words.si(one.ours().value().middle(), "s")
                + " on "
                + one.ours().name()
                + ", every "
                + Words.si(one.theirs().side().value().middle(), "s")
                + " on the flash chip as played; its maker's peak would allow "
                + Words.si(stated(macs).value().middle(), "s")
                + ".");
      }
    }
    Writing writing = Writing.of(flash.cell());
    Double endurance = flash.cell().endurance();
    if (writing != null && endurance != null) {
      out.add(
          "Intermediate results: written once a picture at "
              + Words.plain(RATE)
              + " a second, a flash cell of "
              + Words.plain(endurance)
              + " writes lasts "
              + Words.si(writing.lifetime(1 / RATE), "s")
              + "; the mapper refuses them there.");
    }
    return out;
  }

  private Claim.Sheet networks() {
    List<List<String>> rows = new ArrayList<>();
    for (String network : e.networks()) {
      for (Trial trial : e.trials()) {
        if (trial.network().equals(network)
            && trial.way().equals(Trial.ATTENTION)
            && trial.batch() == 1) {
          rows.add(
              List.of(
                  network + " on " + trial.chip(),
                  switch (trial.result()) {
                    case Trial.Result.Ran ran -> ran.intermediate() + " in arrays";
                    case Trial.Result.Refused(List<String> why) -> "refused: " + why.getFirst();
                  }));
        }
      }
    }
    return new Claim.Sheet(
        "Products of two activations, asked to run in arrays",
        List.of("network and chip", "result"),
        rows);
  }
}
