package bitline.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What every graph must fulfil, checked before and after each pass: every value is made once and
/// before it is read, bodies hide no name of the graph around them, node names are unique, and each
/// operator has as many operands as it takes. Types and shapes are not checked; the interpreter
/// does that as it runs.
public final class Verifier {
  private Verifier() {}

  /// Everything that is wrong, one line each; empty for a good graph.
  public static List<String> faults(Graph graph) {
    List<String> faults = new ArrayList<>();
    check(graph, new HashSet<>(), new HashSet<>(), faults);
    return faults;
  }

  /// Throws an `IllegalStateException` with the first fault: for graphs that our own code made.
  public static void verify(Graph graph) {
    List<String> faults = faults(graph);
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "graph '"
              + graph.name()
              + "': "
              + faults.getFirst()
              + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more faults)"));
    }
  }

  private static void check(
      Graph graph, Set<String> around, Set<String> nodeNames, List<String> faults) {
    Set<String> made = new HashSet<>(around);
    graph.inputs().forEach(port -> make(port.name(), "input", made, faults));
    graph.constants().keySet().forEach(name -> make(name, "constant", made, faults));
    for (Node node : graph.nodes()) {
      String label = "node '" + node.name() + "' (" + node.op().name() + ")";
      if (node.name().isEmpty() || !nodeNames.add(node.name())) {
        faults.add(label + ": the name is " + (node.name().isEmpty() ? "empty" : "not unique"));
      }
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !made.contains(input)) {
          faults.add(label + " reads '" + input + "', which nothing makes before it");
        }
      }
      String count = Arity.fault(node);
      if (count != null) {
        faults.add(label + " " + count);
      }
      for (Graph body : Graph.bodies(node.op())) {
        check(body, made, nodeNames, faults);
      }
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          make(output, label, made, faults);
        }
      }
    }
    for (Port output : graph.outputs()) {
      if (!made.contains(output.name())) {
        faults.add("output '" + output.name() + "' is made by nothing");
      }
    }
  }

  private static void make(String name, String maker, Set<String> made, List<String> faults) {
    if (name.isEmpty()) {
      faults.add(maker + " has no name");
    } else if (!made.add(name)) {
      faults.add("value '" + name + "' is made twice; the second time by " + maker);
    }
  }
}
