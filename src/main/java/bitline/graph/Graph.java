package bitline.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A network: nodes in an order in which they can be computed, constants by name, inputs and
/// outputs. Immutable; a pass returns a new one. A body of If, Loop or Scan is a graph too and may
/// read the values of the graph around it.
///
/// @param name what the file calls it
/// @param inputs values the caller supplies (never constants)
/// @param outputs values the caller gets, in order
/// @param constants weights and other fixed operands, in the file's order
/// @param nodes in topological order, names unique
public record Graph(
    String name,
    List<Port> inputs,
    List<Port> outputs,
    Map<String, Constant> constants,
    List<Node> nodes) {
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
  }

  public @Nullable Constant constant(String value) {
    return constants.get(value);
  }

  public boolean isConstant(String value) {
    return constants.containsKey(value);
  }

  public Graph withNodes(List<Node> changed) {
    return new Graph(name, inputs, outputs, constants, changed);
  }

  public Graph with(Map<String, Constant> changedConstants, List<Node> changedNodes) {
    return new Graph(name, inputs, outputs, changedConstants, changedNodes);
  }

  /// Who makes each value.
  public Map<String, Node> producers() {
    Map<String, Node> producers = new HashMap<>();
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          producers.put(output, node);
        }
      }
    }
    return producers;
  }

  /// Who reads each value, in node order; a node that reads one twice stands there once. Bodies of
  /// control flow count as readers of what they capture.
  public Map<String, List<Node>> readers() {
    Map<String, List<Node>> readers = new HashMap<>();
    for (Node node : nodes) {
      List<String> read = new ArrayList<>(node.inputs());
      for (Graph body : bodies(node.op())) {
        read.addAll(body.captured());
      }
      for (String input : read) {
        if (!input.isEmpty()) {
          List<Node> known = readers.computeIfAbsent(input, _ -> new ArrayList<>());
          if (known.isEmpty() || known.getLast() != node) {
            known.add(node);
          }
        }
      }
    }
    return readers;
  }

  /// The names a body reads from the graph around it.
  public List<String> captured() {
    Set<String> own = new HashSet<>(constants.keySet());
    inputs.forEach(port -> own.add(port.name()));
    Set<String> captured = new LinkedHashSet<>();
    for (Node node : nodes) {
      List<String> read = new ArrayList<>(node.inputs());
      bodies(node.op()).forEach(body -> read.addAll(body.captured()));
      for (String input : read) {
        if (!input.isEmpty() && !own.contains(input)) {
          captured.add(input);
        }
      }
      own.addAll(node.outputs());
    }
    for (Port output : outputs) {
      if (!own.contains(output.name())) {
        captured.add(output.name());
      }
    }
    return List.copyOf(captured);
  }

  /// The graphs inside an operator.
  public static List<Graph> bodies(Op op) {
    return op instanceof ControlFlow flow ? flow.bodies() : List.of();
  }
}
