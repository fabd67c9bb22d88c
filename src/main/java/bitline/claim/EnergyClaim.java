package bitline.claim;

import bitline.catalogue.Accelerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Claim 2: a picture takes a tenth of the energy.
final class EnergyClaim {
  private static final Case.Measure ENERGY = new Case.Measure("energy a picture", "J", Better.LESS);

  /// An order of magnitude.
  private static final double BAR = 10;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();

  private EnergyClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new EnergyClaim(e).claim();
  }

  private Claim claim() {
    for (String network : e.networks()) {
      List<Side> held = rivals(network, true, Published::other);
      for (Chipset chip : Chipset.ALL) {
        int batch = e.batch(network, chip.chip());
        Map<String, String> where = where(network, chip, "modelled");
        e.ran(network, chip.chip(), "", batch)
            .ifPresent(ran -> modelled(network, chip, ran, where, held));
        e.ran(network, chip.chip(), Trial.FITTED, batch)
            .ifPresent(ran ->
                cases.add(
                    Case.moved(
                        "gates and buffers take what fits the maker's watts",
                        where,
                        ENERGY,
                        Ours.joules(chip, ran, Trial.FITTED),
                        Best.of(held, Better.LESS),
                        BAR)));
        e.ran(network, chip.chip(), Trial.FINE, batch)
            .ifPresent(ran ->
                cases.add(
                    Case.moved(
                        "our chip is drawn in 5 nm",
                        where,
                        ENERGY,
                        Ours.joules(chip, ran, Trial.FINE),
                        Best.of(held, Better.LESS),
                        BAR)));
      }
    }
    for (Chipset chip : Chipset.ALL) {
      Ours.stated(e, chip).ifPresent(ours -> stated(chip, ours));
    }
    return new Claim(
        "energy",
        "An order of magnitude less energy",
        "A chip that computes in its memory takes a tenth of the energy of an ordinary one.",
        "Joules of a picture, chip with its memory but without a host. Ours as modelled, and as the"
            + " maker says; theirs the least of what was measured (ResNet-50), derived from"
            + " rated watts, or modelled by a model that was held against measurements. The bar: a"
            + " tenth.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of(houmo()));
  }

  private void modelled(
      String network,
      Chipset chip,
      Trial.Result.Ran ran,
      Map<String, String> where,
      List<Side> held) {
    Side ours = Ours.joules(chip, ran, "");
    cases.add(Case.base(where, ENERGY, ours, Best.of(held, Better.LESS), BAR));
    against("the other side is a GPU", network, where, ours, Published::gpu);
    against("the other side is a T4", network, where, ours, part -> part.name().equals("t4"));
    against(
        "near-memory machines are left out",
        network,
        where,
        ours,
        part -> Published.other(part) && !Published.nearMemory(part));
    List<Side> all = rivals(network, false, Published::other);
    if (all.size() > held.size()) {
      cases.add(
          Case.moved(
              "the other side is any machine, by models that nobody has checked",
              where,
              ENERGY,
              ours,
              Best.of(all, Better.LESS),
              BAR));
    }
  }

  private void against(
      String words,
      String network,
      Map<String, String> where,
      Side ours,
      Predicate<Accelerator> which) {
    List<Side> sides = rivals(network, true, which);
    if (!sides.isEmpty()) {
      cases.add(Case.moved(words, where, ENERGY, ours, Best.of(sides, Better.LESS), BAR));
    }
  }

  private void stated(Chipset chip, Side ours) {
    Map<String, String> where = where(Published.RESNET50, chip, "its maker's figures");
    cases.add(
        Case.base(
            where, ENERGY, ours, Best.of(Published.joules(e, Published::other), Better.LESS), BAR));
    List<Side> gpus = Published.joules(e, Published::gpu);
    cases.add(
        Case.moved(
            "the other side is a GPU", where, ENERGY, ours, Best.of(gpus, Better.LESS), BAR));
    List<Side> far =
        Published.joules(e, part -> Published.other(part) && !Published.nearMemory(part));
    cases.add(
        Case.moved(
            "near-memory machines are left out",
            where,
            ENERGY,
            ours,
            Best.of(far, Better.LESS),
            BAR));
    List<Side> t4 = Published.joules(e, part -> part.name().equals("t4"));
    cases.add(
        Case.moved("the other side is a T4", where, ENERGY, ours, Best.of(t4, Better.LESS), BAR));
  }

  /// Measured and derived numbers where there are any; models where not, or beside them.
  private List<Side> rivals(String network, boolean held, Predicate<Accelerator> which) {
    List<Side> sides = new ArrayList<>();
    if (network.equals(Published.RESNET50)) {
      sides.addAll(Published.joules(e, which));
    }
    for (Rival rival : e.rivals(network, held)) {
      Side joules = rival.joules(false);
      // where there are measured numbers, models of the same machine say nothing better
      if (joules != null && which.test(rival.part()) && (sides.isEmpty() || !known(sides, rival))) {
        sides.add(joules);
      }
    }
    return sides;
  }

  private static boolean known(List<Side> sides, Rival rival) {
    return sides.stream()
        .anyMatch(side ->
            side.known() != Side.Known.MODELLED && side.name().startsWith(rival.part().name()));
  }

  static Map<String, String> where(String network, Chipset chip, String known) {
    Map<String, String> where = new LinkedHashMap<>();
    where.put("network", network);
    where.put("chip", chip.title());
    where.put("known", known);
    return where;
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Case one : cases) {
      if (one.usual() && "ResNet-50".equals(one.circumstances().get("network"))) {
        out.add(
            one.ours().name()
                + " ("
                + one.ours().known().words()
                + ") takes "
                + Words.around(one.ours().value(), "J")
                + " for a picture of ResNet-50; the best of the other side, "
                + one.theirs().side().name()
                + " ("
                + one.theirs().side().known().words()
                + "), "
                + Words.around(one.theirs().side().value(), "J")
                + ": better by a factor of "
                + Words.times(one.ratio())
                + ".");
      }
    }
    return out;
  }

  /// The maker's own figure beside the card that it is usually held against.
  private Claim.Sheet houmo() {
    List<List<String>> rows = new ArrayList<>();
    for (String name :
        List.of(Chipset.H30.part(), "t4", "l4", "agx-orin", "qaic100-pro", "speedai240")) {
      Optional<Accelerator> part = Published.part(e, name);
      Optional<Accelerator.Result> rate = part.flatMap(Published::own);
      Double power = part.map(Accelerator::power).orElse(null);
      if (part.isEmpty() || rate.isEmpty() || power == null) {
        continue;
      }
      double peak =
          part.get().rates().stream()
              .filter(r -> r.format() == bitline.catalogue.Format.INT8)
              .map(Accelerator.Rate::dense)
              .filter(java.util.Objects::nonNull)
              .mapToDouble(d -> d)
              .findFirst()
              .orElse(Double.NaN);
      double used = 2 * MACS_RESNET50 * rate.get().value() / peak;
      rows.add(
          List.of(
              part.get().title(),
              Long.toString(Math.round(rate.get().value())),
              Words.plain(power) + " W",
              Words.plain(rate.get().value() / power),
              Double.isNaN(used) ? "" : Words.percent(used),
              rate.get().what() + "; " + Published.source(part.get(), rate.get())));
    }
    return new Claim.Sheet(
        "ResNet-50 as published",
        List.of("machine", "pictures/s", "rated", "pictures/J", "of its peak", "how"),
        rows);
  }

  /// Multiply-accumulates of a picture of ResNet-50.
  private static final double MACS_RESNET50 = 4.089e9;
}
