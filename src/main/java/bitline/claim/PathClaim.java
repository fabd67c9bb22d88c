package bitline.claim;

import bitline.base.Interval;
import bitline.compare.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Claim 1: the movement of data is removed.
final class PathClaim {
  private static final Case.Measure MOVING =
      new Case.Measure("energy for moving data", "J", Better.LESS);
  private static final Case.Measure OUTER =
      new Case.Measure("bytes through the memory beside the chip", "B", Better.LESS);

  private static final String INSIDE =
      "all that the other side's processors do inside counts as moving";

  /// Removed: at most a tenth is left.
  private static final double BAR = 10;

  /// Stands for nothing, of which no ratio can be made.
  private static final double ONE_BYTE = 1;

  private final Exhibits e;
  private final List<Case> cases = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private PathClaim(Exhibits e) {
    this.e = e;
  }

  static Claim of(Exhibits e) {
    return new PathClaim(e).claim();
  }

  private Claim claim() {
    for (String network : e.networks()) {
      for (Chipset chip : Chipset.ALL) {
        Map<String, String> where = where(network, chip);
        e.ran(network, chip.chip(), "", 1).ifPresent(ran -> usual(network, chip, ran, where));
        e.ran(network, chip.chip(), Trial.FITTED, 1)
            .ifPresent(ran ->
                moving(
                    "gates and buffers take what fits the maker's watts",
                    network,
                    where,
                    Ours.moving(chip, ran, Trial.FITTED),
                    true));
      }
    }
    return new Claim(
        "data-path",
        "Data movement removed",
        "Weights stay where they are multiplied, so the way between memory and processor, and the"
            + " energy of it, is gone.",
        "What moving a picture's data takes, one picture at a time: from the edges of the arrays (for"
            + " others: from their last cache, or their arrays' registers) to the memory beside the"
            + " chip and the host, without what multiplying takes; and the bytes that pass the"
            + " memory beside the chip. What a GPU moves between its registers and multipliers is"
            + " told apart by nobody and stands under 'inside', so that this is the GPU's best case;"
            + " its worst, in which all of that is movement, is among the assumptions that are"
            + " moved. The bar: a tenth of what is left on the machine that moves least.",
        Claim.Finding.Tested.of(cases),
        findings(),
        List.of(
            new Claim.Sheet(
                "Where a picture's energy goes, one at a time",
                List.of(
                    "network and machine",
                    "energy",
                    "inside arrays or processors",
                    "moving",
                    "idle",
                    "through memory"),
                rows)));
  }

  private static Map<String, String> where(String network, Chipset chip) {
    Map<String, String> where = new java.util.LinkedHashMap<>();
    where.put("network", network);
    where.put("chip", chip.title());
    return where;
  }

  private void usual(
      String network, Chipset chip, Trial.Result.Ran ran, Map<String, String> where) {
    Outcome outcome = ran.simulated().outcome();
    Side ours = Ours.moving(chip, ran, "");
    row(network + ", " + chip.title(), outcome);
    moving(Case.USUAL, network, where, ours, true);
    moving("the other side has many pictures at hand", network, where, ours, false);
    inside(network, where, ours);
    double bytes = Math.max(ONE_BYTE, Rival.outer(outcome));
    List<Side> theirs = new ArrayList<>();
    for (Rival rival : e.rivals(network, true)) {
      if (Rival.tellsOuter(rival.single())) {
        double outer = Math.max(ONE_BYTE, Rival.outer(rival.single()));
        theirs.add(
            Side.exactly(
                rival.part().name(), outer, Side.Known.MODELLED, rival.single().foundation()));
      }
    }
    if (!theirs.isEmpty()) {
      Side ourBytes =
          Side.exactly(
              chip.title(), bytes, Side.Known.MODELLED, "its mapping; 1 B stands for none");
      cases.add(Case.base(where, OUTER, ourBytes, Best.of(theirs, Better.LESS), BAR));
    }
  }

  private void moving(
      String assuming, String network, Map<String, String> where, Side ours, boolean alone) {
    List<Side> theirs = new ArrayList<>();
    for (Rival rival : e.rivals(network, true)) {
      Side side = rival.moving(alone);
      if (side != null) {
        theirs.add(side);
        if (assuming.equals(Case.USUAL) && rival.part().name().equals("l4")) {
          row(network + ", l4", rival.single());
        }
      }
    }
    if (!theirs.isEmpty()) {
      cases.add(Case.moved(assuming, where, MOVING, ours, Best.of(theirs, Better.LESS), BAR));
    }
  }

  /// Registers, shared memory and instructions of a processor move data too, but nobody tells their
  /// joules apart from those of multiplying: at most they are all that is not idle.
  private void inside(String network, Map<String, String> where, Side ours) {
    List<Side> theirs = new ArrayList<>();
    for (Rival rival : e.rivals(network, true)) {
      Side side = rival.movingAtMost();
      if (side != null) {
        theirs.add(side);
      }
    }
    if (!theirs.isEmpty()) {
      cases.add(Case.moved(INSIDE, where, MOVING, ours, Best.of(theirs, Better.LESS), BAR));
    }
  }

  private void row(String name, Outcome outcome) {
    Double joules = outcome.joules();
    if (joules == null || rows.stream().anyMatch(row -> row.getFirst().equals(name))) {
      return;
    }
    double moved = Rival.moved(outcome);
    double idle = Rival.idle(outcome) * outcome.interval();
    rows.add(
        List.of(
            name,
            Words.si(joules, "J"),
            Words.percent(Math.max(0, joules - moved - idle) / joules),
            Words.percent(moved / joules),
            Words.percent(idle / joules),
            Words.si(Rival.outer(outcome), "B")));
  }

  private List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Chipset chip : Chipset.ALL) {
      double least = 1;
      double most = 0;
      int none = 0;
      int all = 0;
      for (String network : e.networks()) {
        var ran = e.ran(network, chip.chip(), "", 1);
        if (ran.isPresent()) {
          double share = Ours.moved(ran.get()) / ran.get().simulated().joules().middle();
          least = Math.min(least, share);
          most = Math.max(most, share);
          all++;
          none += Rival.outer(ran.get().simulated().outcome()) == 0 ? 1 : 0;
        }
      }
      if (all > 0) {
        out.add(
            chip.title()
                + " spends "
                + Words.percent(least)
                + " to "
                + Words.percent(most)
                + " of a picture's energy on moving data, as modelled; for "
                + none
                + " of "
                + all
                + " networks nothing passes a memory beside the chip.");
      }
    }
    Interval best = null;
    for (Case one : cases) {
      if (one.usual() && one.measure().equals(MOVING)) {
        Interval ratio = one.ratio();
        best = best == null || ratio.middle() > best.middle() ? ratio : best;
      }
    }
    if (best != null) {
      out.add(
          "Moving takes less by a factor of "
              + Words.times(best)
              + " in the best case; what is left are buffers, wires, and the way of the picture"
              + " itself.");
    }
    return out;
  }
}
