package bitline.claim;

import bitline.catalogue.Accelerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Claim 3: the answer comes sooner.
final class LatencyClaim {
  private static final Case.Measure LATENCY =
      new Case.Measure("seconds from a picture to its answer", "s", Better.LESS);

  private static final double BAR = 1;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();

  private LatencyClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new LatencyClaim(e).claim();
  }

  private Claim claim() {
    for (String network : e.networks()) {
      List<Side> held = rivals(network, true, Published::other);
      for (Chipset chip : Chipset.ALL) {
        Map<String, String> where = new LinkedHashMap<>();
        where.put("network", network);
        where.put("chip", chip.title());
        e.ran(network, chip.chip(), "", 1)
            .ifPresent(ran -> {
              Side ours = Ours.latency(chip, ran, "");
              cases.add(Case.base(where, LATENCY, ours, Best.of(held, Better.LESS), BAR));
              against("the other side is an AGX Orin", network, where, ours, "agx-orin");
              against("the other side is a T4", network, where, ours, "t4");
            });
        for (String way : List.of(Trial.PROMPT, Trial.FINE)) {
          e.ran(network, chip.chip(), way, 1)
              .ifPresent(ran ->
                  cases.add(
                      Case.moved(
                          way.equals(Trial.FINE)
                              ? "our chip is drawn in 5 nm"
                              : "its layers start in 3 µs instead of 30",
                          where,
                          LATENCY,
                          Ours.latency(chip, ran, way),
                          Best.of(held, Better.LESS),
                          BAR)));
        }
      }
    }
    return new Claim(
        "latency",
        "The answer comes sooner",
        "Without the way to a memory the answer to a single picture is there sooner.",
        "Seconds from handing over one picture to an idle machine until its result. Theirs: MLPerf's"
            + " single stream where it was measured (ResNet-50), else the model of a machine that"
            + " was held against it; ours: the schedule, played. The bar: sooner at all.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of());
  }

  private void against(
      String words, String network, Map<String, String> where, Side ours, String machine) {
    List<Side> sides = rivals(network, true, part -> part.name().equals(machine));
    if (!sides.isEmpty()) {
      cases.add(Case.moved(words, where, LATENCY, ours, Best.of(sides, Better.LESS), BAR));
    }
  }

  private List<Side> rivals(String network, boolean held, Predicate<Accelerator> which) {
    if (network.equals(Published.RESNET50)) {
      return Published.latencies(e, which);
    }
    return e.rivals(network, held).stream()
        .filter(rival -> which.test(rival.part()))
        .map(Rival::latency)
        .toList();
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Case one : Words.telling(cases, LATENCY)) {
      out.add(
          one.circumstances().get("network")
              + ": "
              + Words.si(one.ours().value().middle(), "s")
              + " on "
              + one.ours().name()
              + ", "
              + Words.si(one.theirs().side().value().middle(), "s")
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
