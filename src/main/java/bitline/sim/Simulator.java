package bitline.sim;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Unrolling;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Runs a program: layers on their arrays, everything else on the vector unit, whose arithmetic is the float
/// interpreter's. Immutable but for caches; one simulator serves several threads.
public final class Simulator {
  /// Which engine forms the sums. All give the same bits.
  public enum Engine {
    /// The fastest that applies to each layer.
    FASTEST,
    /// Bit planes for every layer, so that every bitline sum is formed and counted.
    BIT_PLANES,
    /// The scalar reference.
    REFERENCE
  }

  private final Program program;
  private final Map<String, ArrayLayer> layers;
  private final Interpreter vectorUnit;
  private final Set<String> skipped;
  private final Map<String, Integer> uses;
  private final ConcurrentHashMap<Sized, ArrayLayer> sized = new ConcurrentHashMap<>();
  private final LayerRun exact;
  private final LayerRun lossy;

  public Simulator(Program program, Kernels kernels, Engine engine) {
    this(program, kernels, engine, null);
  }

  /// @param probes watch the sums of every layer, which must lose nothing
  Simulator(Program program, Kernels kernels, Engine engine, @Nullable Map<String, SumProbe> probes) {
    this.program = program;
    this.layers = program.byNode();
    this.vectorUnit = new Interpreter(kernels);
    ArrayEngine planes = engine == Engine.REFERENCE ? new ReferenceEngine() : new BitPlaneEngine();
    this.lossy = new LayerRun(planes, planes, null);
    this.exact = engine == Engine.FASTEST ? new LayerRun(new ExactEngine(kernels), planes, probes) : lossy;
    this.skipped = skipped(program.graph(), layers);
    this.uses = uses();
  }

  /// Is shown what each layer's arrays are given and what they make of it.
  @FunctionalInterface
  interface ArrayObserver {
    void ran(ArrayLayer layer, Tensor inputs, int zero, Tensor output);
  }

  private record Sized(String node, Shape input) {}

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

  public Result run(Map<String, Tensor> inputs) {
    return run(inputs, (node, outputs) -> {});
  }

  public Result run(Map<String, Tensor> inputs, Observer observer) {
    return run(inputs, observer, (layer, x, zero, output) -> {});
  }

  Result run(Map<String, Tensor> inputs, Observer observer, ArrayObserver arrays) {
    Graph graph = program.graph();
    checkInputs(graph, inputs);
    Map<String, Tensor> values = new HashMap<>(inputs);
    Map<String, Integer> left = new HashMap<>(uses);
    Map<String, Activity> activity = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (skipped.contains(node.name())) {
        continue;
      }
      ArrayLayer layer = layers.get(node.name());
      List<Tensor> results = layer == null ? onVectorUnit(graph, node, values) : List.of(onArrays(layer, values, activity, arrays));
      observer.computed(node, results);
      for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
        values.put(node.outputs().get(i), results.get(i));
      }
      for (String read : layer == null ? node.inputs() : List.of(layer.input(), layer.inputZeroValue())) {
        if (left.merge(read, -1, Integer::sum) == 0) {
          values.remove(read);
        }
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Port port : graph.outputs()) {
      outputs.put(port.name(), value(graph, values, port.name()));
    }
    return new Result(outputs, activity);
  }

  private Tensor onArrays(
      ArrayLayer compiled, Map<String, Tensor> values, Map<String, Activity> activity, ArrayObserver arrays) {
    Tensor x = value(program.graph(), values, compiled.input());
    ArrayLayer layer = sized(compiled, x.shape());
    int zero = layer.inputZero();
    if (!layer.inputZeroValue().isEmpty()) {
      Tensor running = value(program.graph(), values, layer.inputZeroValue());
      if (running.elements() != 1) {
        throw Problem.at("node '" + layer.node() + "'", "a zero point of " + running.elements() + " elements; one is needed");
      }
      zero = (int) running.intAt(0);
    }
    Activity counted = activity.computeIfAbsent(layer.node(), _ -> new Activity());
    Tensor output = (layer.lossless() ? exact : lossy).run(layer, x, zero, counted);
    arrays.ran(layer, x, zero, output);
    return output;
  }

  /// The layer for the input it is given: the one it was compiled for, or the same of another length.
  private ArrayLayer sized(ArrayLayer compiled, Shape input) {
    Unrolling unrolling = compiled.unrolling();
    if (input.elements() == unrolling.inputs()) {
      return compiled;
    }
    return sized.computeIfAbsent(new Sized(compiled.node(), input), _ -> {
      ArrayLayer longer = compiled.sized(input);
      if (longer == null) {
        throw Problem.at(
            "node '" + compiled.node() + "'",
            "its input is " + input + "; the program was compiled for " + unrolling.inputs() + " elements");
      }
      return longer;
    });
  }

  private List<Tensor> onVectorUnit(Graph graph, Node node, Map<String, Tensor> values) {
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(input.isEmpty() ? null : value(graph, values, input));
    }
    try {
      return vectorUnit.eval(node, operands, graph, values);
    } catch (Problem problem) {
      throw Problem.at("node '" + node.name() + "' (" + node.op().name() + ")", problem.getMessage());
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
            "input '" + port.name() + "' is " + given.shape() + "; the program was compiled for " + compiled);
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

  /// Dequantising steps whose only readers are layers on arrays: arrays take the integers themselves.
  private static Set<String> skipped(Graph graph, Map<String, ArrayLayer> layers) {
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(port -> needed.add(port.name()));
    for (Node node : graph.nodes()) {
      if (!layers.containsKey(node.name())) {
        needed.addAll(node.inputs());
        Graph.bodies(node.op()).forEach(body -> needed.addAll(body.captured()));
      }
    }
    Set<String> skipped = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Quantising.DequantizeLinear && !needed.contains(node.output())) {
        skipped.add(node.name());
      }
    }
    return skipped;
  }

  private Map<String, Integer> uses() {
    Map<String, Integer> uses = new HashMap<>();
    int kept = Integer.MAX_VALUE / 2;
    for (Node node : program.graph().nodes()) {
      if (skipped.contains(node.name())) {
        continue;
      }
      ArrayLayer layer = layers.get(node.name());
      for (String read : layer == null ? node.inputs() : List.of(layer.input(), layer.inputZeroValue())) {
        uses.merge(read, 1, (a, b) -> Math.min(kept, a + b));
      }
      Graph.bodies(node.op()).forEach(body -> body.captured().forEach(name -> uses.put(name, kept)));
    }
    program.graph().outputs().forEach(port -> uses.put(port.name(), kept));
    return uses;
  }
}
