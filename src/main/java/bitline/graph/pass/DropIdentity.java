package bitline.graph.pass;

import bitline.graph.Constant;
import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lets the readers of a node that passes its input on read that input. Where the node's output is
/// an output of the graph, the maker of its input takes over the name if it can; the node stays if
/// it cannot. Values that bodies capture keep their names.
final class DropIdentity {
  private DropIdentity() {}

  static Graph rewrite(Graph graph) {
    Set<String> outputs = new HashSet<>();
    graph.outputs().stream().map(Port::name).forEach(outputs::add);
    Set<String> fixed = new HashSet<>();
    graph.nodes().stream()
        .filter(node -> node.op() instanceof ControlFlow)
        .forEach(node -> Graph.bodies(node.op()).forEach(body -> fixed.addAll(body.captured())));
    Map<String, ElementType> types = declaredTypes(graph);
    Map<String, Node> producers = graph.producers();
    Map<String, String> same = new HashMap<>();
    Set<String> dropped = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!passesOn(node, types) || fixed.contains(node.output())) {
        continue;
      }
      String source = resolve(same, node.input(0));
      if (!outputs.contains(node.output())) {
        same.put(node.output(), source);
        dropped.add(node.name());
      } else if (producers.containsKey(source)
          && !outputs.contains(source)
          && !fixed.contains(source)
          && !same.containsKey(source)) {
        same.put(source, node.output());
        dropped.add(node.name());
      }
    }
    if (dropped.isEmpty()) {
      return graph;
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!dropped.contains(node.name())) {
        List<String> inputs = node.inputs().stream().map(input -> resolve(same, input)).toList();
        List<String> renamed =
            node.outputs().stream().map(output -> resolve(same, output)).toList();
        nodes.add(new Node(node.name(), node.op(), inputs, renamed));
      }
    }
    return graph.withNodes(nodes);
  }

  private static String resolve(Map<String, String> same, String value) {
    String found = value;
    for (String next = same.get(found); next != null; next = same.get(found)) {
      found = next;
    }
    return found;
  }

  private static boolean passesOn(Node node, Map<String, ElementType> types) {
    boolean maskRead = node.outputs().size() > 1 && !node.outputs().get(1).isEmpty();
    return switch (node.op()) {
      case Elementwise.Identity _ -> true;
      case Normalising.Dropout _ -> !maskRead;
      case Elementwise.Cast cast -> types.get(node.input(0)) == cast.to();
      default -> false;
    };
  }

  /// Element types that are known without running: of inputs, constants and what casts make.
  private static Map<String, ElementType> declaredTypes(Graph graph) {
    Map<String, ElementType> types = new HashMap<>();
    for (Port port : graph.inputs()) {
      ElementType type = port.type();
      if (type != null) {
        types.put(port.name(), type);
      }
    }
    for (Map.Entry<String, Constant> entry : graph.constants().entrySet()) {
      types.put(entry.getKey(), entry.getValue().type());
    }
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Elementwise.Cast cast) {
        types.put(node.output(), cast.to());
      }
    }
    return types;
  }
}
