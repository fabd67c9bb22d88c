package bitline.map;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import bitline.program.Loading;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a plan takes in seconds, reckoned from sums instead of played: microseconds of work.
///
/// A segment is a pipeline, as fast as its busiest unit: a layer's arrays, the vector units, the
/// memory outside. Its first picture goes through as a ramp: each stage's rows come at an even pace
/// between its first and its last, begin when the rows under the first window are there, and end
/// when the last ones have come and are worked off. Segments take turns: written ahead as far as
/// weight sets allow, each after the one before. Left out: stages that wait for space in a buffer,
/// and those that wait for a vector unit in a burst.
final class Price {
  private final Workload load;
  private final Chip chip;
  private final int batch;

  /// By segment, as from · 2^20 + to: bytes to and from the memory outside for one picture.
  private final Map<Long, Double> traffic = new HashMap<>();

  private final double[] firsts;
  private final double[] lasts;

  Price(Workload load, int batch) {
    this.load = load;
    this.batch = batch;
    chip = load.chip;
    firsts = new double[load.works.size()];
    lasts = new double[load.works.size()];
  }

  /// What a segment takes.
  ///
  /// @param pace seconds from picture to picture, full
  /// @param ever the same where it is the only one and batch follows batch
  /// @param first seconds of the first picture
  /// @param write seconds until its weights are there
  /// @param delivery seconds of those in which the memory outside is busy
  /// @param sets weight sets that it takes
  record Turn(double pace, double ever, double first, double write, double delivery, int sets) {
    double run(int batch) {
      return first + (batch - 1) * pace;
    }
  }

  Turn turn(int from, int to, int[] copies) {
    int passes = passes(from, to);
    Loading loading = load.loading(from, to);
    long[] on = cores(from, to, copies);
    long all = 0;
    for (int i = from; i < to; i++) {
      all |= on[i];
    }
    int cores = Long.bitCount(all);
    double pace = load.outside(traffic(from, to));
    if (from == 0) {
      pace = Math.max(pace, load.coming);
    }
    double ever = pace;
    double vector = 0;
    double read = 0;
    double first = 0;
    double starts = 0;
    double links = 0;
    List<Workload.Work> works = load.works;
    for (int i = 0; i < works.size(); i++) {
      Workload.Work work = works.get(i);
      if (work.segmentOf < from || work.segmentOf >= to) {
        firsts[i] = 0;
        lasts[i] = 0;
        continue;
      }
      long its = work.load < 0 ? all : on[work.load];
      double array = 0;
      if (work.load >= 0) {
        Workload.Load of = load.loads.get(work.load);
        array = of.seconds(copies[work.load]);
        double reading = load.reading(of.read());
        array = Math.max(array, reading / Long.bitCount(its));
        read += reading;
      }
      double unit = work.unit / Math.min(Long.bitCount(its), load.units);
      double send = sending(work, its, on, all, from, to);
      ramp(i, work, array, unit, send);
      double busiest = Math.max(Math.max(array, unit), send);
      pace = Math.max(pace, busiest);
      ever = Math.max(ever, busiest + load.start / batch);
      vector += work.unit;
      links += send;
      starts += load.start;
      first = Math.max(first, lasts[i]);
    }
    double shared = Math.max(vector / Math.min(cores, load.units), read / cores);
    shared = Math.max(shared, links / Math.max(1, cores / 2));
    pace = Math.max(pace, shared);
    first = Math.max(Math.max(first, starts), pace);
    return new Turn(
        pace,
        Math.max(Math.max(ever, shared), starts / batch),
        first,
        loading.seconds(chip, load.waiting),
        loading.delivery(load.waiting),
        passes);
  }

  /// Seconds in which a stage's results go to the cores of their readers.
  private double sending(Workload.Work work, long its, long[] on, long all, int from, int to) {
    NetworkOnChip wires = chip.networkOnChip();
    if (wires == null || chip.cores() == 1 || work.sent == 0) {
      return 0;
    }
    long reached = its;
    for (int reader : work.readers) {
      Workload.Work of = load.works.get(reader);
      boolean here = of.segmentOf >= from && of.segmentOf < to;
      reached |= here ? of.load < 0 ? all : on[of.load] : everywhere();
    }
    int hops = Long.bitCount(reached) - 1;
    return hops == 0
        ? 0
        : work.rows * Math.min(hops, 2 * NetworkOnChip.width(chip.cores())) * wires.hopTime()
            + work.sent / Long.bitCount(its) / wires.linkBandwidth();
  }

  private long everywhere() {
    return chip.cores() >= Long.SIZE ? -1 : (1L << chip.cores()) - 1;
  }

  /// By layer: the cores that its arrays and those of its copies lie in, as bits, where layers lie
  /// one behind the other and copies behind them; a core beyond the 64th shares a bit.
  private long[] cores(int from, int to, int[] copies) {
    long[] on = new long[load.loads.size()];
    int next = 0;
    for (int i = from; i < to; i++) {
      next = cores(on, i, next, load.loads.get(i).blocks());
    }
    for (int i = from; i < to; i++) {
      next = cores(on, i, next, load.loads.get(i).blocks() * (copies[i] - 1));
    }
    return on;
  }

  private int cores(long[] on, int layer, int next, int arrays) {
    int macros = chip.core().macros();
    if (arrays > 0) {
      int first = next / macros;
      int last = (next + arrays - 1) / macros;
      for (int core = first; core <= Math.min(last, first + chip.cores() - 1); core++) {
        on[layer] |= 1L << (core % chip.cores() % Long.SIZE);
      }
    }
    return next + arrays;
  }

  private int passes(int from, int to) {
    return to - from == 1 ? Math.ceilDiv(load.loads.get(from).blocks(), chip.arrays()) : 1;
  }

  /// When a stage's first and last row are there, counted from the segment's start.
  private void ramp(int i, Workload.Work work, double array, double unit, double send) {
    double own = work.load < 0 ? unit : array;
    double start = 0;
    double end = 0;
    for (int k = 0; k < work.makers.length; k++) {
      int maker = work.makers[k];
      if (maker >= 0) {
        double from = firsts[maker];
        double to = lasts[maker];
        start = Math.max(start, from + (to - from) * work.first[k]);
        end = Math.max(end, to + own * work.tail[k]);
      }
    }
    start += load.start;
    double first = start + own / work.rows;
    double last = Math.max(start + own, end);
    for (int join : work.joins) {
      first = Math.max(first, firsts[join]);
      last = Math.max(last, lasts[join]);
    }
    if (work.load >= 0) {
      last = Math.max(first + unit, last + unit / work.rows);
      first += unit / work.rows;
    }
    firsts[i] = first + send / work.rows;
    lasts[i] = Math.max(first + send, last + send / work.rows);
  }

  /// Bytes that pass to or from the memory outside for one picture while a segment works: inputs,
  /// and the largest of what has no room on the chip.
  private double traffic(int from, int to) {
    Double known = traffic.get(((long) from << 20) + to);
    if (known != null) {
      return known;
    }
    double bytes = from == 0 ? load.inputs : 0;
    if (load.room < Double.POSITIVE_INFINITY) {
      double needed = 0;
      List<Workload.Held> here = new ArrayList<>();
      for (Workload.Held held : load.held) {
        if (held.made() < to && held.read() >= from) {
          needed += kept(held, from, to);
          here.add(held);
        }
      }
      if (needed > load.room) {
        here.sort(Comparator.comparingDouble((Workload.Held held) -> -kept(held, from, to)));
        boolean[] made = new boolean[load.held.size()];
        for (int i = 0; i < here.size() && needed > load.room; i++) {
          Workload.Held held = here.get(i);
          needed -= kept(held, from, to);
          if (held.made() >= from && !made[held.value()]) {
            made[held.value()] = true;
            bytes += held.whole();
          }
          bytes += held.read() < to ? held.whole() : 0;
        }
      }
    }
    traffic.put(((long) from << 20) + to, bytes);
    return bytes;
  }

  private double kept(Workload.Held held, int from, int to) {
    return held.made() >= from && held.read() < to ? held.held() : batch * held.whole();
  }

  /// Seconds from picture to picture of a plan whose layers have arrays of their own.
  double interval(Plan plan) {
    int[] copies = plan.copies().stream().mapToInt(n -> n).toArray();
    List<Turn> turns = new ArrayList<>();
    plan.segments().forEach(s -> turns.add(turn(s.from(), s.to(), copies)));
    return plan.resident() ? turns.getFirst().ever : interval(turns);
  }

  /// Seconds from picture to picture of segments that take turns: batch after batch until the time
  /// between two of them settles.
  double interval(List<Turn> turns) {
    int most = turns.stream().mapToInt(Turn::sets).max().orElse(1);
    int ahead = Math.max(1, chip.macro().weightSets() / most);
    double busy = 0;
    for (Turn turn : turns) {
      busy += turn.delivery;
    }
    double[] done = new double[ahead];
    double written = 0;
    double end = 0;
    double before = 0;
    int rounds = 3 + Math.ceilDiv(2 * ahead, turns.size());
    int next = 0;
    for (int round = 0; round < rounds; round++) {
      before = end;
      for (Turn turn : turns) {
        written = Math.max(written, done[next]) + turn.write;
        end = Math.max(end, written) + turn.run(batch);
        done[next] = end;
        next = next + 1 < ahead ? next + 1 : 0;
      }
    }
    return Math.max(end - before, busy) / batch;
  }

  /// Seconds from picture to picture where layers lie in shared arrays and those that share one
  /// take turns.
  ///
  /// @param tiles of each layer
  double shared(List<List<Tile>> tiles) {
    int layers = tiles.size();
    int[] team = new int[layers];
    Arrays.setAll(team, i -> i);
    Map<Integer, Integer> holder = new HashMap<>();
    int[] single = new int[layers];
    Arrays.fill(single, 1);
    double[] seconds = new double[layers];
    int active = chip.array().activeInputRows();
    for (int i = 0; i < layers; i++) {
      Workload.Load of = load.loads.get(i);
      Map<Integer, Set<Integer>> drives = new HashMap<>();
      for (Tile tile : tiles.get(i)) {
        Integer other = holder.putIfAbsent(tile.array(), i);
        if (other != null) {
          join(team, i, other);
        }
        int last = (tile.row() + tile.toRow() - tile.fromRow() - 1) / active;
        for (int group = tile.row() / active; group <= last; group++) {
          drives
              .computeIfAbsent(tile.array(), _ -> new HashSet<>())
              .add((tile.weightSet() << 20) + group);
        }
      }
      int most = drives.values().stream().mapToInt(Set::size).max().orElse(0);
      seconds[i] = of.seconds(1) * most / of.groups();
    }
    double[] sums = new double[layers];
    for (int i = 0; i < layers; i++) {
      sums[root(team, i)] += seconds[i];
    }
    return Math.max(turn(0, layers, single).ever, Arrays.stream(sums).max().orElse(0));
  }

  private static void join(int[] team, int a, int b) {
    team[root(team, a)] = root(team, b);
  }

  private static int root(int[] team, int at) {
    int root = at;
    while (team[root] != root) {
      root = team[root];
    }
    return root;
  }
}
