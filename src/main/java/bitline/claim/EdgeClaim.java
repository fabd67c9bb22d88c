package bitline.claim;

import bitline.base.Interval;
import bitline.scenario.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Claim 7: the edge first, the cloud later.
final class EdgeClaim {
  private static final Case.Measure ADVANTAGE =
      new Case.Measure("advantage in energy", "1", Better.MORE);
  private static final Case.Measure CHOICE =
      new Case.Measure("how often the edge comes first", "1", Better.MORE);

  private static final double BAR = 1;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();

  private EdgeClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new EdgeClaim(e).claim();
  }

  private Claim claim() {
    for (String network : e.networks()) {
      for (Chipset chip : Chipset.ALL) {
        advantage(Case.USUAL, network, chip, "", true);
        advantage(
            "gates and buffers take what fits the maker's watts",
            network,
            chip,
            Trial.FITTED,
            true);
        advantage(
            "the other side is any machine, by models that nobody has checked",
            network,
            chip,
            "",
            false);
      }
    }
    choice("inputs drawn", Choice.First::inputs);
    choice("weights drawn", Choice.First::weights);
    choice("both drawn", Choice.First::both);
    return new Claim(
        "edge",
        "The edge first, the cloud later",
        "Such chips should begin at the edge: cameras, things, cars, robots. The cloud comes later.",
        "The advantage in energy at the edge (one picture at a time on both sides) over that in the"
            + " cloud (as many as is best on both sides), for each network; and how often markets"
            + " at the edge come out first, against how often the cloud does, when what is known of"
            + " markets, moats and needs is drawn within its intervals (`bitline scenario`). The"
            + " bar: the edge is the better place.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of());
  }

  private void advantage(String assuming, String network, Chipset chip, String way, boolean held) {
    Optional<Side> edge = advantage(network, chip, way, 1, true, held);
    Optional<Side> cloud =
        advantage(network, chip, way, e.batch(network, chip.chip()), false, held);
    if (edge.isPresent() && cloud.isPresent()) {
      Map<String, String> where = new LinkedHashMap<>();
      where.put("network", network);
      where.put("chip", chip.title());
      cases.add(
          Case.moved(
              assuming,
              where,
              ADVANTAGE,
              edge.get(),
              Best.of(List.of(cloud.get()), Better.MORE),
              BAR));
    }
  }

  /// By how much our chip takes less than the best of the others. What the models of our chip are
  /// off by is the same at the edge and in the cloud and cancels in their ratio.
  private Optional<Side> advantage(
      String network, Chipset chip, String way, int batch, boolean alone, boolean held) {
    List<Side> theirs = new ArrayList<>();
    for (Rival rival : e.rivals(network, held)) {
      Side joules = rival.joules(alone);
      if (joules != null) {
        theirs.add(joules);
      }
    }
    return e.ran(network, chip.chip(), way, batch)
        .filter(_ -> !theirs.isEmpty())
        .map(ran -> {
          Best best = Best.of(theirs, Better.LESS);
          double ours = ran.simulated().joules().middle();
          Interval ratio = best.side().value().times(1 / ours);
          return new Side(
              chip.title() + (batch == 1 ? "" : ", batch " + batch) + " over " + best.side().name(),
              ratio,
              Side.Known.MODELLED,
              best.side().foundation());
        });
  }

  private void choice(String drawn, java.util.function.ToDoubleFunction<Choice.First> share) {
    double cloud = 0;
    for (Choice.Ranked one : e.scenario().ranking()) {
      if (one.alternative().equals("cloud")) {
        cloud = share.applyAsDouble(one.first());
      }
    }
    double least = 0.5 / e.scenario().draws();
    Map<String, String> where = new LinkedHashMap<>();
    where.put("scenario", drawn);
    cases.add(
        Case.base(
            where,
            CHOICE,
            share("an edge market", 1 - cloud, least),
            Best.of(List.of(share("the cloud", cloud, least)), Better.MORE),
            BAR));
  }

  private Side share(String name, double share, double least) {
    double middle = Math.max(least, share);
    double error =
        bitline.base.Interval.DEVIATIONS
            * Math.sqrt(middle * Math.max(least, 1 - middle) / e.scenario().draws());
    return new Side(
        name,
        new Interval(middle, Math.max(least / 2, middle - error), middle + error),
        Side.Known.MODELLED,
        e.scenario().draws() + " draws of scenarios/edge_first.yaml");
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    Choice choice = e.scenario();
    Choice.Ranked first = choice.ranking().getFirst();
    out.add(
        "Of five markets "
            + first.title()
            + " comes first, in "
            + Words.percent(first.first().inputs())
            + " of the draws of inputs and "
            + Words.percent(first.first().both())
            + " of those of inputs and weights; the cloud in "
            + Words.percent(
                choice.ranking().stream()
                    .filter(one -> one.alternative().equals("cloud"))
                    .mapToDouble(one -> one.first().both())
                    .sum())
            + " of the latter.");
    for (Case one : Words.telling(cases, ADVANTAGE)) {
      out.add(
          one.circumstances().get("network")
              + " on "
              + one.circumstances().get("chip")
              + ": "
              + Words.plain(one.ours().value().middle())
              + " times less energy at the edge, "
              + Words.plain(one.theirs().side().value().middle())
              + " times in the cloud.");
    }
    return out;
  }
}
