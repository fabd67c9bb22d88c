package bitline.map;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.program.Loading;
import bitline.program.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which layers are on the chip together, and how many copies each gets.
///
/// Layers of a segment run as a pipeline, which is as fast as its slowest layer; arrays that are
/// left hold copies of that, again and again. The segments are those for which writing weights and
/// running the pipelines takes least for a batch of pictures, found by dynamic programming over all
/// cuts: exact, as far as the price of a segment goes. The price leaves out the vector unit, the
/// filling of pipelines and what activations cost between segments; `time` counts them.
final class Segmentation {
  /// A layer before it is placed.
  ///
  /// @param blocks arrays that one copy takes
  /// @param seconds of its fullest array for one picture
  /// @param bytes of its weights
  /// @param rows of its largest block
  /// @param vectors that it is sent for one picture
  record Load(int blocks, double seconds, double bytes, int rows, int vectors) {}

  /// A layer's inputs must reach every copy; beyond this many that is no pipeline any more.
  /// Assumed.
  private static final int MOST_COPIES = 64;

  private final Chip chip;
  private final List<Load> loads;
  private final int batch;
  private final @Nullable Memory waiting;

  private Segmentation(Chip chip, List<Load> loads, int batch) {
    this.chip = chip;
    this.loads = loads;
    this.batch = batch;
    waiting = chip.weightsWait(loads.stream().mapToDouble(Load::bytes).sum());
  }

  /// The cheapest segments.
  ///
  /// @param batch pictures that go through one segment before the next is written
  static List<Segment> cut(Chip chip, List<Load> loads, int batch) {
    return new Segmentation(chip, loads, batch).cut();
  }

  /// Seconds a picture that the cheapest segments take.
  static double seconds(Chip chip, List<Load> loads, int batch) {
    Segmentation segmentation = new Segmentation(chip, loads, batch);
    double all = 0;
    for (Segment segment : segmentation.cut()) {
      all += segmentation.price(segment.from(), segment.to());
    }
    return all / batch;
  }

  private List<Segment> cut() {
    int layers = loads.size();
    double[] least = new double[layers + 1];
    int[] start = new int[layers + 1];
    for (int to = 1; to <= layers; to++) {
      least[to] = Double.POSITIVE_INFINITY;
      // what is streamed is exchanged: not all layers are there at the same time
      int first = to == layers && layers > 1 ? 1 : 0;
      for (int from = to - 1; from >= first && fits(from, to); from--) {
        double price = least[from] + price(from, to);
        if (price < least[to]) {
          least[to] = price;
          start[to] = from;
        }
      }
    }
    List<Segment> segments = new ArrayList<>();
    for (int to = layers; to > 0; to = start[to]) {
      segments.addFirst(new Segment(start[to], to));
    }
    return segments;
  }

  /// A segment of several layers has an array for each block, so that all can work at once; a layer
  /// alone may take arrays again and again.
  private boolean fits(int from, int to) {
    long blocks = 0;
    for (int i = from; i < to; i++) {
      blocks += loads.get(i).blocks;
    }
    return to - from == 1 || blocks <= chip.arrays();
  }

  /// Seconds for a batch. With several weight sets the next weights are written while these work;
  /// not so where a layer alone takes more than half of them.
  private double price(int from, int to) {
    List<Load> here = loads.subList(from, to);
    int passes = Math.ceilDiv(here.getFirst().blocks, chip.arrays());
    double write = loading(here, passes).seconds(chip, waiting);
    double run = batch * passes * pace(here, chip.arrays());
    return 2 * passes <= chip.macro().weightSets() ? Math.max(write, run) : write + run;
  }

  private static Loading loading(List<Load> loads, int passes) {
    double bytes = 0;
    int rows = 0;
    for (Load load : loads) {
      bytes += load.bytes;
      rows = Math.max(rows, load.rows);
    }
    return new Loading(bytes, rows * passes);
  }

  /// Seconds a picture of layers that are all on the chip, with their copies.
  static double pace(List<Load> loads, int arrays) {
    int[] copies = copies(loads, arrays);
    double slowest = 0;
    for (int i = 0; i < copies.length; i++) {
      slowest = Math.max(slowest, loads.get(i).seconds / copies[i]);
    }
    return slowest;
  }

  /// Copies of each layer, the layer itself counted: the slowest gets another one while arrays are
  /// left for it. Where the slowest cannot have one, none would make the pipeline faster.
  static int[] copies(List<Load> loads, int arrays) {
    int[] copies = new int[loads.size()];
    int free = arrays;
    for (int i = 0; i < copies.length; i++) {
      copies[i] = 1;
      free -= loads.get(i).blocks;
    }
    while (true) {
      int slowest = 0;
      for (int i = 1; i < copies.length; i++) {
        if (loads.get(i).seconds / copies[i] > loads.get(slowest).seconds / copies[slowest]) {
          slowest = i;
        }
      }
      Load load = loads.get(slowest);
      int most = Math.min(MOST_COPIES, load.vectors);
      if (load.blocks > free || load.seconds == 0 || copies[slowest] >= most) {
        return copies;
      }
      free -= loads.get(slowest).blocks;
      copies[slowest]++;
    }
  }
}
