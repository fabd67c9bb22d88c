package bitline.time;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Loading;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lets the segments of a program take turns: a process writes weights, one segment after another,
/// and another starts a segment once its weights are there and the one before is done. Where arrays
/// have several weight sets the next segment's are written while one works, else after it.
final class Segments {
  /// Weights come in so many pieces, so that activations get a turn at the memory outside.
  private static final int PIECES = 16;

  private final Program program;
  private final Flow.Builder flow;
  private final Map<String, Integer> ofNode = new HashMap<>();
  private final int count;
  private final boolean exchanged;
  private final int[] go;
  private final int[] done;
  private final int[] processes;

  Segments(Program program, Flow.Builder flow) {
    this.program = program;
    this.flow = flow;
    count = Math.max(1, program.segments().size());
    exchanged = count > 1 || larger(program);
    go = new int[count];
    done = new int[count];
    processes = new int[count];
    for (int s = 0; s < program.segments().size(); s++) {
      Segment segment = program.segments().get(s);
      for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
        ofNode.put(layer.node(), s);
      }
    }
    for (int s = 0; s < count && exchanged; s++) {
      go[s] = flow.store(Flow.Store.contents("turn of segment " + s, MANY));
      done[s] = flow.store(Flow.Store.contents("layers of segment " + s + " that are done", MANY));
    }
  }

  private static final long MANY = 1L << 40;

  int count() {
    return count;
  }

  /// Whether weights are exchanged while the chip runs: there are several segments, or one that is
  /// larger than all weight sets together.
  boolean exchanged() {
    return exchanged;
  }

  private static boolean larger(Program program) {
    int sets = program.chip().macro().weightSets();
    return program.layers().stream()
        .flatMap(layer -> layer.tiles().stream())
        .anyMatch(tile -> tile.weightSet() >= sets);
  }

  /// The segment of a layer.
  int of(ArrayLayer layer) {
    return ofNode.getOrDefault(layer.node(), 0);
  }

  /// The loops of a process of a segment for a batch, with its waiting for the segment's turn.
  List<Flow.Loop> batch(int segment, int pictures, List<Flow.Loop> picture) {
    processes[segment]++;
    List<Flow.Loop> loops = new ArrayList<>();
    if (exchanged) {
      loops.add(Flow.Loop.of(1, new Step.Take(go[segment], 1)));
    }
    for (int i = 0; i < pictures; i++) {
      loops.addAll(picture);
    }
    if (exchanged) {
      loops.add(Flow.Loop.of(1, new Step.Put(done[segment], 1)));
    }
    return loops;
  }

  /// Adds the processes that write weights and give turns, when all others are there.
  ///
  /// @param outside store of the memory outside; −1 where there is none
  void control(int outside, long batches) {
    if (!exchanged) {
      return;
    }
    Chip chip = program.chip();
    int slots = flow.store(Flow.Store.space("weight sets", ahead()));
    List<Flow.Loop> writes = new ArrayList<>();
    List<Flow.Loop> turns = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      int written = flow.store(Flow.Store.contents("weights of segment " + s, MANY));
      Loading loading = loading(program.segments().get(s));
      long delivery = ticks(loading.delivery(chip) / PIECES);
      long rest = ticks((loading.seconds(chip) - loading.delivery(chip)) / PIECES);
      writes.add(Flow.Loop.of(1, new Step.Take(slots, 1)));
      writes.add(
          outside < 0 || delivery == 0
              ? Flow.Loop.of(PIECES, new Step.Work(rest))
              : Flow.Loop.of(
                  PIECES,
                  new Step.Take(outside, 1),
                  new Step.Work(delivery),
                  new Step.Put(outside, 1),
                  new Step.Work(rest)));
      writes.add(Flow.Loop.of(1, new Step.Put(written, 1)));
      turns.add(
          Flow.Loop.of(
              1,
              new Step.Take(written, 1),
              new Step.Put(go[s], processes[s]),
              new Step.Take(done[s], processes[s]),
              new Step.Put(slots, 1)));
    }
    flow.process("writing of weights", batches, writes.toArray(new Flow.Loop[0]));
    flow.process("turns of segments", batches, turns.toArray(new Flow.Loop[0]));
  }

  /// Segments that may be on the chip at the same time, the working one counted.
  private int ahead() {
    int sets = program.chip().macro().weightSets();
    int most = 1;
    for (Segment segment : program.segments()) {
      Set<Integer> taken = new HashSet<>();
      for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
        layer.tiles().forEach(tile -> taken.add(tile.weightSet()));
      }
      most = Math.max(most, taken.size());
    }
    return Math.max(1, sets / most);
  }

  private Loading loading(Segment segment) {
    double cells = 0;
    Map<Integer, Map<Integer, Integer>> rows = new HashMap<>();
    for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
      cells += layer.cells();
      for (Tile tile : layer.tiles()) {
        int end = tile.row() + tile.toRow() - tile.fromRow();
        rows.computeIfAbsent(tile.array(), _ -> new HashMap<>())
            .merge(tile.weightSet(), end, Math::max);
      }
    }
    int most =
        rows.values().stream()
            .mapToInt(sets -> sets.values().stream().mapToInt(i -> i).sum())
            .max()
            .orElse(0);
    return new Loading(cells * program.chip().cell().bits() / 8, most);
  }

  static long ticks(double seconds) {
    return (long) Math.ceil(seconds * 1e15);
  }
}
