package bitline.graph;

import java.util.List;

/// One operator applied to named values. An input left out is the empty string; outputs nobody
/// needs may be empty too.
///
/// @param name unique in its graph; what error lines, tables and per-layer overrides speak of
public record Node(String name, Op op, List<String> inputs, List<String> outputs) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// The `i`-th input's name, or the empty string where it is left out.
  public String input(int i) {
    return i < inputs.size() ? inputs.get(i) : "";
  }

  public boolean hasInput(int i) {
    return !input(i).isEmpty();
  }

  /// The first output's name.
  public String output() {
    return outputs.getFirst();
  }

  public Node withInputs(List<String> changed) {
    return new Node(name, op, changed, outputs);
  }
}
