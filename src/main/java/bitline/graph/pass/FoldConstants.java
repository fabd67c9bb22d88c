package bitline.graph.pass;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.ControlFlow;
import bitline.graph.Generating;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.Shaping;
import bitline.graph.eval.Interpreter;
import bitline.graph.eval.ValueType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes nodes whose operands are all constants, with the scalar kernels, and those that ask for
/// a shape which is certain before the run. Left as they are: DequantizeLinear, so that a quantised
/// network's weights stay integers with their scales; control flow; nodes without operands; results
/// of more than a million elements unless the operands are as large. A node that cannot be computed
/// is left for the run to complain about.
final class FoldConstants {
  private static final int LARGE = 1 << 22;

  private FoldConstants() {}

  static Graph rewrite(Graph graph) {
    Interpreter interpreter = new Interpreter(new ScalarKernels("constant folding"));
    Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
    CertainShapes shapes = CertainShapes.of(graph);
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      ValueType asked = CertainShapes.asks(node.op()) ? shapes.get(node.input(0)) : null;
      List<Tensor> results = null;
      if (asked != null) {
        results =
            interpreter.eval(node.op(), List.of(Tensor.zeros(asked.type(), asked.shape())), 1);
      } else if (foldable(node, constants)) {
        results = compute(interpreter, node, constants);
      }
      if (results == null) {
        shapes.follow(node, constants.keySet());
        nodes.add(node);
        continue;
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        if (!node.outputs().get(i).isEmpty()) {
          constants.put(node.outputs().get(i), Constant.of(results.get(i)));
        }
      }
    }
    return nodes.size() == graph.nodes().size() ? graph : graph.with(constants, nodes);
  }

  private static boolean foldable(Node node, Map<String, Constant> constants) {
    boolean kind =
        switch (node.op()) {
          case ControlFlow _, Quantising.DequantizeLinear _ -> false;
          default -> true;
        };
    return kind
        && node.inputs().stream().anyMatch(input -> !input.isEmpty())
        && node.inputs().stream()
            .allMatch(input -> input.isEmpty() || constants.containsKey(input));
  }

  private static @Nullable List<Tensor> compute(
      Interpreter interpreter, Node node, Map<String, Constant> constants) {
    long largest = LARGE;
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      Constant constant = constants.get(input);
      if (constant != null) {
        largest = Math.max(largest, constant.shape().elements());
      }
      operands.add(constant == null ? null : constant.tensor());
    }
    if (claims(node, operands) > largest) {
      return null;
    }
    try {
      List<Tensor> results = interpreter.eval(node.op(), operands, node.outputs().size());
      for (Tensor result : results) {
        if (result.elements() > largest) {
          return null;
        }
      }
      return results.size() < node.outputs().size() ? null : results;
    } catch (Problem problem) {
      return null;
    }
  }

  /// How many elements an operator that makes large tensors from small operands will make, as far
  /// as known beforehand.
  private static long claims(Node node, List<@Nullable Tensor> operands) {
    Tensor shape =
        switch (node.op()) {
          case Generating.ConstantOfShape _ -> operands.getFirst();
          case Shaping.Expand _ -> operands.get(1);
          default -> null;
        };
    if (shape == null || shape.type().isFloat()) {
      return 0;
    }
    double product = 1;
    for (long size : shape.toLongs()) {
      product *= Math.max(1, size);
    }
    return (long) product;
  }
}
