package bitline.graph.pass;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Generating;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Recurrent;
import bitline.graph.Reduction;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which values have the same shape in every run: those that follow from inputs of declared sizes
/// by operators whose result's shape depends on their operands' shapes, and on operands that are
/// constants, alone.
final class CertainShapes {
  private static final int NEVER = -1;

  private final Map<String, ValueType> types;
  private final Set<String> certain = new HashSet<>();

  private CertainShapes(Map<String, ValueType> types) {
    this.types = types;
  }

  /// What is certain before any node: inputs all of whose sizes are numbers. Nothing at all where
  /// no node asks for a shape, or where the shapes cannot be inferred.
  static CertainShapes of(Graph graph) {
    CertainShapes none = new CertainShapes(Map.of());
    if (graph.nodes().stream().noneMatch(node -> asks(node.op()))) {
      return none;
    }
    try {
      CertainShapes shapes = new CertainShapes(new HashMap<>(Shapes.infer(graph, Map.of())));
      for (Port port : graph.inputs()) {
        List<String> sizes = port.sizes();
        if (sizes != null && sizes.stream().allMatch(size -> size.matches("[0-9]+"))) {
          shapes.certain.add(port.name());
        }
      }
      shapes.certain.addAll(graph.constants().keySet());
      return shapes;
    } catch (Problem unknown) {
      return none;
    }
  }

  /// Whether a node's result is about its operand's shape only.
  static boolean asks(Op op) {
    return op instanceof Shaping.Shape || op instanceof Shaping.Size;
  }

  /// A value's type and shape where they are certain, else null.
  @Nullable ValueType get(String value) {
    return certain.contains(value) ? types.get(value) : null;
  }

  /// Takes note of a node that stays, given the names of the constants known by now.
  void follow(Node node, Set<String> constants) {
    int first = shapeOperands(node.op());
    if (first == NEVER) {
      return;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      String input = node.input(i);
      boolean known = constants.contains(input);
      if (!input.isEmpty() && !known && (i >= first || !certain.contains(input))) {
        return;
      }
    }
    certain.addAll(node.outputs());
  }

  /// From which operand on the values count, not only the shapes; [#NEVER] where the data may
  /// decide.
  private static int shapeOperands(Op op) {
    return switch (op) {
      case Elementwise _, Linear _, Normalising _, Quantising _, Recurrent _, Shaping.Concat _ ->
          Integer.MAX_VALUE;
      case Pooling.MaxUnpool _ -> 2;
      case Pooling _ -> Integer.MAX_VALUE;
      case Indexing.Gather _,
          Indexing.GatherElements _,
          Indexing.GatherND _,
          Indexing.ScatterElements _,
          Indexing.ScatterND _,
          Indexing.TensorScatter _ ->
          Integer.MAX_VALUE;
      case Indexing.OneHot _ -> 1;
      case Indexing _ -> NEVER;
      case Resampling.NonMaxSuppression _ -> NEVER;
      case Resampling.GridSample _, Resampling.RoiAlign _ -> Integer.MAX_VALUE;
      case Shaping _, Reduction _, Resampling _ -> 1;
      case Generating.EyeLike _ -> Integer.MAX_VALUE;
      case Generating _ -> 0;
      default -> NEVER;
    };
  }
}
