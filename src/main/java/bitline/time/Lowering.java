package bitline.time;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.VectorUnit;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Tile;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
/// - A node takes one vector unit for a row of its result ([Effort]). On a chip that names no
///   vector unit a host does that work, and it takes no time here.
/// - A buffer holds what its reader's window spans and one row more; a value that has several
///   readers is kept whole for each, so that no reader can make another one wait for ever. Buffers
///   that do not fit the memories of the chip, largest first, lie in the memory outside, which each
///   of their rows passes twice.
/// - Inputs come from the memory outside.
///
/// Left out so far: the wires between cores, the ports of buffers, the host's link, copies of
/// layers, weights that are exchanged.
public final class Lowering {
  private final Program program;
  private final Chip chip;
  private final long pictures;
  private final Map<String, ValueType> types;
  private final Flow.Builder flow = new Flow.Builder();
  private final Map<String, String> sameAs = new HashMap<>();
  private final Map<String, List<Edge>> readers = new HashMap<>();
  private final Map<String, List<Edge>> operands = new LinkedHashMap<>();
  private final Map<String, Long> macs = new HashMap<>();
  private final @Nullable Outside outside;
  private final int vectorUnits;
  private final double laneOperations;

  /// The memory that does not lie on the chip, and its bytes a second.
  private record Outside(String name, int store, double bandwidth) {}

  /// A buffer between the maker of a value and one reader of it.
  private static final class Edge {
    final String value;
    final Rows rows;
    final double rowBytes;
    long capacity;
    boolean spilled;
    int space;
    int contents;

    Edge(String value, Rows rows, double rowBytes) {
      this.value = value;
      this.rows = rows;
      this.rowBytes = rowBytes;
    }
  }

  private Lowering(Program program, long pictures) {
    this.program = program;
    this.pictures = pictures;
    chip = program.chip();
    types = Shapes.infer(program.graph(), program.inputs());
    MacCount.of(program.graph(), types).layers().forEach(l -> macs.put(l.node(), l.macs()));
    outside = outside();
    VectorUnit core = chip.core().vectorUnit();
    VectorUnit unit = core == null ? chip.vectorUnit() : core;
    int count = core == null ? 1 : chip.cores();
    vectorUnits = unit == null ? -1 : flow.store(Flow.Store.units("vector unit", count));
    laneOperations = unit == null ? Double.POSITIVE_INFINITY : unit.lanes() * unit.clock();
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

  /// @param pictures that go through, one behind the other as fast as they can
  public static Lowered of(Program program, long pictures) {
    if (pictures < 1) {
      throw new IllegalArgumentException(pictures + " pictures");
    }
    return new Lowering(program, pictures).lower();
  }

  private Lowered lower() {
    List<Node> nodes = new ArrayList<>();
    Map<String, ArrayLayer> layers = program.byNode();
    Set<String> onVectorUnit = new HashSet<>();
    program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
    Set<String> live = new HashSet<>();
    program.graph().inputs().forEach(port -> live.add(port.name()));
    for (Node node : program.graph().nodes()) {
      ArrayLayer layer = layers.get(node.name());
      if (layer != null) {
        live.add(node.output());
        nodes.add(node);
        operands.put(node.name(), List.of(edge(layer)));
      } else if (node.inputs().stream().anyMatch(live::contains)) {
        live.addAll(node.outputs());
        if (!onVectorUnit.contains(node.name())) {
          sameAs.put(node.output(), maker(node.input(0)));
        } else if (Effort.free(node.op())) {
          sameAs.put(node.output(), maker(node.input(0)));
        } else {
          nodes.add(node);
          operands.put(node.name(), edges(node, live));
        }
      }
    }
    List<Edge> ends = new ArrayList<>();
    for (Port port : program.graph().outputs()) {
      if (live.contains(port.name())) {
        ends.add(edge(port.name(), Rows.whole(rowsOf(maker(port.name())), 1)));
      }
    }
    double buffered = layOut();
    program.graph().inputs().forEach(this::input);
    Map<String, Integer> arrays = arrays();
    for (Node node : nodes) {
      ArrayLayer layer = layers.get(node.name());
      List<Edge> reads = Objects.requireNonNull(operands.get(node.name()));
      if (layer == null) {
        process(node.name(), node.outputs(), reads, vectorUnits, vectorTime(node));
      } else {
        int store = Objects.requireNonNull(arrays.get(node.name()));
        arrays(layer, reads, store);
      }
    }
    process("end of the picture", List.of(), ends, -1, 0);
    List<String> spilled = new ArrayList<>();
    readers.forEach((value, edges) -> {
      if (edges.stream().anyMatch(edge -> edge.spilled)) {
        spilled.add(value);
      }
    });
    spilled.sort(null);
    Flow lowered = flow.flow();
    return new Lowered(lowered, lowered.processes().size() - 1, buffered, spilled);
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

  private Edge edge(ArrayLayer layer) {
    Shape in = type(layer.input()).shape();
    return edge(layer.input(), Rows.of(layer.unrolling(), in, layer.outputShape()));
  }

  private List<Edge> edges(Node node, Set<String> live) {
    List<Edge> edges = new ArrayList<>();
    Shape out = type(node.output()).shape();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (live.contains(node.input(i))) {
        Shape in = type(node.input(i)).shape();
        edges.add(edge(node.input(i), Rows.of(node, i, in, out)));
      }
    }
    return edges;
  }

  /// @param rows of the value as its reader sees it
  private Edge edge(String value, Rows rows) {
    String made = maker(value);
    int there = rowsOf(made);
    // rows of a value that got another shape on the way are not the rows that were made
    boolean alike = type(made).shape().equals(type(value).shape()) && there == rows.rows();
    Rows seen = alike ? rows : Rows.whole(there, rows.needed().length);
    double bytes = (double) type(made).shape().elements() * bytes(type(made).type()) / there;
    Edge edge = new Edge(made, seen, bytes);
    readers.computeIfAbsent(made, _ -> new ArrayList<>()).add(edge);
    return edge;
  }

  private static double bytes(ElementType type) {
    return type == ElementType.BOOL ? 1 : Math.max(1, type.bits()) / 8.0;
  }

  /// Gives each buffer its size and its stores; returns the bytes that lie on the chip.
  private double layOut() {
    double bytes = 0;
    List<Edge> all = new ArrayList<>();
    for (List<Edge> edges : readers.values()) {
      for (Edge edge : edges) {
        int whole = edge.rows.rows();
        edge.capacity = edges.size() > 1 ? whole : Math.min(whole, edge.rows.most()) + 1L;
        bytes += edge.capacity * edge.rowBytes;
        all.add(edge);
      }
    }
    double room = onChip();
    all.sort((a, b) -> {
      int larger = Double.compare(b.capacity * b.rowBytes, a.capacity * a.rowBytes);
      return larger != 0 ? larger : a.value.compareTo(b.value);
    });
    for (Edge edge : all) {
      if (bytes > room && outside != null) {
        edge.spilled = true;
        bytes -= edge.capacity * edge.rowBytes;
      }
      edge.space = flow.store(Flow.Store.space("space for " + edge.value, edge.capacity));
      edge.contents = flow.store(Flow.Store.contents("rows of " + edge.value, edge.capacity));
    }
    if (bytes > room) {
      throw new Problem(
          "buffers of "
              + Math.round(bytes / 1024)
              + " KiB do not fit the "
              + Math.round(room / 1024)
              + " KiB of memory on "
              + chip.name()
              + ", which describes no memory outside; add one to 'memories'");
    }
    return bytes;
  }

  /// Bytes for activations on the chip; without limit where the chip tells of none.
  private double onChip() {
    Memory buffer = chip.core().buffer();
    double bytes = buffer == null ? 0 : buffer.size() * chip.cores();
    boolean told = buffer != null;
    for (Memory memory : chip.memories()) {
      if (inside(memory)) {
        bytes += memory.size();
        told = true;
      }
    }
    return told ? bytes : Double.POSITIVE_INFINITY;
  }

  private static boolean inside(Memory memory) {
    return memory.type() == Memory.Type.SRAM || memory.type() == Memory.Type.EDRAM;
  }

  private @Nullable Outside outside() {
    for (Memory memory : chip.memories()) {
      Double bandwidth = memory.bandwidth();
      if (!inside(memory) && bandwidth != null) {
        String name = memory.name() + " (" + memory.type() + ")";
        return new Outside(name, flow.store(Flow.Store.units(name, 1)), bandwidth);
      }
    }
    return null;
  }

  /// The store of each layer's arrays; layers that share one share the store.
  private Map<String, Integer> arrays() {
    Map<Integer, String> holder = new HashMap<>();
    Map<String, String> joined = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      joined.put(layer.node(), layer.node());
      for (Tile tile : layer.tiles()) {
        String other = holder.putIfAbsent(tile.array(), layer.node());
        if (other != null) {
          joined.put(root(joined, layer.node()), root(joined, other));
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

  /// Femtoseconds that a layer's arrays work for one picture: as long as the busiest of them.
  private double arrayTime(ArrayLayer layer) {
    record Drive(int array, int weightSet, int rowGroup) {}
    Set<Drive> drives = new HashSet<>();
    Map<Integer, Integer> of = new HashMap<>();
    for (Tile tile : layer.tiles()) {
      int last = (tile.row() + tile.toRow() - tile.fromRow() - 1) / layer.activeRows();
      for (int rowGroup = tile.row() / layer.activeRows(); rowGroup <= last; rowGroup++) {
        if (drives.add(new Drive(tile.array(), tile.weightSet(), rowGroup))) {
          of.merge(tile.array(), 1, Integer::sum);
        }
      }
    }
    int most = of.values().stream().mapToInt(i -> i).max().orElse(1);
    double step = chip.operatingPoint().step() * 1e15;
    return (double) layer.unrolling().vectors() * most * layer.coding().inputDigits().size() * step;
  }

  private double vectorTime(Node node) {
    if (vectorUnits < 0) {
      return 0;
    }
    long results = 0;
    for (String output : node.outputs()) {
      results += output.isEmpty() ? 0 : type(output).shape().elements();
    }
    long given = 0;
    for (String input : node.inputs()) {
      given += input.isEmpty() ? 0 : type(input).shape().elements();
    }
    long products = node.op() instanceof Linear ? macs.getOrDefault(node.name(), 0L) : 0;
    return Effort.of(node, results, given, products) / laneOperations * 1e15;
  }

  private void input(Port port) {
    if (readers.containsKey(port.name())) {
      process(
          port.name(), List.of(port.name()), List.of(), outside == null ? -1 : outside.store, 0);
    }
  }

  /// A layer: its arrays make sums, which the vector unit scales while the arrays go on.
  private void arrays(ArrayLayer layer, List<Edge> reads, int arrays) {
    String sums = layer.node() + ", sums";
    int rows = rowsOf(layer.output());
    Edge between = new Edge(sums, Rows.equal(rows), 0);
    between.capacity = 2;
    between.space = flow.store(Flow.Store.space("space for " + sums, 2));
    between.contents = flow.store(Flow.Store.contents("rows of " + sums, 2));
    readers.put(sums, List.of(between));
    types.put(sums, type(layer.output()));
    process(layer.node(), List.of(sums), reads, arrays, arrayTime(layer));
    double finish = Effort.FINISH * layer.outputShape().elements() / laneOperations * 1e15;
    process(
        layer.node() + ", scaling", List.of(layer.output()), List.of(between), vectorUnits, finish);
  }

  /// A process that makes values row by row.
  ///
  /// @param unit that it works on; −1: none
  /// @param time femtoseconds of work for a whole picture
  private void process(String name, List<String> makes, List<Edge> reads, int unit, double time) {
    int rows = makes.isEmpty() ? 1 : rowsOf(makes.getFirst());
    long work = (long) Math.ceil(time / rows);
    boolean input = reads.isEmpty();
    List<Flow.Loop> loops = new ArrayList<>();
    List<Step> before = List.of();
    long times = 0;
    for (int r = 0; r < rows; r++) {
      List<Step> steps = new ArrayList<>();
      for (Edge edge : reads) {
        take(steps, edge, edge.rows.needed()[r] - (r == 0 ? 0 : edge.rows.needed()[r - 1]));
      }
      for (String value : makes) {
        for (Edge edge : readers.getOrDefault(value, List.of())) {
          long made = made(edge, r, rows);
          if (made > 0) {
            steps.add(new Step.Take(edge.space, made));
          }
        }
      }
      if (unit >= 0 && work > 0) {
        steps.add(new Step.Take(unit, 1));
        steps.add(new Step.Work(work));
        steps.add(new Step.Put(unit, 1));
      }
      for (Edge edge : reads) {
        long free = edge.rows.free()[r] - (r == 0 ? 0 : edge.rows.free()[r - 1]);
        if (free > 0) {
          steps.add(new Step.Put(edge.space, free));
        }
      }
      for (String value : makes) {
        List<Edge> given = readers.getOrDefault(value, List.of());
        if (input && !given.isEmpty()) {
          move(steps, made(given.getFirst(), r, rows) * given.getFirst().rowBytes);
        }
        for (Edge edge : given) {
          give(steps, edge, made(edge, r, rows));
        }
      }
      if (!steps.equals(before) && times > 0) {
        loops.add(new Flow.Loop(times, before));
        times = 0;
      }
      before = steps;
      times++;
    }
    loops.add(new Flow.Loop(times, before));
    flow.process(name, pictures, loops.toArray(new Flow.Loop[0]));
  }

  /// Rows of a value that are made with row r of the process's first value.
  private static long made(Edge edge, int r, int rows) {
    if (edge.rows.rows() == rows) {
      return 1;
    }
    return r == rows - 1 ? edge.rows.rows() : 0;
  }

  private void take(List<Step> steps, Edge edge, long rows) {
    if (rows > 0) {
      steps.add(new Step.Take(edge.contents, rows));
      if (edge.spilled) {
        move(steps, rows * edge.rowBytes);
      }
    }
  }

  private void give(List<Step> steps, Edge edge, long rows) {
    if (rows > 0) {
      if (edge.spilled) {
        move(steps, rows * edge.rowBytes);
      }
      steps.add(new Step.Put(edge.contents, rows));
    }
  }

  private void move(List<Step> steps, double bytes) {
    if (outside != null) {
      steps.add(new Step.Take(outside.store, 1));
      steps.add(new Step.Work((long) Math.ceil(bytes / outside.bandwidth * 1e15)));
      steps.add(new Step.Put(outside.store, 1));
    }
  }
}
