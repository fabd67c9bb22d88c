package bitline.onnx;

import bitline.base.Problem;
import bitline.onnx.ModelProto.GraphProto;
import bitline.onnx.ModelProto.NodeProto;
import bitline.onnx.ModelProto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// An order in which a list of nodes can be computed: the file's own where that will do, as the
/// standard demands.
final class NodeOrder {
  private NodeOrder() {}

  /// Indices into `nodes`, each node after the makers of what it reads; a [Problem] when they form
  /// a circle.
  static int[] of(List<NodeProto> nodes) {
    Map<String, Integer> maker = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        maker.put(output, i);
      }
    }
    maker.remove("");
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(_ -> readers.add(new ArrayList<>()));
    int[] waitsFor = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      for (String read : reads(nodes.get(i))) {
        Integer from = maker.get(read);
        if (from != null) {
          readers.get(from).add(i);
          waitsFor[i]++;
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
    int[] order = new int[nodes.size()];
    int done = 0;
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      order[done++] = next;
      for (int reader : readers.get(next)) {
        if (--waitsFor[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (done < order.length) {
      for (int i = 0; i < waitsFor.length; i++) {
        if (waitsFor[i] > 0) {
          NodeProto node = nodes.get(i);
          throw new Problem(
              "the graph runs in a circle at node '"
                  + (node.name().isEmpty() ? node.opType() : node.name())
                  + "'");
        }
      }
    }
    return order;
  }

  /// What a node reads, its bodies' reads of the graph around them included.
  private static Set<String> reads(NodeProto node) {
    Set<String> reads = new LinkedHashSet<>(node.inputs());
    node.bodies().forEach(body -> reads.addAll(reads(body)));
    reads.remove("");
    return reads;
  }

  private static Set<String> reads(GraphProto body) {
    Set<String> reads = new LinkedHashSet<>();
    body.nodes().forEach(node -> reads.addAll(reads(node)));
    body.outputs().stream().map(ValueInfoProto::name).forEach(reads::add);
    body.nodes().forEach(node -> node.outputs().forEach(reads::remove));
    body.inputs().stream().map(ValueInfoProto::name).forEach(reads::remove);
    body.initialisers().stream().map(TensorProto::name).forEach(reads::remove);
    return reads;
  }
}
