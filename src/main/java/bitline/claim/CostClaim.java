package bitline.claim;

import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.money.UnitCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Claim 4: neither an advanced process nor an advanced package is needed, and it costs a third.
final class CostClaim {
  private static final Case.Measure PER_RATE =
      new Case.Measure("dollars for a ResNet-50 picture a second", "USD", Better.LESS);
  private static final Case.Measure PER_PEAK =
      new Case.Measure("dollars for a TOPS of the peak", "USD", Better.LESS);
  private static final Case.Measure UNIT =
      new Case.Measure("dollars for a unit that does as much in 8 nm or finer", "USD", Better.LESS);
  private static final Case.Measure ENERGY =
      new Case.Measure("energy a picture against finer processes", "J", Better.LESS);

  private static final String UNITS = String.format(Locale.ROOT, "%,d", Made.VOLUME);

  /// A third, give or take a fifth of it.
  private static final double A_THIRD = 2.5;

  /// As good as an advanced process.
  private static final double AS_GOOD = 1;

  /// Processes that the article would call advanced: metres, at most.
  private static final double ADVANCED = 8e-9;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();

  private CostClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new CostClaim(e).claim();
  }

  private Claim claim() {
    for (Chipset chip : Chipset.ALL) {
      Map<String, String> where = new LinkedHashMap<>();
      where.put("chip", chip.title());
      costs(Case.USUAL, chip, where, Made.VOLUME, 1, part -> true);
      costs("10,000 are made", chip, where, 10_000, 1, part -> true);
      costs("a million are made", chip, where, 1_000_000, 1, part -> true);
      costs("our product costs twice as much", chip, where, Made.VOLUME, 2, part -> true);
      costs(
          "the other side is made in 8 nm or finer",
          chip,
          where,
          Made.VOLUME,
          1,
          CostClaim::advanced);
      costs("the other side is an L4", chip, where, Made.VOLUME, 1, p -> p.name().equals("l4"));
      process(chip, where);
    }
    return new Claim(
        "cost",
        "No advanced process, a third of the cost",
        "A mature process and an ordinary package are enough, and a chip costs about a third.",
        "Cost to make a unit (silicon, test, package, memory beside it, masks and design over "
            + UNITS
            + " units, without margin): of a unit, beside the cheapest machine of 8 nm or finer that"
            + " makes at least as many pictures of ResNet-50 a second; and for what it does, beside"
            + " the cheapest of any process: pictures a second as published, peak operations of 8"
            + " bits. The bar: 2.5 times cheaper, a third give or take a fifth. And energy a picture"
            + " against machines of 8 nm or finer; the bar: as little.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of(sheet()));
  }

  private void costs(
      String assuming,
      Chipset chip,
      Map<String, String> where,
      int volume,
      double dearer,
      Predicate<Accelerator> which) {
    Interval cost = dollars(chip.chip(), volume);
    Accelerator own = Published.part(e, chip.part()).orElse(null);
    if (cost == null || own == null) {
      return;
    }
    Interval dollars = cost.times(dearer);
    List<Side> perRate = new ArrayList<>();
    List<Side> perPeak = new ArrayList<>();
    for (Accelerator part : e.catalogue()) {
      Interval other = dollars(part.name(), volume);
      if (other == null || !Published.other(part) || !which.test(part)) {
        continue;
      }
      Published.own(part)
          .filter(r -> r.what().contains("offline"))
          .ifPresent(r -> perRate.add(side(part, other, r.value())));
      peak(part).ifPresent(ops -> perPeak.add(side(part, other, ops * 1e-12)));
    }
    Optional<Accelerator.Result> rate = Published.own(own);
    rate.ifPresent(r -> unit(assuming, chip, where, dollars, volume, r.value(), which));
    if (rate.isPresent() && !perRate.isEmpty()) {
      cases.add(
          Case.moved(
              assuming,
              where,
              PER_RATE,
              new Side(
                  chip.title(),
                  dollars.times(1 / rate.get().value()),
                  Side.Known.MODELLED,
                  "cost modelled; pictures a second: " + Published.source(own, rate.get())),
              Best.of(perRate, Better.LESS),
              A_THIRD));
    }
    peak(own)
        .filter(_ -> !perPeak.isEmpty())
        .ifPresent(ops ->
            cases.add(
                Case.moved(
                    assuming,
                    where,
                    PER_PEAK,
                    new Side(
                        chip.title(),
                        dollars.times(1e12 / ops),
                        Side.Known.MODELLED,
                        "cost modelled, peak as its maker says"),
                    Best.of(perPeak, Better.LESS),
                    A_THIRD)));
  }

  /// Ours beside the cheapest machine of an advanced process that makes at least as many pictures.
  private void unit(
      String assuming,
      Chipset chip,
      Map<String, String> where,
      Interval dollars,
      int volume,
      double rate,
      Predicate<Accelerator> which) {
    List<Side> theirs = new ArrayList<>();
    for (Accelerator part : e.catalogue()) {
      Interval other = dollars(part.name(), volume);
      if (other != null && Published.other(part) && advanced(part) && which.test(part)) {
        Published.own(part)
            .filter(r -> r.what().contains("offline") && r.value() >= rate)
            .ifPresent(_ -> theirs.add(side(part, other, 1)));
      }
    }
    if (!theirs.isEmpty()) {
      Side ours = new Side(chip.title(), dollars, Side.Known.MODELLED, "cost modelled");
      cases.add(Case.moved(assuming, where, UNIT, ours, Best.of(theirs, Better.LESS), A_THIRD));
    }
  }

  private Side side(Accelerator part, Interval dollars, double by) {
    return new Side(
        part.name(),
        dollars.times(1 / by),
        Side.Known.MODELLED,
        "cost modelled from its dies; the rest as published");
  }

  private @Nullable Interval dollars(String name, int volume) {
    UnitCost cost = e.costs().get(Made.key(name, volume));
    return cost == null ? null : cost.cost();
  }

  static boolean advanced(Accelerator part) {
    return part.dies().stream()
        .map(Accelerator.Die::node)
        .filter(Objects::nonNull)
        .anyMatch(node -> node <= ADVANCED);
  }

  /// Dense operations a second of 8 bits; of whole numbers where they are told.
  private static Optional<Double> peak(Accelerator part) {
    return List.of(Format.INT8, Format.FP8).stream()
        .flatMap(format -> part.rate(format).stream())
        .map(Accelerator.Rate::dense)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /// Energy in a mature process beside energy in advanced ones.
  private void process(Chipset chip, Map<String, String> where) {
    Predicate<Accelerator> fine = part -> Published.other(part) && advanced(part);
    List<Side> measured = Published.joules(e, fine);
    if (!measured.isEmpty()) {
      Ours.stated(e, chip)
          .ifPresent(ours ->
              cases.add(
                  Case.base(
                      network(where, Published.RESNET50, "its maker's figures"),
                      ENERGY,
                      ours,
                      Best.of(measured, Better.LESS),
                      AS_GOOD)));
    }
    for (String network : e.networks()) {
      List<Side> theirs =
          new ArrayList<>(network.equals(Published.RESNET50) ? measured : List.of());
      for (Rival rival : e.rivals(network, true)) {
        Side joules = rival.joules(false);
        if (joules != null && fine.test(rival.part()) && measuredNot(network, rival)) {
          theirs.add(joules);
        }
      }
      if (theirs.isEmpty()) {
        continue;
      }
      Best best = Best.of(theirs, Better.LESS);
      int batch = e.batch(network, chip.chip());
      Map<String, String> here = network(where, network, "modelled");
      e.ran(network, chip.chip(), "", batch)
          .ifPresent(
              ran -> cases.add(Case.base(here, ENERGY, Ours.joules(chip, ran, ""), best, AS_GOOD)));
      e.ran(network, chip.chip(), Trial.FITTED, batch)
          .ifPresent(ran ->
              cases.add(
                  Case.moved(
                      "gates and buffers take what fits the maker's watts",
                      here,
                      ENERGY,
                      Ours.joules(chip, ran, Trial.FITTED),
                      best,
                      AS_GOOD)));
    }
  }

  private boolean measuredNot(String network, Rival rival) {
    return !network.equals(Published.RESNET50)
        || Published.joules(e, part -> part.name().equals(rival.part().name())).isEmpty();
  }

  private static Map<String, String> network(
      Map<String, String> where, String network, String known) {
    Map<String, String> out = new LinkedHashMap<>(where);
    out.put("network", network);
    out.put("known", known);
    return out;
  }

  private Claim.Sheet sheet() {
    record Row(double usd, List<String> cells) {}
    List<Row> rows = new ArrayList<>();
    for (Chipset chip : Chipset.ALL) {
      Published.part(e, chip.part())
          .ifPresent(part -> {
            UnitCost cost = e.costs().get(Made.key(chip.chip(), Made.VOLUME));
            if (cost != null) {
              rows.add(new Row(cost.cost().middle(), cells(chip.title(), part, cost)));
            }
          });
    }
    for (Accelerator part : e.catalogue()) {
      UnitCost cost = e.costs().get(Made.key(part.name(), Made.VOLUME));
      if (cost != null && Published.other(part) && Published.own(part).isPresent()) {
        rows.add(new Row(cost.cost().middle(), cells(part.title(), part, cost)));
      }
    }
    return new Claim.Sheet(
        "Cost to make a unit, " + UNITS + " made",
        List.of("machine", "process", "dies", "dollars", "for a picture/s", "for a TOPS"),
        rows.stream().sorted(Comparator.comparingDouble(Row::usd)).map(Row::cells).toList());
  }

  private static List<String> cells(String title, Accelerator part, UnitCost cost) {
    double rate = Published.own(part).map(Accelerator.Result::value).orElse(Double.NaN);
    double ops = peak(part).orElse(Double.NaN) * 1e-12;
    Interval usd = cost.cost();
    return List.of(
        title,
        part.dies().stream()
            .map(Accelerator.Die::node)
            .filter(Objects::nonNull)
            .map(node -> Math.round(node * 1e9) + " nm")
            .findFirst()
            .orElse(""),
        Math.round(cost.product().silicon() * 1e6) + " mm²",
        Words.plain(usd.middle())
            + " ("
            + Words.plain(usd.low())
            + " to "
            + Words.plain(usd.high())
            + ")",
        Double.isNaN(rate) ? "" : Words.plain(usd.middle() / rate * 1000) + " per thousand",
        Double.isNaN(ops) ? "" : Words.plain(usd.middle() / ops));
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Case one : cases) {
      if (one.usual() && !one.measure().equals(ENERGY)) {
        out.add(
            one.circumstances().get("chip")
                + ", "
                + one.measure().name()
                + ": the cheapest other is "
                + one.theirs().side().name()
                + "; ours is cheaper by a factor of "
                + Words.times(one.ratio())
                + ".");
      }
    }
    return out;
  }
}
