package bitline.quant;

import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;

/// Products of two activations: attention's QKᵀ and AV.
final class Attention {
  private Attention() {}

  /// Whether a node multiplies two activations.
  static boolean is(Graph graph, Node node) {
    return node.op() instanceof Linear.MatMul
        && !graph.isConstant(node.input(0))
        && !graph.isConstant(node.input(1));
  }

  /// Whether both operands of a node are quantised: it multiplies two activations, and the settings
  /// ask for it. An override that leaves the node in float counts; its widths do not.
  static boolean quantised(Graph graph, Node node, Settings settings) {
    return settings.attentionBits() != 0
        && is(graph, node)
        && settings.forNode(node.name()).weightBits() != 0;
  }
}
