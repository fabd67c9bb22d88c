package bitline.graph.causal;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.graph.eval.ValueType;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The numbers of values that no token changes, worked out when they are first asked for.
final class Known {
  private final Graph graph;
  private final Map<String, Node> producers;
  private final Map<String, ValueType> types;
  private final Set<String> fixed;
  private final Interpreter interpreter;
  private final Map<String, Tensor> made = new HashMap<>();

  /// @param fixed values of nodes that no token changes
  Known(Graph graph, Map<String, ValueType> types, Set<String> fixed, Interpreter interpreter) {
    this.graph = graph;
    this.types = types;
    this.fixed = fixed;
    this.interpreter = interpreter;
    producers = graph.producers();
  }

  Tensor value(String name) {
    Tensor known = made.get(name);
    if (known != null) {
      return known;
    }
    Constant constant = graph.constant(name);
    if (constant != null) {
      return constant.tensor();
    }
    Node node = Objects.requireNonNull(producers.get(name), name);
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(
          input.isEmpty()
              ? null
              : graph.isConstant(input) || fixed.contains(input) ? value(input) : blank(input));
    }
    List<Tensor> results = interpreter.eval(node, operands, graph, Map.of());
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      made.put(node.outputs().get(i), results.get(i));
    }
    return Objects.requireNonNull(made.get(name), name);
  }

  /// For operators that ask for a shape only.
  private Tensor blank(String name) {
    ValueType type = Objects.requireNonNull(types.get(name), name);
    return Tensor.zeros(type.type(), type.shape());
  }
}
