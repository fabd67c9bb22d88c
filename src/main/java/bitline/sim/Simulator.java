package bitline.sim;

import bitline.base.InOrder;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.causal.Machine;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Contents;
import bitline.program.Program;
import bitline.sim.fault.FaultCensus;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a program: layers on their arrays, everything else on the vector unit, whose arithmetic is
/// the float interpreter's save for the program's vector products, which are exact. What engines
/// make of the weights is kept as long as the simulator; one serves several threads.
///
/// On the ideal chip cells hold their digits exactly and conduct in proportion, and an ADC rounds
/// and clips and does nothing else. Under other [Conditions] cells are worth what they were
/// programmed to on one manufactured chip, at its age, reads are noisy, wires take voltage and
/// converters err.
public final class Simulator {
  /// Which engine forms the sums. All give the same bits.
  public enum Engine {
    /// The fastest that applies to each layer.
    FASTEST,
    /// The fastest that forms every bitline sum, so that every one is counted.
    EVERY_SUM,
    /// The scalar reference.
    REFERENCE
  }

  private final Program program;
  private final Map<String, ArrayLayer> layers;
  private final Map<String, LayerRun> runs = new HashMap<>();
  private final Map<String, ArrayLayer> vectorProducts = new HashMap<>();

  /// Makes the run of a layer whose cells are full.
  private final Function<ArrayLayer, LayerRun> maker;

  private final Interpreter vectorUnit;
  private final @Nullable Manufacture manufacture;
  private final Set<String> skipped;
  private final Map<String, Integer> uses;

  public Simulator(Program program, Kernels kernels, Engine engine) {
    this(program, kernels, engine, Map.of(), Conditions.IDEAL);
  }

  /// The chip under some conditions, by the fastest engines.
  public Simulator(Program program, Kernels kernels, Conditions conditions) {
    this(program, kernels, Engine.FASTEST, Map.of(), conditions);
  }

  /// @param probes by node: watch the sums of layers, which must lose nothing, in place of their
  ///   being counted
  Simulator(Program program, Kernels kernels, Engine engine, Map<String, SumProbe> probes) {
    this(program, kernels, engine, probes, Conditions.IDEAL);
  }

  private Simulator(
      Program program,
      Kernels kernels,
      Engine engine,
      Map<String, SumProbe> probes,
      Conditions conditions) {
    this.program = program;
    this.layers = program.byNode();
    this.vectorUnit = new Interpreter(kernels);
    this.manufacture = Manufacture.of(program.chip(), conditions, kernels, program.rowsOn());
    this.maker =
        layer -> {
          if (layer.tiles().isEmpty()) {
            return LayerRun.exact(layer, kernels);
          }
          if (manufacture != null && layer.range() != null) {
            return LayerRun.manufactured(layer, kernels, manufacture);
          }
          if (manufacture != null && program.chip().adc() == null) {
            return LayerRun.flipped(layer, kernels, manufacture);
          }
          return switch (engine) {
            case FASTEST -> LayerRun.fastest(layer, kernels, probes.get(layer.node()));
            case EVERY_SUM -> LayerRun.by(layer, LayerRun.everySum(layer, kernels));
            case REFERENCE -> LayerRun.by(layer, new ReferenceEngine(layer));
          };
        };
    for (ArrayLayer layer : program.layers()) {
      if (layer.written() == null) {
        runs.put(layer.node(), maker.apply(layer));
      } else if (manufacture != null) {
        manufacture.checkWritten(layer);
      }
    }
    for (ArrayLayer product : program.vectorProducts()) {
      vectorProducts.put(product.node(), product);
      if (product.written() == null) {
        runs.put(product.node(), maker.apply(product));
      }
    }
    this.skipped = skipped(program, layers.keySet());
    this.uses = uses();
  }

  private Simulator(
      Program program,
      Map<String, LayerRun> runs,
      Function<ArrayLayer, LayerRun> maker,
      Interpreter vectorUnit,
      @Nullable Manufacture manufacture) {
    this.program = program;
    this.manufacture = manufacture;
    this.layers = program.byNode();
    this.runs.putAll(runs);
    program.vectorProducts().forEach(product -> vectorProducts.put(product.node(), product));
    this.maker = maker;
    this.vectorUnit = vectorUnit;
    this.skipped = skipped(program, layers.keySet());
    this.uses = uses();
  }

  /// What stuck cells do to the program's weights; null where none can be stuck.
  public @Nullable FaultCensus faults() {
    return manufacture == null ? null : manufacture.faults(program);
  }

  /// Is shown what each layer's arrays are given.
  @FunctionalInterface
  interface ArrayObserver {
    /// @param layer its cells full
    /// @param values of the run so far, by name
    void runs(ArrayLayer layer, Tensor inputs, int zero, Function<String, Tensor> values);
  }

  /// A layer with its cells full: itself, where they hold weights.
  static ArrayLayer filled(
      ArrayLayer layer, Tensor x, Function<String, Tensor> values, int weightSets) {
    Contents.Activation written = layer.written();
    if (written == null) {
      return layer;
    }
    Tensor operand = values.apply(written.value());
    ArrayLayer filled = layer.filled(x.shape(), operand, weightSets);
    if (filled == null) {
      throw Problem.at(
          "node '" + layer.node() + "'",
          "its operands are "
              + x.shape()
              + " and "
              + operand.shape()
              + "; the program was compiled for "
              + layer.unrolling());
    }
    return filled;
  }

  /// What one run of the network gave.
  ///
  /// @param outputs by name, in the graph's order
  /// @param activity of each layer by node name
  public record Result(Map<String, Tensor> outputs, Map<String, Activity> activity) {}

  /// Is shown every computed node's outputs; layers on arrays show theirs like any other node.
  @FunctionalInterface
  public interface Observer {
    void computed(Node node, List<Tensor> outputs);
  }

  /// Does what the first runs would otherwise do as they come to it: manufactures cells and lays
  /// them out for the engines, the largest layers first. Changes no result.
  public void prepare(int threads, Progress progress) {
    List<ArrayLayer> largest = new ArrayList<>(program.layers());
    largest.sort(
        Comparator.comparingLong(l -> -(long) l.unrolling().rows() * l.unrolling().columns()));
    List<Runnable> parts = new ArrayList<>();
    largest.removeIf(layer -> layer.written() != null);
    for (ArrayLayer layer : largest) {
      parts.addAll(Objects.requireNonNull(runs.get(layer.node())).preparation());
    }
    AtomicInteger done = new AtomicInteger();
    InOrder.run(
        parts.size(),
        threads,
        i -> {
          parts.get(i).run();
          progress.step("making arrays", done.incrementAndGet(), parts.size());
          return i;
        });
  }

  public Result run(Map<String, Tensor> inputs) {
    return run(inputs, (node, outputs) -> {});
  }

  public Result run(Map<String, Tensor> inputs, Observer observer) {
    return run(inputs, 0, observer);
  }

  /// @param reading number of the run: runs of different numbers see different read noise
  public Result run(Map<String, Tensor> inputs, long reading, Observer observer) {
    return run(inputs, reading, observer, (layer, x, zero, values) -> {});
  }

  Result run(Map<String, Tensor> inputs, long reading, Observer observer, ArrayObserver arrays) {
    Walk walk = walk(inputs, reading);
    for (Node node : nodes()) {
      ArrayLayer layer = layers.get(node.name());
      List<Tensor> results =
          layer == null
              ? walk.onVectorUnit(node)
              : List.of(walk.onArrays(layer, arrays).finished(layer));
      observer.computed(node, results);
      walk.pass(node, results);
    }
    return new Result(walk.outputs(), walk.activity);
  }

  /// The chip as what computes single nodes of a run token by token.
  ///
  /// @param activity is added to, by node
  public Machine tokenByToken(Map<String, Activity> activity) {
    return new ChipMachine(program, runs, maker, skipped, vectorUnit, activity);
  }

  /// The nodes that are computed, in order.
  List<Node> nodes() {
    return program.graph().nodes().stream().filter(node -> !skipped.contains(node.name())).toList();
  }

  /// A run that its caller takes through the network node by node.
  Walk walk(Map<String, Tensor> inputs, long reading) {
    checkInputs(program.graph(), inputs);
    return new Walk(inputs, reading);
  }

  /// The same chip with other scales and biases of its layers.
  Simulator rescaled(Program changed) {
    return new Simulator(changed, runs, maker, vectorUnit, manufacture);
  }

  /// One run of the network, as far as it has come: each of [#nodes] is computed, then passed.
  final class Walk {
    private final Map<String, Tensor> values;
    private final Map<String, Integer> left = new HashMap<>(uses);
    private final Map<String, Activity> activity = new LinkedHashMap<>();
    private final long reading;

    private Walk(Map<String, Tensor> inputs, long reading) {
      values = new HashMap<>(inputs);
      this.reading = reading;
    }

    /// What a layer's arrays add up to.
    LayerRun.Sums onArrays(ArrayLayer layer, ArrayObserver arrays) {
      Tensor x = value(program.graph(), values, layer.input());
      int zero = zero(layer);
      ArrayLayer now = full(layer, x);
      arrays.runs(now, x, zero, this::known);
      Activity counted = activity.computeIfAbsent(layer.node(), _ -> new Activity());
      return run(now).sums(x, zero, reading, counted);
    }

    private Tensor known(String name) {
      return value(program.graph(), values, name);
    }

    /// The layer with its cells full.
    private ArrayLayer full(ArrayLayer layer, Tensor x) {
      return filled(layer, x, this::known, program.chip().macro().weightSets());
    }

    private LayerRun run(ArrayLayer full) {
      LayerRun kept = runs.get(full.node());
      return kept == null ? maker.apply(full) : kept;
    }

    private int zero(ArrayLayer layer) {
      if (!layer.inputZeroValue().isEmpty()) {
        Tensor running = value(program.graph(), values, layer.inputZeroValue());
        if (running.elements() != 1) {
          throw Problem.at(
              "node '" + layer.node() + "'",
              "a zero point of " + running.elements() + " elements; one is needed");
        }
        return (int) running.intAt(0);
      }
      return layer.inputZero();
    }

    List<Tensor> onVectorUnit(Node node) {
      ArrayLayer product = vectorProducts.get(node.name());
      if (product != null) {
        Tensor x = value(program.graph(), values, product.input());
        return List.of(run(full(product, x)).run(x, zero(product), new Activity()));
      }
      return Simulator.this.onVectorUnit(program.graph(), node, values);
    }

    /// Keeps what a node gave as long as later ones need it.
    void pass(Node node, List<Tensor> results) {
      for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
        if (uses.containsKey(node.outputs().get(i))) {
          values.put(node.outputs().get(i), results.get(i));
        }
      }
      for (String read : reads(node)) {
        if (left.merge(read, -1, Integer::sum) == 0) {
          values.remove(read);
        }
      }
    }

    private Map<String, Tensor> outputs() {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      for (Port port : program.graph().outputs()) {
        outputs.put(port.name(), value(program.graph(), values, port.name()));
      }
      return outputs;
    }
  }

  private List<Tensor> onVectorUnit(Graph graph, Node node, Map<String, Tensor> values) {
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(input.isEmpty() ? null : value(graph, values, input));
    }
    try {
      return vectorUnit.eval(node, operands, graph, values);
    } catch (Problem problem) {
      throw Problem.at(
          "node '" + node.name() + "' (" + node.op().name() + ")", problem.getMessage());
    }
  }

  private void checkInputs(Graph graph, Map<String, Tensor> inputs) {
    for (Port port : graph.inputs()) {
      Tensor given = inputs.get(port.name());
      if (given == null) {
        throw new Problem("no value for input '" + port.name() + "' of " + graph.name());
      }
      Shape compiled = program.inputs().get(port.name());
      if (compiled != null && compiled.rank() != given.shape().rank()) {
        throw new Problem(
            "input '"
                + port.name()
                + "' is "
                + given.shape()
                + "; the program was compiled for "
                + compiled);
      }
    }
  }

  private static Tensor value(Graph graph, Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value != null) {
      return value;
    }
    Constant constant = graph.constant(name);
    if (constant == null) {
      throw new IllegalStateException("nothing made '" + name + "'");
    }
    return constant.tensor();
  }

  /// Nodes that run neither on arrays nor on the vector unit.
  private static Set<String> skipped(Program program, Set<String> onArrays) {
    Set<String> skipped = new HashSet<>();
    program.graph().nodes().forEach(node -> skipped.add(node.name()));
    program.vectorNodes().forEach(node -> skipped.remove(node.name()));
    skipped.removeAll(onArrays);
    return skipped;
  }

  /// The values that a node takes: arrays and vector products take integers as they are.
  private List<String> reads(Node node) {
    ArrayLayer layer = layers.getOrDefault(node.name(), vectorProducts.get(node.name()));
    return layer == null ? node.inputs() : layer.reads();
  }

  private Map<String, Integer> uses() {
    Map<String, Integer> uses = new HashMap<>();
    int kept = Integer.MAX_VALUE / 2;
    for (Node node : program.graph().nodes()) {
      if (skipped.contains(node.name())) {
        continue;
      }
      for (String read : reads(node)) {
        uses.merge(read, 1, (a, b) -> Math.min(kept, a + b));
      }
      Graph.bodies(node.op())
          .forEach(body -> body.captured().forEach(name -> uses.put(name, kept)));
    }
    program.graph().outputs().forEach(port -> uses.put(port.name(), kept));
    return uses;
  }
}
