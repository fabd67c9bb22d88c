package bitline.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What units and buffers do between two times, as finely as a drawing of so many columns can show
/// it. Work on one unit becomes bars: pieces of one stage that are closer than half a column are
/// one bar; smaller ones of several stages share a bar of up to two columns.
///
/// Play a flow once to learn which time is worth a look, and again to look at it.
public final class Excerpt implements Watcher {
  /// Points of a curve.
  public static final int POINTS = 300;

  private final Flow flow;
  private final long from;
  private final long to;
  private final long dot;
  private final Pieces pieces;
  private final TreeMap<Track, List<Bar>> tracks = new TreeMap<>();
  private final TreeMap<Integer, double[]> busy = new TreeMap<>();
  private final Filled[] filled;
  private final Filled all;

  /// @param from femtoseconds
  /// @param to later
  public Excerpt(Flow flow, long from, long to, int columns) {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("from " + from + " to " + to + " fs");
    }
    this.flow = flow;
    this.from = from;
    this.to = to;
    dot = (to - from) / (2L * columns);
    pieces = new Pieces(flow, this::keep);
    filled = new Filled[flow.stores().size()];
    for (int s = 0; s < filled.length; s++) {
      filled[s] = new Filled();
    }
    all = new Filled();
  }

  /// One of the units of a store.
  public record Track(int store, int lane) implements Comparable<Track> {
    @Override
    public int compareTo(Track other) {
      int stores = Integer.compare(store, other.store);
      return stores != 0 ? stores : Integer.compare(lane, other.lane);
    }
  }

  /// Work of one or several stages on one unit, from the first piece to the last.
  ///
  /// @param work femtoseconds of each stage, by its index
  public record Bar(long from, long to, long pieces, Map<Integer, Long> work) {
    /// The stage that worked longest.
    public int stage() {
      int most = -1;
      for (Map.Entry<Integer, Long> entry : work.entrySet()) {
        if (most < 0 || entry.getValue() > work.getOrDefault(most, 0L)) {
          most = entry.getKey();
        }
      }
      return most;
    }

    /// Femtoseconds of work.
    public long busy() {
      return work.values().stream().mapToLong(Long::longValue).sum();
    }

    private Bar and(Bar next) {
      Map<Integer, Long> both = new TreeMap<>(work);
      next.work.forEach((stage, time) -> both.merge(stage, time, Long::sum));
      return new Bar(from, Math.max(to, next.to), pieces + next.pieces, both);
    }
  }

  /// The most that was held in each stretch of time.
  private static final class Filled {
    private final double[] most = new double[POINTS];
    private double now;
    private int point;

    void set(double value, int at) {
      for (; point < at; point++) {
        most[point] = Math.max(most[point], now);
        most[point + 1] = now;
      }
      now = value;
      most[point] = Math.max(most[point], value);
    }
  }

  public long from() {
    return from;
  }

  public long to() {
    return to;
  }

  /// What is on each unit that did something, in the order of time, in at most about so many bars:
  /// where there are more, the columns of the drawing get wider.
  public Bars bars(int most) {
    TreeMap<Track, List<Bar>> bars = new TreeMap<>(tracks);
    long gap = dot;
    while (bars.values().stream().mapToInt(List::size).sum() > most && gap < to - from) {
      gap = Math.max(1, 2 * gap);
      long wider = gap;
      bars.replaceAll((_, list) -> {
        List<Bar> joined = new ArrayList<>();
        list.forEach(bar -> add(joined, bar, wider));
        return joined;
      });
    }
    return new Bars(bars, gap);
  }

  /// @param gap femtoseconds; what is closer together is one bar
  public record Bars(TreeMap<Track, List<Bar>> tracks, long gap) {}

  /// Share of each stretch of time in which a store's units were busy, for those that move bytes.
  public Map<Integer, double[]> busy() {
    return busy;
  }

  /// Bytes that lie in a buffer, or are kept free for what is being made: the most of each stretch
  /// of time.
  ///
  /// @param space the store of its free space
  public double[] held(int space) {
    return end(filled[space]);
  }

  /// The same for all buffers on the chip together.
  public double[] held() {
    return end(all);
  }

  private static double[] end(Filled filled) {
    filled.set(filled.now, POINTS - 1);
    return Arrays.copyOf(filled.most, POINTS);
  }

  @Override
  public void worked(int process, int store, long start, long end) {
    pieces.worked(process, store, start, end);
  }

  private void keep(Pieces.Piece piece) {
    long start = Math.max(from, piece.from());
    long end = Math.min(to, piece.to());
    if (end <= start) {
      return;
    }
    Flow.Store store = flow.stores().get(piece.store());
    if (store.bandwidth() > 0) {
      addBusy(piece.store(), start, end, store.capacity());
    }
    add(
        tracks.computeIfAbsent(new Track(piece.store(), piece.lane()), _ -> new ArrayList<>()),
        new Bar(start, end, 1, Map.of(piece.process(), end - start)),
        dot);
  }

  private static void add(List<Bar> bars, Bar next, long gap) {
    if (!bars.isEmpty()) {
      Bar last = bars.getLast();
      boolean same = last.work.size() == 1 && last.work.equals(alike(next, last));
      boolean near = next.from - last.to <= gap;
      if (near && (same || next.to - last.from <= 4 * gap)) {
        bars.set(bars.size() - 1, last.and(next));
        return;
      }
    }
    bars.add(next);
  }

  /// The work of `last` if both are of one and the same stage; else something else.
  private static Map<Integer, Long> alike(Bar next, Bar last) {
    return next.work.keySet().equals(last.work.keySet()) ? last.work : Map.of();
  }

  private void addBusy(int store, long start, long end, long units) {
    double[] shares = busy.computeIfAbsent(store, _ -> new double[POINTS]);
    double width = (double) (to - from) / POINTS;
    int last = Math.min(POINTS - 1, (int) ((end - from) / width));
    for (int p = (int) ((start - from) / width); p <= last; p++) {
      double begin = Math.max(start - from, p * width);
      double until = Math.min(end - from, (p + 1) * width);
      shares[p] += Math.max(0, until - begin) / (width * units);
    }
  }

  @Override
  public void level(int store, long time, long amount) {
    Flow.Store of = flow.stores().get(store);
    if (of.rowBytes() > 0 && time < to) {
      int point = time <= from ? 0 : (int) ((double) (time - from) / (to - from) * POINTS);
      double bytes = (of.capacity() - amount) * of.rowBytes();
      Filled one = filled[store];
      Filled sum = all;
      if (time <= from) {
        sum.now += bytes - one.now;
        one.now = bytes;
      } else {
        sum.set(sum.now + bytes - one.now, Math.min(POINTS - 1, point));
        one.set(bytes, Math.min(POINTS - 1, point));
      }
    }
  }
}
