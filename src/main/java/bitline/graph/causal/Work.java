package bitline.graph.causal;

import bitline.graph.Node;
import java.util.List;

/// What a node does for one token.
///
/// @param parts one an operand
/// @param results how each of its outputs hangs on the tokens
record Work(Node node, List<Part> parts, List<Along> results) {
  Work {
    parts = List.copyOf(parts);
    results = List.copyOf(results);
  }
}
