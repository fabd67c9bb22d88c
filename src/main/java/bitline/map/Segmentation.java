package bitline.map;

import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides which layers are on the chip together, and how many copies each gets, by [Price].
///
/// Layers of a segment run as a pipeline, which is as fast as its slowest layer; arrays that are
/// left hold copies of that, again and again. Cuts are found by dynamic programming over all of
/// them for three sums that are exact in different cases (nothing written ahead; one segment
/// written ahead; writing hidden altogether); the plan that is cheapest when its segments take
/// turns is then improved by moving, dropping and adding single cuts as long as that helps.
final class Segmentation {
  /// A layer's inputs must reach every copy; beyond this many that is no pipeline any more.
  /// Assumed.
  static final int MOST_COPIES = 64;

  /// Beyond this many the dynamic programming whose effort grows with their cube is left out.
  private static final int MOST_LAYERS = 200;

  /// Layers that are offered another layer's copies, and times that copies are moved.
  private static final int MOST_TRIED = 8;

  private static final int MOST_MOVES = 40;

  /// What a second until the first picture counts against one between pictures.
  private static final double SHARE_OF_FIRST = 0.01;

  private final Workload load;
  private final Price price;
  private final int arrays;
  private final int batch;

  /// Copies and price of segments that were looked at, by from · 2^20 + to.
  private final Map<Long, Segmented> known = new HashMap<>();

  private record Segmented(int[] copies, Price.Turn turn) {}

  /// @param batch pictures that go through one segment before the next is written
  Segmentation(Workload load, int batch) {
    this.load = load;
    this.batch = batch;
    price = new Price(load, batch);
    arrays = load.chip.arrays();
  }

  /// All layers at once, each in arrays of its own.
  Plan whole() {
    return plan(List.of(new Segment(0, load.loads.size())));
  }

  /// These segments with copies where they help.
  Plan plan(List<Segment> segments) {
    List<Integer> copies = new ArrayList<>();
    for (Segment segment : segments) {
      int[] here = settled(segment, segments.size() == 1);
      for (int i = segment.from(); i < segment.to(); i++) {
        copies.add(here[i]);
      }
    }
    return new Plan(segments, copies);
  }

  /// Seconds from picture to picture.
  double price(Plan plan) {
    return price.interval(plan);
  }

  /// Whether the chip tells of no memory from which weights could come again: what fits then stays.
  boolean weightsWaitNowhere() {
    return load.waiting == null;
  }

  /// The same of layers that share arrays, by their tiles.
  double shared(List<List<Tile>> tiles) {
    return price.shared(tiles);
  }

  /// The cheapest segments, two or more where there are two layers.
  Plan cut() {
    List<Segment> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    List<List<Segment>> cuts = new ArrayList<>(List.of(apart(), hidden()));
    if (load.loads.size() <= MOST_LAYERS) {
      cuts.add(ahead());
    }
    for (List<Segment> segments : cuts) {
      double interval = interval(segments);
      if (interval < least) {
        least = interval;
        best = segments;
      }
    }
    return plan(improved(best, least));
  }

  private double interval(List<Segment> segments) {
    List<Price.Turn> turns = new ArrayList<>();
    segments.forEach(s -> turns.add(segmented(s.from(), s.to()).turn));
    return price.interval(turns);
  }

  /// Cheapest for the sum of writing and running.
  private List<Segment> apart() {
    return least(turn -> turn.write() + turn.run(batch));
  }

  /// Cheapest where each is written while it runs, as it were.
  private List<Segment> hidden() {
    return least(turn -> Math.max(turn.write(), turn.run(batch)));
  }

  private interface Cost {
    double of(Price.Turn turn);
  }

  private List<Segment> least(Cost cost) {
    int layers = load.loads.size();
    double[] least = new double[layers + 1];
    int[] start = new int[layers + 1];
    for (int to = 1; to <= layers; to++) {
      least[to] = Double.POSITIVE_INFINITY;
      // what is streamed is exchanged: not all layers are there at the same time
      int first = to == layers && layers > 1 ? 1 : 0;
      for (int from = to - 1; from >= first && fits(from, to); from--) {
        double sum = least[from] + cost.of(segmented(from, to).turn);
        if (sum < least[to]) {
          least[to] = sum;
          start[to] = from;
        }
      }
    }
    return segments(layers, start);
  }

  private static List<Segment> segments(int layers, int[] start) {
    List<Segment> segments = new ArrayList<>();
    for (int to = layers; to > 0; to = start[to]) {
      segments.addFirst(new Segment(start[to], to));
    }
    return segments;
  }

  /// Cheapest where a segment is written while the one before it works: the state is a segment, so
  /// that the next one's writing can be held against its running.
  private List<Segment> ahead() {
    int layers = load.loads.size();
    double[][] least = new double[layers + 1][];
    int[][] before = new int[layers + 1][];
    // least[to][from]: up to the end of writing segment from..to, less what it runs itself
    for (int to = 1; to <= layers; to++) {
      least[to] = new double[to];
      before[to] = new int[to];
      int first = to == layers && layers > 1 ? 1 : 0;
      for (int from = to - 1; from >= 0; from--) {
        least[to][from] = Double.POSITIVE_INFINITY;
        if (from < first || !fits(from, to)) {
          continue;
        }
        double write = segmented(from, to).turn.write();
        if (from == 0) {
          least[to][from] = write;
          continue;
        }
        for (int back = from - 1; back >= 0 && fits(back, from); back--) {
          double run = segmented(back, from).turn.run(batch);
          double sum = least[from][back] + Math.max(run, write);
          if (sum < least[to][from]) {
            least[to][from] = sum;
            before[to][from] = back;
          }
        }
      }
    }
    int from = layers - 1;
    double best = Double.POSITIVE_INFINITY;
    for (int at = layers - 1; at >= 0; at--) {
      if (least[layers][at] < Double.POSITIVE_INFINITY) {
        double sum = least[layers][at] + segmented(at, layers).turn.run(batch);
        if (sum < best) {
          best = sum;
          from = at;
        }
      }
    }
    List<Segment> segments = new ArrayList<>();
    int to = layers;
    while (true) {
      segments.addFirst(new Segment(from, to));
      if (from == 0) {
        return segments;
      }
      int back = before[to][from];
      to = from;
      from = back;
    }
  }

  /// Moves, drops and adds single cuts as long as the turns become cheaper.
  private List<Segment> improved(List<Segment> segments, double interval) {
    List<Segment> best = segments;
    double least = interval;
    boolean better = true;
    while (better) {
      better = false;
      for (List<Segment> near : neighbours(best)) {
        double price = interval(near);
        if (price < least * (1 - 1e-9)) {
          least = price;
          best = near;
          better = true;
          break;
        }
      }
    }
    return best;
  }

  /// The segments with one cut more, one less, or one elsewhere.
  List<List<Segment>> neighbours(List<Segment> segments) {
    int layers = load.loads.size();
    List<Integer> cuts = new ArrayList<>();
    segments.subList(1, segments.size()).forEach(s -> cuts.add(s.from()));
    List<List<Segment>> all = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      for (int by : new int[] {-1, 1, -2, 2, -3, 3}) {
        List<Integer> moved = new ArrayList<>(cuts);
        moved.set(i, cuts.get(i) + by);
        add(all, moved, layers);
      }
      List<Integer> fewer = new ArrayList<>(cuts);
      fewer.remove(i);
      add(all, fewer, layers);
    }
    for (int at = 1; at < layers; at++) {
      if (Collections.binarySearch(cuts, at) < 0) {
        List<Integer> more = new ArrayList<>(cuts);
        more.add(at);
        Collections.sort(more);
        add(all, more, layers);
      }
    }
    return all;
  }

  private void add(List<List<Segment>> all, List<Integer> cuts, int layers) {
    List<Segment> segments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cuts.size(); i++) {
      int to = i < cuts.size() ? cuts.get(i) : layers;
      if (to <= from || to > layers || !fits(from, to)) {
        return;
      }
      segments.add(new Segment(from, to));
      from = to;
    }
    if (segments.size() > 1 || layers == 1) {
      all.add(segments);
    }
  }

  /// A segment of several layers has an array for each block, so that all can work at once; a layer
  /// alone may take arrays again and again.
  private boolean fits(int from, int to) {
    long blocks = 0;
    for (int i = from; i < to; i++) {
      blocks += load.loads.get(i).blocks();
    }
    return to - from == 1 || blocks <= arrays;
  }

  private Segmented segmented(int from, int to) {
    return known.computeIfAbsent(
        ((long) from << 20) + to,
        _ -> {
          int[] copies = copies(from, to);
          return new Segmented(copies, price.turn(from, to, copies));
        });
  }

  /// Copies of each layer, the layer itself counted: the slowest that has room for it gets another
  /// one while there is any.
  private int[] copies(int from, int to) {
    int[] copies = new int[load.loads.size()];
    long free = arrays;
    for (int i = from; i < to; i++) {
      copies[i] = 1;
      free -= load.loads.get(i).blocks();
    }
    while (true) {
      int slowest = -1;
      double longest = 0;
      for (int i = from; i < to; i++) {
        Workload.Load at = load.loads.get(i);
        double seconds = at.seconds(copies[i]);
        boolean any = more(at, copies[i]) > copies[i];
        if (any
            && seconds > longest
            && (long) at.blocks() * (more(at, copies[i]) - copies[i]) <= free) {
          slowest = i;
          longest = seconds;
        }
      }
      if (slowest < 0) {
        return copies;
      }
      int next = more(load.loads.get(slowest), copies[slowest]);
      free -= (long) load.loads.get(slowest).blocks() * (next - copies[slowest]);
      copies[slowest] = next;
    }
  }

  /// Copies of a segment's layers, moved from one to another as long as that makes it faster: the
  /// slowest layers are tried first.
  ///
  /// @param alone whether pictures follow one another without end
  private int[] settled(Segment segment, boolean alone) {
    int from = segment.from();
    int to = segment.to();
    int[] copies = segmented(from, to).copies.clone();
    long free = arrays;
    for (int i = from; i < to; i++) {
      free -= (long) load.loads.get(i).blocks() * copies[i];
    }
    double least = cost(from, to, copies, alone);
    for (int round = 0; round < MOST_MOVES && free >= 0; round++) {
      int[] better = null;
      for (int i : slowest(from, to, copies)) {
        for (int j = from - 1; j < to; j++) {
          int[] changed = moved(copies, i, j < from ? -1 : j, free);
          double cost = changed == null ? Double.POSITIVE_INFINITY : cost(from, to, changed, alone);
          if (cost < least * (1 - 1e-9)) {
            least = cost;
            better = changed;
          }
        }
      }
      for (int j = from; j < to; j++) {
        if (copies[j] > 1) {
          int[] fewer = copies.clone();
          fewer[j]--;
          double cost = cost(from, to, fewer, alone);
          if (cost < least * (1 - 1e-9)) {
            least = cost;
            better = fewer;
          }
        }
      }
      if (better == null) {
        return copies;
      }
      for (int i = from; i < to; i++) {
        free += (long) load.loads.get(i).blocks() * (copies[i] - better[i]);
      }
      copies = better;
    }
    return copies;
  }

  /// Layers with most to do that could have another copy, the slowest first.
  private List<Integer> slowest(int from, int to, int[] copies) {
    List<Integer> slowest = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (more(load.loads.get(i), copies[i]) > copies[i]) {
        slowest.add(i);
      }
    }
    slowest.sort(Comparator.comparingDouble(i -> -load.loads.get(i).seconds(copies[i])));
    return slowest.subList(0, Math.min(MOST_TRIED, slowest.size()));
  }

  /// With more copies of layer `i`, where need be for those of layer `j`; null where there is no
  /// room.
  private int @Nullable [] moved(int[] copies, int i, int j, long free) {
    Workload.Load of = load.loads.get(i);
    int next = more(of, copies[i]);
    long missing = (long) of.blocks() * (next - copies[i]) - free;
    int[] changed = copies.clone();
    changed[i] = next;
    if (missing <= 0) {
      return j < 0 ? changed : null;
    }
    if (j < 0 || j == i) {
      return null;
    }
    long given = Math.ceilDiv(missing, (long) load.loads.get(j).blocks());
    if (given >= copies[j]) {
      return null;
    }
    changed[j] -= (int) given;
    return changed;
  }

  /// What copies are judged by. Where pictures follow one another without end, how long one takes
  /// decides between equals: who is slow beside the slowest makes that one wait.
  private double cost(int from, int to, int[] copies, boolean alone) {
    Price.Turn turn = price.turn(from, to, copies);
    return alone ? turn.ever() + SHARE_OF_FIRST * turn.first() : turn.run(batch);
  }

  /// The next number of copies with which a layer is faster; as it is where there is none.
  private static int more(Workload.Load load, int copies) {
    int turns = Math.ceilDiv(load.vectors(), copies);
    int next = turns == 1 ? copies : Math.ceilDiv(load.vectors(), turns - 1);
    return next > MOST_COPIES ? copies : next;
  }
}
