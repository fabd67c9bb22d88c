package bitline.map;

import bitline.chip.Chip;
import bitline.graph.eval.ValueType;
import bitline.program.Loading;
import bitline.program.Program;
import bitline.program.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ways in which a network can run on a chip, the one that is taken, and in words why the
/// others are not possible.
final class Ways {
  /// Blocks of a network without room that are laid out all the same, to say how many arrays they
  /// would take; of more it is said how many arrays their cells alone fill.
  private static final int MOST_LAID_OUT = 1 << 16;

  private final Chip chip;
  private final List<Cut> cuts;

  /// Blocks of weights.
  private final List<Placement.Block> blocks = new ArrayList<>();

  /// Arrays that all blocks take where each has one of its own.
  private final int arrays;

  private final Placer placer;
  private final Segmentation segmentation;

  /// All blocks in places of their own or shared; null where they certainly do not fit.
  private final Packing.@Nullable Packed packed;

  /// @param program with its layers, not placed
  Ways(Program program, Map<String, ValueType> types, List<Cut> cuts, int batch) {
    this.chip = program.chip();
    this.cuts = cuts;
    cuts.stream()
        .filter(cut -> !cut.dynamic())
        .forEach(cut -> blocks.addAll(cut.layout().blocks()));
    arrays = cuts.stream().mapToInt(Cut::blocks).sum();
    placer = new Placer(chip, cuts);
    List<Workload.Load> loads = cuts.stream().map(cut -> load(chip, cut)).toList();
    segmentation = new Segmentation(new Workload(program, types, loads), batch);
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

  /// Whether all weights stay on the chip where they can, in the way that is asked for.
  boolean stay(Way way, @Nullable Plan plan) {
    return plan != null
        ? plan.resident()
        : switch (way) {
          case AUTO -> resident() == null;
          case RESIDENT -> true;
          case STREAMED, BATCHED -> false;
        };
  }

  /// Arrays without any weights when all weights stay.
  int unused() {
    return packed == null ? 0 : Math.max(0, chip.arrays() - packed.places());
  }

  /// Places that are left when all weights stay.
  int left() {
    return packed == null ? 0 : Math.max(0, chip.weightPlaces() - packed.places());
  }

  /// What came of a wish.
  sealed interface Answer {}

  record Chosen(Placer.Placed placed) implements Answer {}

  record Not(String reason) implements Answer {}

  Segmentation segmentation() {
    return segmentation;
  }

  static Workload.Load load(Chip chip, Cut cut) {
    var unrolling = cut.product().unrolling();
    double read =
        (double) unrolling.groups()
            * unrolling.rows()
            * unrolling.vectors()
            * cut.coding().inputBits()
            / 8;
    if (cut.dynamic()) {
      // nothing to load with its segment; a copy would have to be written, too
      double write = new Loading(0, cut.writtenRows()).writing(chip);
      return new Workload.Load(cut.blocks(), 1, write + cut.seconds(chip), 0, 0, 1, read);
    }
    int active = chip.array().activeInputRows();
    int arrays = Math.min(cut.blocks(), chip.arrays());
    int[] rowsOf = new int[arrays];
    int[] groupsOf = new int[arrays];
    for (int i = 0; i < cut.blocks(); i++) {
      int rows = cut.layout().blocks().get(i).rows();
      rowsOf[i % arrays] += rows;
      groupsOf[i % arrays] += Math.ceilDiv(rows, active);
    }
    int groups = Arrays.stream(groupsOf).max().orElse(0);
    return new Workload.Load(
        cut.blocks(),
        unrolling.vectors(),
        groups * cut.inputTime(chip),
        cut.cells() * chip.cell().bits() / 8.0,
        Arrays.stream(rowsOf).max().orElse(0),
        groups,
        read);
  }

  /// Where everything lies, or why it cannot.
  ///
  /// @param plan to follow; null: the cheapest
  Answer choose(Way way, @Nullable Plan plan) {
    String stay = way == Way.STREAMED || way == Way.BATCHED ? "" : resident();
    String exchange = way == Way.RESIDENT ? "" : streamed();
    if (stay != null && exchange != null) {
      return new Not(way == Way.STREAMED || way == Way.BATCHED ? exchange : stay);
    }
    if (plan != null) {
      String misfit = placer.misfit(plan);
      return misfit != null
          ? new Not(misfit)
          : new Chosen(plan.resident() ? resident(plan) : placer.streamed(plan));
    }
    Placer.Placed whole = stay == null ? resident(whole()) : null;
    boolean nowhere = way == Way.AUTO && segmentation.weightsWaitNowhere();
    if (whole != null && (exchange != null || nowhere)) {
      return new Chosen(whole);
    }
    Plan cut = segmentation.cut();
    return new Chosen(
        whole == null || segmentation.price(cut) < price(whole) ? placer.streamed(cut) : whole);
  }

  private double price(Placer.Placed whole) {
    return arrays <= chip.arrays()
        ? segmentation.price(whole())
        : segmentation.shared(whole.tiles());
  }

  /// All weights at once, with copies where blocks need not share arrays.
  private Plan whole() {
    List<Segment> whole = List.of(new Segment(0, cuts.size()));
    return arrays <= chip.arrays()
        ? segmentation.plan(whole)
        : new Plan(whole, Collections.nCopies(cuts.size(), 1));
  }

  /// Whether it can run in this way.
  boolean possible(Way way) {
    return switch (way) {
      case AUTO -> resident() == null || streamed() == null;
      case RESIDENT -> resident() == null;
      case STREAMED, BATCHED -> streamed() == null;
    };
  }

  /// Seconds from picture to picture, as it is reckoned; infinite where it cannot run.
  double seconds(Way way) {
    double least = Double.POSITIVE_INFINITY;
    boolean stay = way != Way.STREAMED && way != Way.BATCHED && resident() == null;
    if (stay) {
      least = price(resident(whole()));
    }
    if (way != Way.RESIDENT && (way != Way.AUTO || !stay) && streamed() == null) {
      least = Math.min(least, segmentation.price(segmentation.cut()));
    }
    return least;
  }

  private Placer.Placed resident(Plan plan) {
    if (packed == null) {
      throw new IllegalStateException("no room, yet nobody said so");
    }
    return placer.resident(plan, packed);
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
    return cuts.size() == 1 && arrays <= chip.arrays()
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
