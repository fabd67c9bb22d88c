package bitline.onnx;

import bitline.base.Problem;
import bitline.onnx.ModelProto.FunctionProto;
import bitline.onnx.ModelProto.GraphProto;
import bitline.onnx.ModelProto.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How large a model becomes once its functions are inlined, found before anything is: a small file
/// whose functions call each other twice at every level could stand for billions of nodes.
final class InlinedSize {
  /// More nodes and constants than any real network has.
  static final int MOST = 500_000;

  private static final int DEEPEST_CALLS = 32;

  private final Map<String, FunctionProto> functions;
  private final Map<String, Long> known = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

  private InlinedSize(Map<String, FunctionProto> functions) {
    this.functions = functions;
  }

  /// Refuses functions that call themselves and models of more than [#MOST] nodes.
  static void check(GraphProto graph, Map<String, FunctionProto> functions) {
    if (new InlinedSize(functions).size(graph.nodes()) > MOST) {
      throw new Problem("more than " + MOST + " nodes once its functions are inlined");
    }
  }

  /// Nodes after inlining, bodies' included; just above [#MOST] where there are more.
  private long size(List<NodeProto> nodes) {
    long size = 0;
    for (NodeProto node : nodes) {
      size++;
      for (GraphProto body : node.bodies()) {
        size += body.initialisers().size() + size(body.nodes());
      }
      FunctionProto function =
          functions.get(FunctionProto.key(node.domain(), node.opType(), node.overload()));
      if (function != null) {
        Long counted = known.get(function.key());
        size += counted == null ? size(function) : counted;
      }
      size = Math.min(size, MOST + 1L);
    }
    return size;
  }

  private long size(FunctionProto function) {
    if (calls.contains(function.key())) {
      throw new Problem("function '" + function.name() + "' calls itself");
    }
    if (calls.size() >= DEEPEST_CALLS) {
      throw new Problem("functions call each other more than " + DEEPEST_CALLS + " deep");
    }
    calls.add(function.key());
    long size = size(function.nodes());
    calls.removeLast();
    known.put(function.key(), size);
    return size;
  }
}
