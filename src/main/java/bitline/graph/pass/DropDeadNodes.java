package bitline.graph.pass;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps what the outputs depend on. Bodies are left as they are; what they capture counts as read.
final class DropDeadNodes {
  private DropDeadNodes() {}

  static Graph rewrite(Graph graph) {
    Set<String> needed = new HashSet<>();
    graph.outputs().stream().map(Port::name).forEach(needed::add);
    List<Node> kept = new ArrayList<>();
    for (Node node : graph.nodes().reversed()) {
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        needed.addAll(node.inputs());
        Graph.bodies(node.op()).forEach(body -> needed.addAll(body.captured()));
      }
    }
    Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
    constants.keySet().retainAll(needed);
    boolean same =
        kept.size() == graph.nodes().size() && constants.size() == graph.constants().size();
    return same ? graph : graph.with(constants, kept.reversed());
  }
}
