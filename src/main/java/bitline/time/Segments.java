package bitline.time;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.program.ArrayLayer;
import bitline.program.Loading;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    exchanged = !program.resident();
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

  /// The segment of a layer.
  int of(ArrayLayer layer) {
    return ofNode.getOrDefault(layer.node(), 0);
  }

  /// Counts a process among those of a segment.
  void joins(int segment) {
    processes[segment]++;
  }

  /// The loops of a process for its segment's turn, with its waiting for that.
  ///
  /// @param first loops of the first picture
  /// @param rest of each further one
  List<Flow.Loop> turn(int segment, int pictures, List<Flow.Loop> first, List<Flow.Loop> rest) {
    List<Flow.Loop> loops = new ArrayList<>();
    if (exchanged) {
      loops.add(Flow.Loop.of(1, new Step.Take(go[segment], 1)));
    }
    loops.addAll(first);
    for (int i = 1; i < pictures; i++) {
      loops.addAll(rest);
    }
    if (exchanged) {
      loops.add(Flow.Loop.of(1, new Step.Put(done[segment], 1)));
    }
    return loops;
  }

  /// Adds the processes that write weights and give turns, when all others are there.
  ///
  /// @param turns of all segments
  void control(Units units, Links links, long turns) {
    if (!exchanged) {
      return;
    }
    int slots = flow.store(Flow.Store.space("weight sets", program.segmentsAtOnce()));
    List<Flow.Loop> writes = new ArrayList<>();
    List<Flow.Loop> order = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      int written = flow.store(Flow.Store.contents("weights of segment " + s, MANY));
      writes.add(Flow.Loop.of(1, new Step.Take(slots, 1)));
      writes.add(new Flow.Loop(PIECES, piece(program.segments().get(s), units, links)));
      writes.add(Flow.Loop.of(1, new Step.Put(written, 1)));
      order.add(
          Flow.Loop.of(
              1,
              new Step.Take(written, 1),
              new Step.Put(go[s], processes[s]),
              new Step.Take(done[s], processes[s]),
              new Step.Put(slots, 1)));
    }
    flow.process("writing of weights", turns, writes.toArray(new Flow.Loop[0]));
    flow.process("turns of segments", turns, order.toArray(new Flow.Loop[0]));
  }

  /// Brings a piece of a segment's weights: out of the memory they wait in, over the wires to its
  /// cores, into cells.
  private List<Step> piece(Segment segment, Units units, Links links) {
    Chip chip = program.chip();
    Loading loading = program.loading(segment);
    Memory from = program.weightsWait();
    double delivery = loading.delivery(from) / PIECES;
    double rest = loading.seconds(chip, from) / PIECES;
    List<Step> steps = new ArrayList<>();
    if (from != null) {
      Links.Transfer way = links.transfer(messages(segment, from));
      double moving = Math.max(delivery, way.seconds());
      units.weights(from, delivery).with(way).to(steps);
      rest = Math.max(0, rest - moving);
    }
    steps.add(new Step.Work(Deed.ticks(rest)));
    return steps;
  }

  /// A piece of the weights of each core of a segment: a memory on the chip lies beside all cores,
  /// one outside is reached through core 0.
  private List<Links.Message> messages(Segment segment, Memory from) {
    Map<Integer, Double> bytes = new HashMap<>();
    double cellBytes = program.chip().cell().bits() / 8.0 / PIECES;
    for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
      int cells = layer.coding().cellsPerWeight();
      for (List<Tile> place : program.places(layer)) {
        for (Tile tile : place) {
          double weights =
              (double) (tile.toRow() - tile.fromRow()) * (tile.toColumn() - tile.fromColumn());
          bytes.merge(
              tile.array() / program.chip().core().macros(),
              weights * cells * cellBytes,
              Double::sum);
        }
      }
    }
    int sources = from.type().onChip() ? program.chip().cores() : 1;
    List<Links.Message> messages = new ArrayList<>();
    bytes.forEach((core, all) -> {
      for (int source = 0; source < sources; source++) {
        messages.add(Links.Message.of(source, core, all / sources));
      }
    });
    return messages;
  }
}
