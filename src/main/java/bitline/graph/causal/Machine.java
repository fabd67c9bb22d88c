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
  /// The one value that a node takes in place of its operands, as a layer whose weights lie in
  /// arrays does; null: it takes its operands.
  @Nullable String takes(Node node);

  /// Whether nobody needs what a node makes.
  boolean skips(Node node);

  /// A node's results.
  ///
  /// @param operands null where one is left out; where the machine [#takes] one value, that alone
  List<Tensor> compute(Node node, List<@Nullable Tensor> operands);

  /// The float interpreter.
  static Machine interpreting(Graph graph, Interpreter interpreter) {
    return new Machine() {
      @Override
      public @Nullable String takes(Node node) {
        return null;
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
