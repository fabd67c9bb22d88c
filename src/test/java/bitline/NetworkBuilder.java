package bitline;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Verifier;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Networks for tests, node by node; each node gives one value of its own name.
public final class NetworkBuilder {
  private final List<Port> inputs = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  public NetworkBuilder input(String name, ElementType type, Shape shape) {
    inputs.add(
        new Port(name, type, Arrays.stream(shape.sizes()).mapToObj(Integer::toString).toList()));
    return this;
  }

  public NetworkBuilder input(String name, Tensor tensor) {
    return input(name, tensor.type(), tensor.shape());
  }

  public NetworkBuilder constant(String name, Tensor tensor) {
    constants.put(name, Constant.of(tensor));
    return this;
  }

  public NetworkBuilder node(String name, Op op, String... operands) {
    nodes.add(new Node(name, op, List.of(operands), List.of(name)));
    return this;
  }

  public NetworkBuilder node(Node node) {
    nodes.add(node);
    return this;
  }

  public Graph graph(String... outputs) {
    List<Port> ports = Arrays.stream(outputs).map(name -> new Port(name, null, null)).toList();
    Graph graph = new Graph("test", inputs, ports, constants, nodes);
    Verifier.verify(graph);
    return graph;
  }
}
