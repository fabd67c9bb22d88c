package bitline.graph.causal;

import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What computes single nodes: the float interpreter, or a chip with layers in arrays.
public interface Machine {
  /// The values that a node takes in place of its operands, as a layer does whose weights lie in
  /// arrays: each is an operand, or the integers that an operand is dequantised from. Empty: it
  /// takes its operands.
  List<String> takes(Node node);

  /// Whether nobody needs what a node makes.
  boolean skips(Node node);

  /// A node's results.
  ///
  /// @param operands null where one is left out; where the machine [#takes] other values, those
  List<Tensor> compute(Node node, List<@Nullable Tensor> operands);

  /// The float interpreter.
  static Machine interpreting(Graph graph, Interpreter interpreter) {
    return new Machine() {
      @Override
      public List<String> takes(Node node) {
        return List.of();
      }

      @Override
      public boolean skips(Node node) {
        return false;
      }

      @Override
      public List<Tensor> compute(Node node, List<@Nullable Tensor> operands) {
        return interpreter.eval(node, operands, graph, Map.of());
      }
    };
  }
}
