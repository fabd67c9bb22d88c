package bitline.time;

import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.LayerTraffic;
import bitline.program.Program;
import bitline.program.Rows;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Turns a program into a flow: processes for each stage ([Stages]), each input and the end of each
/// picture, with buffers between them in which values pass row by row.
///
/// - Arrays take all they need for the vectors of one row of a layer's result: as long as the array
///   of it that has most to do, row group after row group and input digit after input digit. Layers
///   that share an array take turns. Before, its vectors are read through the buffers' ports, while
///   arrays are at work on the row before; after, partial sums of other cores come together and the
///   vector units of the cores where they meet scale and finish a row, while arrays go on.
/// - Of a product of two activations one is written into arrays when all of it is there
///   ([bitline.program.Contents.Activation]); it stays until the last vector of its picture has
///   passed.
/// - A command processor starts each stage, once a batch, when the first of its inputs are there.
/// - Where the chip tells of wires between cores, a process sends each row to the cores of all its
///   readers while the next is made.
/// - A buffer holds what its reader's window spans and one row more; where a value, or the values
///   that one stage makes, have several readers, each is kept whole, so that no reader can make
///   another one wait for ever. Buffers that do not fit the memories of the chip, largest first,
///   lie in the memory outside, which each of their rows passes twice.
/// - Pictures come over the host's link, or else from the memory outside.
/// - Segments take turns ([Segments]); between two of them a buffer holds a whole batch.
///
/// Left out: ports of buffers where rows are written, the traffic of buffers in shared memories of
/// the chip, the wires between the macros of a core.
public final class Lowering {
  /// Rows that a stage may be ahead of what sends them or finishes them.
  private static final long AHEAD = 2;

  private final Program program;
  private final Chip chip;
  private final Batch batch;
  private final long batches;
  private final @Nullable Arrivals arrivals;
  private final Flow.Builder flow = new Flow.Builder();
  private final Segments segments;
  private final Buffers buffers = new Buffers();
  private final Links links;
  private final Units units;

  private Lowering(Program program, Batch batch, long batches, @Nullable Arrivals arrivals) {
    this.program = program;
    this.batch = batch;
    this.batches = batches;
    this.arrivals = arrivals;
    chip = program.chip();
    segments = new Segments(program, flow);
    links = new Links(chip, flow);
    units = new Units(chip, flow);
  }

  /// A program as a flow.
  ///
  /// @param end the process that takes each picture's outputs; its rounds are pictures
  /// @param buffered bytes of the buffers on the chip
  /// @param spilled values whose buffers lie in the memory outside
  public record Lowered(Flow flow, int end, double buffered, List<String> spilled) {
    public Lowered {
      spilled = List.copyOf(spilled);
    }
  }

  /// @param batches that go through, one behind the other as fast as they can
  public static Lowered of(Program program, Batch batch, long batches) {
    if (batches < 1) {
      throw new IllegalArgumentException(batches + " batches");
    }
    return new Lowering(program, batch, batches, null).lower();
  }

  /// The same for pictures that cameras send. Those that are lost never come: when the last of the
  /// others is done, the flow stands still.
  public static Lowered of(Program program, Batch batch, Arrivals arrivals) {
    long batches = Math.ceilDiv(arrivals.pictures(), batch.pictures());
    return new Lowering(program, batch, batches, arrivals).lower();
  }

  private Lowered lower() {
    Stages.Built built = Stages.of(program, segments, buffers);
    buffers.layOut(program, segments.count(), batch.together(), flow);
    end(built.ends());
    inputs(built.inputBytes());
    Map<String, Integer> arrays = ArrayStores.of(program, segments, flow);
    for (Stage stage : built.stages()) {
      ArrayLayer layer = stage.layer;
      if (layer == null) {
        finish(stage, List.of());
      } else {
        Buffer sums = handOver("sums of " + layer.node(), stage);
        arrays(stage, layer, sums, Objects.requireNonNull(arrays.get(layer.node())));
        finish(stage, List.of(sums));
      }
    }
    segments.control(units, links, batches * batch.turns());
    return new Lowered(flow.flow(), 0, buffers.onChip(), buffers.outside());
  }

  private void end(List<Buffer> ends) {
    List<Step> steps = new ArrayList<>();
    take(ends, 0, steps);
    double bytes = ends.stream().mapToDouble(end -> end.rowBytes * end.rows.rows()).sum();
    units.out(bytes).to(steps);
    free(ends, 0, steps);
    flow.process("end of the picture", batches * batch.pictures(), new Flow.Loop(1, steps));
  }

  /// The processes that take inputs, each picture when it has come.
  ///
  /// @param bytes of each input
  private void inputs(Map<String, Double> bytes) {
    List<String> read = new ArrayList<>();
    program.graph().inputs().forEach(port -> read.add(port.name()));
    read.removeIf(input -> buffers.of(input).isEmpty());
    List<Flow.Loop> waits =
        arrivals == null ? List.of() : arrivals.into(flow, read.size(), batch.pictures());
    for (int i = 0; i < read.size(); i++) {
      List<Flow.Loop> loops = new ArrayList<>(waits.isEmpty() ? waits : waits.subList(i, i + 1));
      String input = read.get(i);
      loops.addAll(input(buffers.of(input), Objects.requireNonNull(bytes.get(input))));
      flow.process(input, batches * batch.pictures(), loops.toArray(new Flow.Loop[0]));
    }
  }

  private List<Flow.Loop> input(List<Buffer> to, double bytes) {
    int rows = to.getFirst().rows.rows();
    Links.Transfer way = links.spread(List.of(0), readers(to), bytes / rows);
    return loops(
        rows,
        r -> {
          List<Step> steps = new ArrayList<>();
          space(to, r, rows, steps);
          units.in(bytes / rows, r == 0).with(way).to(steps);
          contents(to, r, rows, steps);
          return steps;
        });
  }

  /// The processes of a layer's arrays: one that reads vectors, where buffers tell of their ports,
  /// and one that multiplies.
  private void arrays(Stage stage, ArrayLayer layer, Buffer sums, int store) {
    List<List<Tile>> places = program.places(layer);
    Deed work = Deed.of(store, 1, program.seconds(layer) / stage.rows);
    Deed read = units.read(stage.cores, LayerTraffic.read(layer, places, chip) / stage.rows);
    List<Buffer> cells = stage.written == null ? List.of() : List.of(written(stage, layer, store));
    if (read.equals(Deed.NOTHING)) {
      process(layer.node(), stage, stage.reads, cells, List.of(work), List.of(sums), true);
    } else {
      Buffer vectorsRead = handOver("vectors of " + layer.node(), stage);
      process(
          layer.node() + ", reading",
          stage,
          stage.reads,
          List.of(),
          List.of(read),
          List.of(vectorsRead),
          true);
      process(
          layer.node(), stage, List.of(vectorsRead), cells, List.of(work), List.of(sums), false);
    }
  }

  /// The process that writes an activation into a layer's cells: when all of it is there and the
  /// last vector of the picture before has passed.
  ///
  /// @return the cells, full from a picture's first vector to its last
  private Buffer written(Stage stage, ArrayLayer layer, int store) {
    List<Buffer> operand = List.of(Objects.requireNonNull(stage.written));
    String name = "cells of " + layer.node();
    Rows whole = Rows.whole(1, stage.rows);
    Buffer cells =
        new Buffer(name, whole, 0, stage.segment, stage.segment, Links.parts(stage.cores));
    cells.capacity = 1;
    cells.space = flow.store(Flow.Store.space("space in " + name, 1));
    cells.contents = flow.store(Flow.Store.contents("contents of " + name, 1));
    double bytes = layer.cells() * chip.cell().bits() / 8.0 / stage.cores.size();
    List<Step> steps = new ArrayList<>();
    take(operand, 0, steps);
    space(List.of(cells), 0, 1, steps);
    units.read(stage.cores, bytes).to(steps);
    Deed.of(store, 1, layer.writing().writing(chip)).to(steps);
    free(operand, 0, steps);
    contents(List.of(cells), 0, 1, steps);
    List<Flow.Loop> picture = List.of(new Flow.Loop(1, steps));
    process(layer.node() + ", writing", stage.segment, picture, picture);
    return cells;
  }

  /// The process of a stage on the vector unit and, where there are wires, the one that sends.
  ///
  /// @param sums of its arrays; none where it has none
  private void finish(Stage stage, List<Buffer> sums) {
    ArrayLayer layer = stage.layer;
    String name = layer == null ? stage.head.name() : layer.node() + ", finishing";
    List<Buffer> first = layer == null ? stage.reads : sums;
    List<Deed> deeds = new ArrayList<>();
    if (layer != null) {
      deeds.add(
          Deed.of(
              links.transfer(
                  LayerTraffic.partialSums(layer, program.places(layer), chip).stream()
                      .map(s -> Links.Message.of(s.from(), s.to(), s.bytes() / stage.rows))
                      .toList())));
    }
    deeds.add(units.vector(stage.results, stage.seconds / stage.rows));
    List<Buffer> to =
        stage.values.stream().distinct().flatMap(value -> buffers.of(value).stream()).toList();
    if (links.exist() && !to.isEmpty()) {
      Buffer out = handOver("results of " + stage.head.name(), stage);
      process(name, stage, first, stage.joins, deeds, List.of(out), layer == null);
      process(
          stage.head.name() + ", sending", stage, List.of(out), List.of(), List.of(), to, false);
    } else {
      process(name, stage, first, stage.joins, deeds, to, layer == null);
    }
  }

  /// A place for two rows between two processes of a stage, in registers that no memory counts.
  private Buffer handOver(String name, Stage stage) {
    Buffer buffer =
        new Buffer(name, Rows.equal(stage.rows), 0, stage.segment, stage.segment, new TreeMap<>());
    buffer.capacity = AHEAD;
    buffer.space = flow.store(Flow.Store.space("space for " + name, AHEAD));
    buffer.contents = flow.store(Flow.Store.contents(name, AHEAD));
    return buffer;
  }

  /// A process that makes a stage's rows.
  ///
  /// @param reads that it needs first
  /// @param joins that it needs then
  /// @param to where its rows go
  /// @param starts whether the command processor starts it
  private void process(
      String name,
      Stage stage,
      List<Buffer> reads,
      List<Buffer> joins,
      List<Deed> deeds,
      List<Buffer> to,
      boolean starts) {
    List<Flow.Loop> first =
        loops(stage.rows, r -> row(stage, reads, joins, deeds, to, r, starts && r == 0));
    List<Flow.Loop> rest = loops(stage.rows, r -> row(stage, reads, joins, deeds, to, r, false));
    process(name, stage.segment, first, rest);
  }

  /// A process of a segment.
  ///
  /// @param first loops of a batch's first picture
  /// @param rest of each further one
  private void process(String name, int segment, List<Flow.Loop> first, List<Flow.Loop> rest) {
    segments.joins(segment);
    List<Flow.Loop> loops = new ArrayList<>();
    for (int turn = 0; turn < batch.turns(); turn++) {
      loops.addAll(segments.turn(segment, batch.together(), turn == 0 ? first : rest, rest));
    }
    flow.process(name, batches, loops.toArray(new Flow.Loop[0]));
  }

  private List<Step> row(
      Stage stage,
      List<Buffer> reads,
      List<Buffer> joins,
      List<Deed> deeds,
      List<Buffer> to,
      int r,
      boolean start) {
    List<Step> steps = new ArrayList<>();
    take(reads, r, steps);
    take(joins, r, steps);
    if (start) {
      units.start().to(steps);
    }
    space(to, r, stage.rows, steps);
    deeds.forEach(deed -> deed.to(steps));
    free(reads, r, steps);
    free(joins, r, steps);
    send(stage, to, r, steps);
    contents(to, r, stage.rows, steps);
    return steps;
  }

  /// Takes what a reader needs for its row r, from the memory outside where it lies there.
  private void take(List<Buffer> from, int r, List<Step> steps) {
    for (Buffer buffer : from) {
      int[] needed = buffer.rows.needed();
      long more = needed[r] - (r == 0 ? 0 : needed[r - 1]);
      if (more > 0) {
        steps.add(new Step.Take(buffer.contents, more));
        if (buffer.outside) {
          double bytes = more * buffer.rowBytes;
          units.outside(bytes).with(links.spread(List.of(0), buffer.needs, bytes)).to(steps);
        }
      }
    }
  }

  private static void free(List<Buffer> from, int r, List<Step> steps) {
    for (Buffer buffer : from) {
      int[] free = buffer.rows.free();
      long gone = free[r] - (r == 0 ? 0 : free[r - 1]);
      if (gone > 0) {
        steps.add(new Step.Put(buffer.space, gone));
      }
    }
  }

  private static void space(List<Buffer> to, int r, int rows, List<Step> steps) {
    for (Buffer buffer : to) {
      long made = made(buffer, r, rows);
      if (made > 0) {
        steps.add(new Step.Take(buffer.space, made));
      }
    }
  }

  private static void contents(List<Buffer> to, int r, int rows, List<Step> steps) {
    for (Buffer buffer : to) {
      long made = made(buffer, r, rows);
      if (made > 0) {
        steps.add(new Step.Put(buffer.contents, made));
      }
    }
  }

  /// Moves a row of each value to its readers: once over the wires for all of them that lie on the
  /// chip, and once into the memory outside where some do not.
  private void send(Stage stage, List<Buffer> to, int r, List<Step> steps) {
    for (String value : to.stream().map(buffer -> buffer.value).distinct().toList()) {
      List<Buffer> of = to.stream().filter(buffer -> buffer.value.equals(value)).toList();
      double bytes = made(of.getFirst(), r, stage.rows) * of.getFirst().rowBytes;
      if (bytes > 0) {
        List<Buffer> near = of.stream().filter(buffer -> !buffer.outside).toList();
        Deed.of(links.spread(stage.results, readers(near), bytes)).to(steps);
        if (near.size() < of.size()) {
          units
              .outside(bytes)
              .with(links.spread(stage.results, Links.parts(List.of(0)), bytes))
              .to(steps);
        }
      }
    }
  }

  /// What each core needs of a value for all its readers.
  private static SortedMap<Integer, Double> readers(List<Buffer> buffers) {
    SortedMap<Integer, Double> needs = new TreeMap<>();
    buffers.forEach(buffer -> buffer.needs.forEach((core, n) -> needs.merge(core, n, Math::max)));
    return needs;
  }

  /// Rows of a value that are made with row r of a stage.
  private static long made(Buffer buffer, int r, int rows) {
    if (buffer.rows.rows() == rows) {
      return 1;
    }
    return r == rows - 1 ? buffer.rows.rows() : 0;
  }

  /// Rows with equal steps as loops.
  private static List<Flow.Loop> loops(int rows, IntFunction<List<Step>> row) {
    List<Flow.Loop> loops = new ArrayList<>();
    List<Step> before = List.of();
    long times = 0;
    for (int r = 0; r < rows; r++) {
      List<Step> steps = row.apply(r);
      if (!steps.equals(before) && times > 0) {
        loops.add(new Flow.Loop(times, before));
        times = 0;
      }
      before = steps;
      times++;
    }
    loops.add(new Flow.Loop(times, before));
    return loops;
  }
}
