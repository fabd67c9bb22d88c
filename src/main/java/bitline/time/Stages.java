package bitline.time;

import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Contents;
import bitline.program.Effort;
import bitline.program.LayerTraffic;
import bitline.program.Program;
import bitline.program.Rows;
import bitline.program.Tile;
import bitline.program.VectorWork;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Puts the nodes of a program together to stages, in the graph's order, and buffers between them.
///
/// A node of the vector unit joins the stage that makes the last of its operands where it needs row
/// r of each of them for row r of its result and nothing else: scaling, activation, the sum with a
/// shortcut and rounding to integers are one pass over the sums of a layer. Its operands are made
/// before by that stage or by earlier ones, so that stages never wait in a circle.
///
/// Pictures come rounded to integers where nothing but quantising steps reads them: whoever makes
/// them rounds them.
final class Stages {
  private final Program program;
  private final Segments segments;
  private final Buffers buffers;
  private final Map<String, ValueType> types;
  private final VectorWork work;

  /// Products of integers that the vector unit computes, by node.
  private final Map<String, ArrayLayer> products = new HashMap<>();

  private final List<Stage> stages = new ArrayList<>();

  /// The stage that makes a value, and its place among them; inputs have none.
  private final Map<String, Integer> madeBy = new HashMap<>();

  /// Values that another one is under a new name or shape.
  private final Map<String, String> sameAs = new HashMap<>();

  /// Values that travel as integers and are made real numbers where they are read, with the seconds
  /// that this takes one vector unit.
  private final Map<String, Double> dequantised = new HashMap<>();

  private final Set<String> inputs = new HashSet<>();

  /// Cores that hold weights; all of them share what is done on vector units alone.
  private final List<Integer> cores;

  private Stages(Program program, Segments segments, Buffers buffers) {
    this.program = program;
    this.segments = segments;
    this.buffers = buffers;
    types = new HashMap<>(program.types());
    TreeSet<Integer> used = new TreeSet<>();
    program.layers().forEach(layer -> used.addAll(cores(layer)));
    cores = used.isEmpty() ? List.of(0) : List.copyOf(used);
    work = new VectorWork(program.chip(), program.graph(), types);
    program.vectorProducts().forEach(product -> products.put(product.node(), product));
  }

  /// @param ends what the end of a picture reads
  /// @param inputBytes of each input of the network, a picture
  record Built(List<Stage> stages, List<Buffer> ends, Map<String, Double> inputBytes) {}

  static Built of(Program program, Segments segments, Buffers buffers) {
    return new Stages(program, segments, buffers).built();
  }

  private Built built() {
    Map<String, Double> inputBytes = new HashMap<>();
    for (Port port : program.graph().inputs()) {
      inputs.add(port.name());
      rounded(port.name());
      inputBytes.put(port.name(), rowBytes(port.name()) * rowsOf(port.name()));
    }
    Map<String, ArrayLayer> layers = program.byNode();
    Set<String> onVectorUnit = new HashSet<>();
    program.vectorNodes().forEach(node -> onVectorUnit.add(node.name()));
    for (Node node : program.graph().nodes()) {
      ArrayLayer layer = layers.get(node.name());
      if (layer != null) {
        arrays(node, layer);
      } else if (node.inputs().stream().anyMatch(this::varies)
          && !sameAs.containsKey(node.output())) {
        if (!onVectorUnit.contains(node.name()) || Effort.free(node.op())) {
          sameAs.put(node.output(), maker(node.input(0)));
        } else if (node.op() instanceof Quantising.DequantizeLinear) {
          sameAs.put(node.output(), maker(node.input(0)));
          dequantised.put(node.output(), work.seconds(node));
        } else if (!joined(node)) {
          alone(node);
        }
      } // else it follows from constants
    }
    List<Buffer> ends = new ArrayList<>();
    // results of early segments are kept until the last is there, those of a whole batch
    int last =
        program.graph().outputs().stream()
            .mapToInt(port -> segmentOf(maker(port.name())))
            .max()
            .orElse(0);
    for (Port port : program.graph().outputs()) {
      String made = maker(port.name());
      if (varies(port.name())) {
        Rows whole = Rows.whole(rowsOf(made), 1);
        ends.add(buffer(port.name(), whole, last, Links.parts(List.of(0))));
      }
    }
    stages.forEach(stage -> buffers.together(stage.values));
    return new Built(List.copyOf(stages), ends, inputBytes);
  }

  /// Takes an input to come as integers where it is read by quantising steps alone.
  private void rounded(String input) {
    List<Node> readers =
        program.graph().nodes().stream().filter(n -> n.inputs().contains(input)).toList();
    boolean quantised =
        !readers.isEmpty()
            && readers.stream()
                .allMatch(node ->
                    node.op() instanceof Quantising.QuantizeLinear && node.input(0).equals(input));
    if (quantised) {
      readers.forEach(node -> sameAs.put(node.output(), input));
      Shape shape = type(input).shape();
      types.put(input, new ValueType(type(readers.getFirst().output()).type(), shape));
    }
  }

  private void arrays(Node node, ArrayLayer layer) {
    Stage stage =
        new Stage(
            node,
            layer,
            segments.of(layer),
            rowsOf(layer.output()),
            List.copyOf(cores(layer)),
            LayerTraffic.sumsMeet(program.places(layer), program.chip()));
    stage.reads.add(read(layer, stage));
    Contents.Activation written = layer.written();
    if (written != null) {
      Rows whole = Rows.whole(rowsOf(written.value()), 1);
      stage.written = buffer(written.value(), whole, stage.segment, Links.parts(stage.cores));
    }
    stage.seconds = work.finishing(layer.outputShape().elements());
    made(stage, List.of(layer.output()));
    stages.add(stage);
  }

  /// Cores that hold a layer or a copy of it.
  private TreeSet<Integer> cores(ArrayLayer layer) {
    TreeSet<Integer> held = new TreeSet<>();
    int macros = program.chip().core().macros();
    for (List<Tile> place : program.places(layer)) {
      place.forEach(tile -> held.add(tile.array() / macros));
    }
    return held;
  }

  private Buffer read(ArrayLayer layer, Stage stage) {
    Shape in = type(layer.input()).shape();
    Rows rows = Rows.of(layer.unrolling(), in, layer.outputShape());
    SortedMap<Integer, Double> needs =
        stage.layer == null
            ? Links.parts(stage.cores)
            : LayerTraffic.needs(layer, program.places(layer), program.chip());
    return buffer(layer.input(), rows, stage.segment, needs);
  }

  private double seconds(Node node) {
    double seconds = work.seconds(node);
    for (String value : node.inputs()) {
      seconds += dequantised.getOrDefault(value, 0.0);
    }
    return seconds;
  }

  private double product(ArrayLayer product) {
    return work.product(product.unrolling().macs(), product.outputShape().elements());
  }

  /// A stage for a node that needs more than rows as they come.
  private void alone(Node node) {
    Stage stage = new Stage(node, null, latest(node), rowsOf(node.output()), cores, cores);
    @Nullable ArrayLayer product = products.get(node.name());
    if (product != null) {
      stage.reads.add(read(product, stage));
      Contents.Activation other = product.written();
      if (other != null) {
        Rows whole = Rows.whole(rowsOf(other.value()), stage.rows);
        stage.reads.add(buffer(other.value(), whole, stage.segment, Links.parts(cores)));
      }
    }
    for (int i = 0; i < node.inputs().size() && product == null; i++) {
      if (varies(node.input(i))) {
        stage.reads.add(buffer(node.input(i), rows(node, i), stage.segment, Links.parts(cores)));
      }
    }
    stage.seconds = product == null ? seconds(node) : product(product);
    made(stage, node.outputs());
    stages.add(stage);
  }

  /// Adds a node to the stage that makes the last of its operands, where it can.
  private boolean joined(Node node) {
    int last = lastStage(node);
    if (products.containsKey(node.name())) {
      return false;
    }
    if (last < 0 || stages.get(last).segment != latest(node)) {
      return false;
    }
    Stage stage = stages.get(last);
    for (int i = 0; i < node.inputs().size(); i++) {
      String value = node.input(i);
      if (varies(value)) {
        Rows rows = rows(node, i);
        boolean alike = type(maker(value)).shape().equals(type(value).shape());
        if (!alike || !rows.rowByRow() || rows.rows() != stage.rows) {
          return false;
        }
      }
    }
    for (String output : node.outputs()) {
      if (!output.isEmpty() && rowsOf(output) != stage.rows) {
        return false;
      }
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      String value = node.input(i);
      if (varies(value) && madeBy.getOrDefault(maker(value), -1) != last) {
        stage.joins.add(buffer(value, rows(node, i), stage.segment, Links.parts(stage.results)));
      }
    }
    stage.seconds += seconds(node);
    made(stage, last, node.outputs());
    return true;
  }

  private void made(Stage stage, List<String> outputs) {
    made(stage, stages.size(), outputs);
  }

  private void made(Stage stage, int index, List<String> outputs) {
    for (String value : outputs) {
      if (!value.isEmpty()) {
        stage.values.add(value);
        madeBy.put(value, index);
      }
    }
  }

  /// Whether a value differs from picture to picture.
  private boolean varies(String value) {
    String made = maker(value);
    return inputs.contains(made) || madeBy.containsKey(made);
  }

  /// The stage that makes the last of a node's operands; −1 where all are inputs.
  private int lastStage(Node node) {
    return node.inputs().stream()
        .map(value -> madeBy.getOrDefault(maker(value), -1))
        .max(Comparator.naturalOrder())
        .orElse(-1);
  }

  /// The segment in which the last of a node's operands is made.
  private int latest(Node node) {
    return node.inputs().stream().mapToInt(value -> segmentOf(maker(value))).max().orElse(0);
  }

  private int segmentOf(String made) {
    Integer stage = madeBy.get(made);
    return stage == null ? 0 : stages.get(stage).segment;
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

  private Rows rows(Node node, int operand) {
    return Rows.of(node, operand, type(node.input(operand)).shape(), type(node.output()).shape());
  }

  private double rowBytes(String made) {
    ElementType type = type(made).type();
    return (double) type(made).shape().elements() * Math.max(8, type.bits()) / 8 / rowsOf(made);
  }

  /// @param rows of the value as its reader sees it
  /// @param reader segment of the reader
  /// @param needs by core of the reader: the share that it needs
  private Buffer buffer(String value, Rows rows, int reader, SortedMap<Integer, Double> needs) {
    String made = maker(value);
    int there = rowsOf(made);
    // rows of a value that got another shape on the way are not the rows that were made
    boolean alike = type(made).shape().equals(type(value).shape()) && there == rows.rows();
    Rows seen = alike ? rows : Rows.whole(there, rows.needed().length);
    return buffers.add(new Buffer(made, seen, rowBytes(made), segmentOf(made), reader, needs));
  }
}
