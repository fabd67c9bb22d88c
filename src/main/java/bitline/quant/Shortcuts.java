package bitline.quant;

import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.pass.Passes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets everybody read the integers that layers read: where a value is rounded to integers for a
/// product and another node, such as the sum at the end of a shortcut, reads it as it was, that
/// node gets the rounded value too. Activations then travel as integers alone, which is what chips
/// with little memory bandwidth need; it costs the accuracy of one more rounding.
final class Shortcuts {
  private Shortcuts() {}

  static Graph apply(Graph graph) {
    Map<String, Node> rounding = new HashMap<>();
    for (Node node : graph.nodes()) {
      boolean fixed = node.inputs().stream().skip(1).allMatch(graph::isConstant);
      if (node.op() instanceof Quantising.QuantizeLinear
          && fixed
          && !graph.isConstant(node.input(0))) {
        rounding.putIfAbsent(node.input(0), node);
      }
    }
    Map<String, String> reread = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    graph.inputs().forEach(port -> share(port.name(), rounding, reread, nodes));
    for (Node node : graph.nodes()) {
      boolean rounds = node.op() instanceof Quantising.QuantizeLinear;
      if (rounds && rounding.get(node.input(0)) == node) {
        continue; // stands behind the node that makes its operand
      }
      nodes.add(
          rounds
              ? node
              : node.withInputs(
                  node.inputs().stream().map(v -> reread.getOrDefault(v, v)).toList()));
      node.outputs().forEach(value -> share(value, rounding, reread, nodes));
    }
    return Passes.DROP_DEAD_NODES.rewrite().apply(graph.withNodes(nodes));
  }

  /// Adds the rounding of a value, and what makes the integers real numbers for others.
  private static void share(
      String value, Map<String, Node> rounding, Map<String, String> reread, List<Node> nodes) {
    Node quantise = rounding.get(value);
    if (quantise != null) {
      List<String> operands = new ArrayList<>(quantise.inputs());
      operands.set(0, quantise.output());
      String real = quantise.output() + "/shared";
      nodes.add(quantise);
      nodes.add(new Node(real, new Quantising.DequantizeLinear(1, 0), operands, List.of(real)));
      reread.put(value, real);
    }
  }
}
