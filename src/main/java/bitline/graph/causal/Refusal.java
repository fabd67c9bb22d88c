package bitline.graph.causal;

import bitline.graph.Node;

/// Why a graph cannot be run token by token; never leaves the package.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason);
  }

  Refusal(Node node, String reason) {
    this("node '" + node.name() + "' (" + node.op().name() + ") " + reason);
  }
}
