package bitline.time;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Effort;
import bitline.program.Program;
import bitline.program.Rows;
import bitline.program.Tile;
import bitline.program.VectorWork;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a program into a flow: a process for each layer on arrays, each node on the vector unit,
/// each input and the end of each picture, with buffers between them in which values pass row by
/// row.
///
/// - A layer takes all its arrays for the vectors of one row of its result: as long as the array of
///   it that has most to do, row group after row group and input digit after input digit. Layers
///   that share an array take turns.
/// - A node takes one vector unit for a row of its result ([VectorWork]). On a chip that names no
///   vector unit a host does that work, and it takes no time here.
/// - A buffer holds what its reader's window spans and one row more; where a value, or the values
///   that one node makes, have several readers, each is kept whole, so that no reader can make
///   another one wait for ever. Buffers that do not fit the memories of the chip, largest first,
///   lie in the memory outside, which each of their rows passes twice.
/// - Inputs come from the memory outside.
/// - Segments take turns ([Segments]); between two of them a buffer holds a whole batch.
///
/// Left out so far: the wires between cores, the ports of buffers, the host's link.
public final class Lowering {
  private final Program program;
  private final Chip chip;
  private final int batch;
  private final long batches;
  private final @Nullable Arrivals arrivals;
  private final Map<String, ValueType> types;
  private final Flow.Builder flow = new Flow.Builder();
  private final Segments segments;
  private final Buffers buffers = new Buffers();

  /// Values that are another one under a new name or shape.
  private final Map<String, String> sameAs = new HashMap<>();

  /// The segment in which each value is made.
  private final Map<String, Integer> madeIn = new HashMap<>();

  private final @Nullable Memory outside;
  private final int outsideStore;
  private final int vectorUnits;
  private final VectorWork vectorWork;

  /// A process before its loops are made.
  ///
  /// @param layer on arrays; null for a node on the vector unit
  private record Stage(Node node, @Nullable ArrayLayer layer, int segment, List<Buffer> reads) {}

  private Lowering(Program program, int batch, long batches, @Nullable Arrivals arrivals) {
    this.program = program;
    this.batch = batch;
    this.batches = batches;
    this.arrivals = arrivals;
    chip = program.chip();
    types = Shapes.infer(program.graph(), program.inputs());
    segments = new Segments(program, flow);
    outside = chip.outside();
    outsideStore =
        outside == null
            ? -1
            : flow.store(Flow.Store.units(outside.name() + " (" + outside.type() + ")", 1));
    vectorWork = new VectorWork(chip, program.graph(), types);
    int units = vectorWork.units();
    vectorUnits = units == 0 ? -1 : flow.store(Flow.Store.units("vector unit", units));
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

  /// @param batch pictures that go through a segment before the next is written
  /// @param batches that go through, one behind the other as fast as they can
  public static Lowered of(Program program, int batch, long batches) {
    if (batch < 1 || batches < 1) {
      throw new IllegalArgumentException(batches + " batches of " + batch + " pictures");
    }
    return new Lowering(program, batch, batches, null).lower();
  }

  /// The same for pictures that cameras send. Those that are lost never come: when the last of the
  /// others is done, the flow stands still.
  public static Lowered of(Program program, int batch, Arrivals arrivals) {
    long batches = Math.ceilDiv(arrivals.pictures(), batch);
    return new Lowering(program, batch, batches, arrivals).lower();
  }

  private Lowered lower() {
    List<Stage> stages = stages();
    List<Buffer> ends = new ArrayList<>();
    for (Port port : program.graph().outputs()) {
      String made = maker(port.name());
      if (madeIn.containsKey(made)) {
        int segment = Objects.requireNonNull(madeIn.get(made));
        ends.add(buffer(port.name(), Rows.whole(rowsOf(made), 1), segment));
      }
    }
    buffers.layOut(chip, segments.count(), batch, flow);
    flow.process("end of the picture", batches * batch, loops(List.of(), ends, -1, 0));
    inputs();
    Map<String, Integer> arrays = arrays();
    for (Stage stage : stages) {
      Node node = stage.node;
      if (stage.layer == null) {
        add(node.name(), stage.segment, node.outputs(), stage.reads, vectorUnits, vectorTime(node));
      } else {
        int store = Objects.requireNonNull(arrays.get(node.name()));
        arrays(stage.layer, stage.segment, stage.reads, store);
      }
    }
    segments.control(outsideStore, batches);
    return new Lowered(flow.flow(), 0, buffers.onChip(), buffers.outside());
  }

  /// The processes that take inputs, each picture when it has come.
  private void inputs() {
    List<String> read = new ArrayList<>();
    program.graph().inputs().forEach(port -> read.add(port.name()));
    read.removeIf(input -> buffers.of(input).isEmpty());
    List<Flow.Loop> waits = arrivals == null ? List.of() : arrivals.into(flow, read.size(), batch);
    for (int i = 0; i < read.size(); i++) {
      List<Flow.Loop> loops = new ArrayList<>(waits.isEmpty() ? waits : waits.subList(i, i + 1));
      loops.addAll(List.of(loops(List.of(read.get(i)), List.of(), -1, 0)));
      flow.process(read.get(i), batches * batch, loops.toArray(new Flow.Loop[0]));
    }
  }

  /// Everything that works, in the graph's order, with what it reads.
  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    Map<String, ArrayLayer> layers = program.byNode();
    Set<String> onVectorUnit = new HashSet<>();
    program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
    program.graph().inputs().forEach(port -> madeIn.put(port.name(), 0));
    for (Node node : program.graph().nodes()) {
      ArrayLayer layer = layers.get(node.name());
      if (layer == null && node.inputs().stream().noneMatch(v -> madeIn.containsKey(maker(v)))) {
        continue; // follows from constants
      }
      if (layer == null && (!onVectorUnit.contains(node.name()) || Effort.free(node.op()))) {
        sameAs.put(node.output(), maker(node.input(0)));
        continue;
      }
      int segment = layer == null ? latest(node) : segments.of(layer);
      node.outputs().forEach(value -> madeIn.put(value, segment));
      buffers.together(node.outputs());
      stages.add(
          new Stage(
              node, layer, segment, layer == null ? reads(node, segment) : reads(layer, segment)));
    }
    return stages;
  }

  /// The segment in which the last of a node's operands is made.
  private int latest(Node node) {
    int segment = 0;
    for (String value : node.inputs()) {
      segment = Math.max(segment, madeIn.getOrDefault(maker(value), 0));
    }
    return segment;
  }

  private String maker(String value) {
    return sameAs.getOrDefault(value, value);
  }

  private ValueType type(String value) {
    return Objects.requireNonNull(types.get(value), value);
  }

  private int rowsOf(String value) {
    return Rows.of(type(value).shape());
  }

  private List<Buffer> reads(ArrayLayer layer, int segment) {
    Shape in = type(layer.input()).shape();
    Rows rows = Rows.of(layer.unrolling(), in, layer.outputShape());
    return List.of(buffer(layer.input(), rows, segment));
  }

  private List<Buffer> reads(Node node, int segment) {
    List<Buffer> reads = new ArrayList<>();
    Shape out = type(node.output()).shape();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (madeIn.containsKey(maker(node.input(i)))) {
        Shape in = type(node.input(i)).shape();
        reads.add(buffer(node.input(i), Rows.of(node, i, in, out), segment));
      }
    }
    return reads;
  }

  /// @param rows of the value as its reader sees it
  /// @param reader segment of the reader
  private Buffer buffer(String value, Rows rows, int reader) {
    String made = maker(value);
    int there = rowsOf(made);
    // rows of a value that got another shape on the way are not the rows that were made
    boolean alike = type(made).shape().equals(type(value).shape()) && there == rows.rows();
    Rows seen = alike ? rows : Rows.whole(there, rows.needed().length);
    double bytes = (double) type(made).shape().elements() * bytes(type(made).type()) / there;
    return buffers.add(new Buffer(made, seen, bytes, madeIn.getOrDefault(made, 0), reader));
  }

  private static double bytes(ElementType type) {
    return Math.max(8, type.bits()) / 8.0;
  }

  /// The store of each layer's arrays, copies with them; layers that share an array share it.
  private Map<String, Integer> arrays() {
    record Place(int segment, int array) {}
    Map<Place, String> holder = new HashMap<>();
    Map<String, String> joined = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      joined.put(layer.node(), layer.node());
      for (List<Tile> tiles : program.places(layer)) {
        for (Tile tile : tiles) {
          Place place = new Place(segments.of(layer), tile.array());
          String other = holder.putIfAbsent(place, layer.node());
          if (other != null) {
            joined.put(root(joined, layer.node()), root(joined, other));
          }
        }
      }
    }
    Map<String, Integer> stores = new HashMap<>();
    Map<String, Integer> byRoot = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      String root = root(joined, layer.node());
      stores.put(
          layer.node(),
          byRoot.computeIfAbsent(root, r -> flow.store(Flow.Store.units("arrays of " + r, 1))));
    }
    return stores;
  }

  private static String root(Map<String, String> joined, String node) {
    String at = node;
    while (!at.equals(joined.get(at))) {
      at = Objects.requireNonNull(joined.get(at));
    }
    return at;
  }

  /// Seconds that a layer's arrays work for one picture: as long as the busiest of them; vectors
  /// are dealt out to its copies.
  private double arrayTime(ArrayLayer layer) {
    List<List<Tile>> places = program.places(layer);
    long vectors = Math.ceilDiv(layer.unrolling().vectors(), places.size());
    double most = 0;
    for (List<Tile> tiles : places) {
      most = Math.max(most, layer.time(tiles, vectors, chip.operatingPoint().step()));
    }
    return most;
  }

  private double vectorTime(Node node) {
    for (ArrayLayer product : program.vectorProducts()) {
      if (product.node().equals(node.name())) {
        return vectorWork.product(product.unrolling().macs(), product.outputShape().elements());
      }
    }
    return vectorWork.seconds(node);
  }

  /// A layer: its arrays make sums, which the vector unit scales while the arrays go on.
  private void arrays(ArrayLayer layer, int segment, List<Buffer> reads, int arrays) {
    String sums = layer.node() + ", sums";
    types.put(sums, type(layer.output()));
    Buffer between =
        buffers.add(new Buffer(sums, Rows.equal(rowsOf(layer.output())), 0, segment, segment));
    between.capacity = 2;
    between.space = flow.store(Flow.Store.space("space for " + sums, 2));
    between.contents = flow.store(Flow.Store.contents("rows of " + sums, 2));
    add(layer.node(), segment, List.of(sums), reads, arrays, arrayTime(layer));
    double finish = vectorWork.finishing(layer.outputShape().elements());
    add(
        layer.node() + ", scaling",
        segment,
        List.of(layer.output()),
        List.of(between),
        vectorUnits,
        finish);
  }

  private void add(
      String name, int segment, List<String> makes, List<Buffer> reads, int unit, double seconds) {
    List<Flow.Loop> picture = List.of(loops(makes, reads, unit, seconds));
    if (!segments.exchanged()) {
      flow.process(name, batches * batch, picture.toArray(new Flow.Loop[0]));
    } else {
      List<Flow.Loop> loops = segments.batch(segment, batch, picture);
      flow.process(name, batches, loops.toArray(new Flow.Loop[0]));
    }
  }

  /// What a process does for a picture: makes values row by row.
  ///
  /// @param unit that it works on; −1: none
  /// @param seconds of work for a whole picture
  private Flow.Loop[] loops(List<String> makes, List<Buffer> reads, int unit, double seconds) {
    int rows = makes.isEmpty() ? 1 : rowsOf(makes.getFirst());
    long work = unit < 0 ? 0 : Segments.ticks(seconds / rows);
    List<Flow.Loop> loops = new ArrayList<>();
    List<Step> before = List.of();
    long times = 0;
    for (int r = 0; r < rows; r++) {
      List<Step> steps = row(makes, reads, unit, work, r, rows);
      if (!steps.equals(before) && times > 0) {
        loops.add(new Flow.Loop(times, before));
        times = 0;
      }
      before = steps;
      times++;
    }
    loops.add(new Flow.Loop(times, before));
    return loops.toArray(new Flow.Loop[0]);
  }

  private List<Step> row(
      List<String> makes, List<Buffer> reads, int unit, long work, int r, int rows) {
    List<Step> steps = new ArrayList<>();
    for (Buffer buffer : reads) {
      int[] needed = buffer.rows.needed();
      long more = needed[r] - (r == 0 ? 0 : needed[r - 1]);
      if (more > 0) {
        steps.add(new Step.Take(buffer.contents, more));
        if (buffer.outside) {
          move(steps, more * buffer.rowBytes);
        }
      }
    }
    for (String value : makes) {
      for (Buffer buffer : buffers.of(value)) {
        long made = made(buffer, r, rows);
        if (made > 0) {
          steps.add(new Step.Take(buffer.space, made));
        }
      }
    }
    if (work > 0) {
      steps.add(new Step.Take(unit, 1));
      steps.add(new Step.Work(work));
      steps.add(new Step.Put(unit, 1));
    }
    for (Buffer buffer : reads) {
      int[] free = buffer.rows.free();
      long gone = free[r] - (r == 0 ? 0 : free[r - 1]);
      if (gone > 0) {
        steps.add(new Step.Put(buffer.space, gone));
      }
    }
    for (String value : makes) {
      give(steps, buffers.of(value), reads.isEmpty(), r, rows);
    }
    return steps;
  }

  /// A value that comes from outside passes once for all its readers.
  private void give(List<Step> steps, List<Buffer> to, boolean input, int r, int rows) {
    boolean moved = false;
    for (Buffer buffer : to) {
      long made = made(buffer, r, rows);
      if (made > 0 && (buffer.outside || input) && !moved) {
        move(steps, made * buffer.rowBytes);
        moved = true;
      }
    }
    for (Buffer buffer : to) {
      long made = made(buffer, r, rows);
      if (made > 0) {
        steps.add(new Step.Put(buffer.contents, made));
      }
    }
  }

  /// Rows of a value that are made with row r of the process's first value.
  private static long made(Buffer buffer, int r, int rows) {
    if (buffer.rows.rows() == rows) {
      return 1;
    }
    return r == rows - 1 ? buffer.rows.rows() : 0;
  }

  private void move(List<Step> steps, double bytes) {
    Double bandwidth = outside == null ? null : outside.bandwidth();
    if (bandwidth != null) {
      steps.add(new Step.Take(outsideStore, 1));
      steps.add(new Step.Work(Segments.ticks(bytes / bandwidth)));
      steps.add(new Step.Put(outsideStore, 1));
    }
  }
}
