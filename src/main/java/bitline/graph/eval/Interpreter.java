package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes a graph in strict float arithmetic, node by node, and forgets each value after its last
/// reader.
public final class Interpreter {
  private final Kernels kernels;
  private final Known known;

  public Interpreter(Kernels kernels) {
    this(kernels, (_, _) -> null);
  }

  Interpreter(Kernels kernels, Known known) {
    this.kernels = kernels;
    this.known = known;
  }

  /// Results that need not be computed; null for those that do.
  @FunctionalInterface
  interface Known {
    @Nullable List<Tensor> results(Node node, List<@Nullable Tensor> inputs);
  }

  /// Is shown each node's operands and results as soon as they are there.
  @FunctionalInterface
  public interface Observer {
    void computed(Node node, List<@Nullable Tensor> inputs, List<Tensor> outputs);
  }

  /// The graph's outputs by name, in the graph's order.
  public Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    return run(graph, inputs, (node, in, out) -> {});
  }

  public Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs, Observer observer) {
    for (Port port : graph.inputs()) {
      if (!inputs.containsKey(port.name())) {
        throw new Problem("no value for input '" + port.name() + "' of " + graph.name());
      }
    }
    return run(graph, inputs, Map.of(), observer);
  }

  /// Runs a body that may read the values `around` it.
  Map<String, Tensor> run(
      Graph graph, Map<String, Tensor> inputs, Map<String, Tensor> around, Observer observer) {
    Map<String, Tensor> values = new HashMap<>(around);
    values.putAll(inputs);
    Map<String, Integer> uses = uses(graph);
    for (Node node : graph.nodes()) {
      List<@Nullable Tensor> operands = new ArrayList<>();
      for (String input : node.inputs()) {
        operands.add(input.isEmpty() ? null : value(graph, values, node, input));
      }
      List<Tensor> results;
      try {
        List<Tensor> there = known.results(node, operands);
        results =
            there != null
                ? there
                : Evaluation.eval(
                    node.op(),
                    operands,
                    node.outputs().size(),
                    new Scope(this, kernels, graph, values));
      } catch (Problem problem) {
        throw Problem.at(
            "node '" + node.name() + "' (" + node.op().name() + ")", problem.getMessage());
      }
      observer.computed(node, operands, results);
      for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
        if (!node.outputs().get(i).isEmpty()) {
          values.put(node.outputs().get(i), results.get(i));
        }
      }
      for (String input : node.inputs()) {
        if (uses.merge(input, -1, Integer::sum) == 0) {
          values.remove(input);
        }
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Port port : graph.outputs()) {
      outputs.put(port.name(), lookup(graph, values, port.name(), "output of " + graph.name()));
    }
    return outputs;
  }

  /// What a body needs from the graph around it: its constants are values there.
  record Scope(Interpreter interpreter, Kernels kernels, Graph graph, Map<String, Tensor> values) {
    Map<String, Tensor> runBody(Graph body, Map<String, Tensor> inputs) {
      Map<String, Tensor> around = new HashMap<>(values);
      for (String name : body.captured()) {
        if (!around.containsKey(name)) {
          around.put(name, lookup(graph, values, name, "body " + body.name()));
        }
      }
      return interpreter.run(body, inputs, around, (node, in, out) -> {});
    }
  }

  private static Tensor value(Graph graph, Map<String, Tensor> values, Node node, String name) {
    return lookup(graph, values, name, "node '" + node.name() + "'");
  }

  private static Tensor lookup(
      Graph graph, Map<String, Tensor> values, String name, String reader) {
    Tensor value = values.get(name);
    if (value != null) {
      return value;
    }
    var constant = graph.constant(name);
    if (constant == null) {
      throw new Problem(reader + " reads '" + name + "', which nothing makes");
    }
    return constant.tensor();
  }

  private static Map<String, Integer> uses(Graph graph) {
    Map<String, Integer> uses = new HashMap<>();
    for (Node node : graph.nodes()) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
      for (Graph body : Graph.bodies(node.op())) {
        body.captured()
            .forEach(
                name -> uses.merge(name, Integer.MAX_VALUE / 2, (a, b) -> Integer.MAX_VALUE / 2));
      }
    }
    graph.outputs().forEach(port -> uses.put(port.name(), Integer.MAX_VALUE / 2));
    return uses;
  }

  /// One node on operands already there (null where one is left out); bodies of control flow read
  /// `values` and the constants of `graph`. What a vector unit does.
  public List<Tensor> eval(
      Node node, List<@Nullable Tensor> operands, Graph graph, Map<String, Tensor> values) {
    return Evaluation.eval(
        node.op(), operands, node.outputs().size(), new Scope(this, kernels, graph, values));
  }

  /// One operator without control flow on given operands.
  public List<Tensor> eval(Op op, List<@Nullable Tensor> operands, int outputs) {
    Graph none = new Graph("", List.of(), List.of(), Map.of(), List.of());
    return Evaluation.eval(op, operands, outputs, new Scope(this, kernels, none, Map.of()));
  }
}
