package bitline.graph.causal;

import bitline.graph.Constant;
import bitline.graph.Generating;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Shaping;
import bitline.graph.eval.Interpreter;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What is known of the values of a graph while its nodes are gone through in order.
final class Analysis {
  /// So far below the other scores of its row that its exponential beside theirs is 0: exports mask
  /// with −∞, the least float, −10⁹ or −10⁴. Holds while a row's scores differ by less than 9,800.
  private static final double BURIED = -1e4;

  private final Graph graph;
  private final Map<String, ValueType> types;
  private final Map<String, Along> along = new HashMap<>();
  private final Set<String> fixed = new HashSet<>();
  final int tokens;
  final Interpreter interpreter;
  final Known known;

  Analysis(Graph graph, Map<String, ValueType> types, int tokens, Interpreter interpreter) {
    this.graph = graph;
    this.types = types;
    this.tokens = tokens;
    this.interpreter = interpreter;
    known = new Known(graph, types, fixed, interpreter);
  }

  Along along(String value) {
    if (graph.isConstant(value)) {
      return Along.FIXED;
    }
    return Objects.requireNonNull(along.get(value), value);
  }

  void set(String value, Along how) {
    along.put(value, how);
    if (how instanceof Along.Fixed) {
      fixed.add(value);
    }
  }

  boolean isFixed(String value) {
    return along(value) instanceof Along.Fixed;
  }

  Shape shape(String value) {
    return type(value).shape();
  }

  ValueType type(String value) {
    return Objects.requireNonNull(types.get(value), value);
  }

  /// Whether a node's result is the same whatever the tokens are.
  boolean givesFixed(Node node) {
    if (node.op() instanceof Shaping.Shape
        || node.op() instanceof Shaping.Size
        || node.op() instanceof Generating.EyeLike) {
      return true;
    }
    return Graph.bodies(node.op()).isEmpty()
        && node.inputs().stream().allMatch(value -> value.isEmpty() || isFixed(value));
  }

  /// The least and the greatest of a fixed value's entries that stand at later tokens.
  ///
  /// @param rows its axis of tokens that read; −1: it has none
  /// @param columns its axis of tokens that are read; −1: it has none
  double[] later(String value, int rows, int columns) {
    Tensor x = known.value(value);
    int[] strides = x.shape().strides();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < x.elements(); at++) {
      int i = rows < 0 ? 0 : at / strides[rows] % x.shape().size(rows);
      int j = columns < 0 ? tokens - 1 : at / strides[columns] % x.shape().size(columns);
      if (j > i) {
        double v = x.at(at);
        least = v < least ? v : least;
        greatest = v > greatest ? v : greatest;
        if (Double.isNaN(v)) {
          return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        }
      }
    }
    return new double[] {least, greatest};
  }

  static Along.Later later(double[] range) {
    if (range[0] == 0 && range[1] == 0) {
      return Along.Later.ZERO;
    }
    return range[1] <= BURIED ? Along.Later.BURIED : Along.Later.OPEN;
  }

  /// The only number of a fixed value; NaN where there are several.
  double only(String value) {
    Constant constant = graph.constant(value);
    int elements = constant == null ? shape(value).elements() : constant.shape().elements();
    return elements == 1 ? known.value(value).at(0) : Double.NaN;
  }
}
