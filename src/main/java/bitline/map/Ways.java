package bitline.map;

import bitline.chip.Chip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The ways in which a network can run on a chip, the one that is taken, and in words why the
/// others are not possible.
final class Ways {
  /// Blocks of a network without room that are laid out all the same, to say how many arrays they
  /// would take; of more it is said how many arrays their cells alone fill.
  private static final int MOST_LAID_OUT = 1 << 16;

  private final Chip chip;
  private final List<Cut> cuts;
  private final Request request;
  private final List<Placement.Block> blocks = new ArrayList<>();
  private final Placer placer;

  /// All blocks in places of their own or shared; null where they certainly do not fit.
  private final Packing.@Nullable Packed packed;

  Ways(Chip chip, List<Cut> cuts, Request request) {
    this.chip = chip;
    this.cuts = cuts;
    this.request = request;
    cuts.stream()
        .filter(cut -> !cut.dynamic())
        .forEach(cut -> blocks.addAll(cut.layout().blocks()));
    placer = new Placer(chip, cuts, request.batch());
    packed =
        placesFilled() > chip.weightPlaces() && blocks.size() > MOST_LAID_OUT
            ? null
            : apart(cuts, Packing.pack(blocks, chip.array(), chip.weightPlaces()));
  }

  /// With the blocks of what is written while the chip runs, in the places behind those of the
  /// weights.
  private static Packing.Packed apart(List<Cut> cuts, Packing.Packed weights) {
    List<Packing.Spot> spots = new ArrayList<>();
    int next = 0;
    int places = weights.places();
    for (Cut cut : cuts) {
      for (int block = 0; block < cut.blocks(); block++) {
        spots.add(cut.dynamic() ? new Packing.Spot(places++, 0, 0) : weights.spots().get(next++));
      }
    }
    return new Packing.Packed(spots, places);
  }

  /// Whether all weights stay on the chip, in the way that is taken.
  boolean stay() {
    Plan plan = request.plan();
    return plan != null
        ? plan.resident()
        : switch (request.way()) {
          case AUTO -> resident() == null;
          case RESIDENT -> true;
          case STREAMED, BATCHED -> false;
        };
  }

  /// Places that are left when all weights stay.
  int left() {
    return packed == null ? 0 : Math.max(0, chip.weightPlaces() - packed.places());
  }

  /// Where everything lies; null where it cannot be, with the reason added.
  Placer.@Nullable Placed choose(List<String> reasons) {
    Plan plan = request.plan();
    String refusal =
        switch (plan != null ? plan.resident() ? Way.RESIDENT : Way.STREAMED : request.way()) {
          case AUTO -> resident() == null ? null : streamed() == null ? null : resident();
          case RESIDENT -> resident();
          case STREAMED, BATCHED -> streamed();
        };
    if (refusal != null) {
      reasons.add(refusal);
      return null;
    }
    if (plan != null) {
      String misfit = placer.misfit(plan);
      if (misfit != null) {
        reasons.add(misfit);
        return null;
      }
      return plan.resident() && packed != null
          ? placer.resident(plan, packed)
          : placer.streamed(plan);
    }
    return switch (request.way()) {
      case RESIDENT -> resident(packed);
      case STREAMED, BATCHED -> placer.streamed();
      case AUTO -> resident() == null ? resident(packed) : placer.streamed();
    };
  }

  /// Whether any way that was asked for is possible.
  boolean possible() {
    return switch (request.way()) {
      case AUTO -> resident() == null || streamed() == null;
      case RESIDENT -> resident() == null;
      case STREAMED, BATCHED -> streamed() == null;
    };
  }

  /// What the layers take for one picture: a pipeline that is as fast as its slowest stage where
  /// each has arrays of its own; one after another where they share arrays; segment after segment
  /// where they are exchanged, to which stages on the vector unit are added, as if nothing
  /// overlapped.
  ///
  /// @param longest seconds of the longest product on the vector unit
  /// @param all seconds of all of them
  double seconds(double longest, double all) {
    if (cuts.isEmpty()) {
      return longest;
    }
    List<Segmentation.Load> loads = Placer.loads(chip, cuts);
    boolean stay =
        switch (request.way()) {
          case AUTO -> resident() == null;
          case RESIDENT -> true;
          case STREAMED, BATCHED -> false;
        };
    return !stay
        ? Segmentation.seconds(chip, loads, request.batch()) + all
        : blocks.size() <= chip.arrays()
            ? Math.max(Segmentation.pace(loads, chip.arrays()), longest)
            : Math.max(loads.stream().mapToDouble(Segmentation.Load::seconds).sum(), longest);
  }

  private Placer.Placed resident(Packing.@Nullable Packed spots) {
    if (spots == null) {
      throw new IllegalStateException("no room, yet nobody said so");
    }
    return placer.resident(spots);
  }

  /// Why weights cannot stay on the chip; null where they can.
  private @Nullable String resident() {
    if (packed != null && packed.places() <= chip.weightPlaces()) {
      return null;
    }
    return packed == null ? tooLarge("at least ", placesFilled()) : tooLarge("", packed.places());
  }

  /// Why weights cannot be exchanged while the chip runs; null where they can.
  private @Nullable String streamed() {
    if (!chip.rewritableWhileRunning()) {
      return "weights cannot be exchanged segment by segment: "
          + chip.name()
          + " keeps them in "
          + chip.cell().medium().words()
          + ", whose cells cannot be rewritten while it runs";
    }
    if (blocks.size() > MOST_LAID_OUT) {
      return tooLarge("at least ", placesFilled());
    }
    return cuts.size() == 1 && blocks.size() <= chip.arrays()
        ? "weights cannot be exchanged segment by segment: "
            + cuts.getFirst().product().node()
            + " is the only layer in arrays, and it fits"
        : null;
  }

  /// Places that the blocks would fill if they left no gap.
  private long placesFilled() {
    long cells = blocks.stream().mapToLong(b -> (long) b.rows() * b.columns()).sum();
    return Math.ceilDiv(cells, (long) chip.array().inputRows() * chip.array().columns());
  }

  private String tooLarge(String atLeast, long places) {
    long cells = cuts.stream().mapToLong(Cut::cells).sum();
    Cut largest = cuts.stream().max(Comparator.comparingLong(Cut::cells)).orElseThrow();
    int bits = chip.cell().bits();
    int sets = chip.macro().weightSets();
    return String.format(
        Locale.ROOT,
        "the network needs %s of cells, which take %s%d arrays%s when laid out; %s (%s) holds %s in %d%s (largest layer: %s, %s)",
        megabits(cells * bits),
        atLeast,
        Math.ceilDiv(places, (long) sets),
        sets > 1 ? " of " + sets + " weight sets" : "",
        chip.name(),
        chip.cell().medium().words(),
        megabits(chip.cells() * bits),
        chip.arrays(),
        outlook(),
        largest.product().node(),
        megabits(largest.cells() * bits));
  }

  private String outlook() {
    return !chip.rewritableWhileRunning()
        ? " and cannot be rewritten while it runs"
        : blocks.size() > MOST_LAID_OUT
            ? ", for which they would be exchanged more than " + MOST_LAID_OUT + " times"
            : ", where they can be exchanged segment by segment, but not stay";
  }

  private static String megabits(long bits) {
    return String.format(Locale.ROOT, bits < 1_000_000 ? "%.3f Mb" : "%.1f Mb", bits / 1e6);
  }
}
