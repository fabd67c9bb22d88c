package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Recurrent;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Multiply-accumulates of a network, exactly, by node. Convolution: output elements × weights of
/// one output channel, padding counted, bias not. Transposed convolution: input elements × weights
/// of one input channel. Product: result elements × summed length. Elementwise arithmetic counts
/// nothing. A product is *weight-stationary* when one operand follows from constants alone, so that
/// it can lie in an array; else it is *activation × activation*. Bodies of control flow are not
/// counted: how often they run is not known.
///
/// @param layers one a node that multiplies, in the graph's order
public record MacCount(List<Layer> layers) {
  public MacCount {
    layers = List.copyOf(layers);
  }

  /// One node's multiply-accumulates.
  ///
  /// @param weightStationary whether one operand follows from constants
  public record Layer(String node, String operator, long macs, boolean weightStationary) {}

  public long total() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }

  public long weightStationary() {
    return layers.stream().filter(Layer::weightStationary).mapToLong(Layer::macs).sum();
  }

  public long activationByActivation() {
    return total() - weightStationary();
  }

  /// Counts a graph's.
  ///
  /// @param types of all values, see [Shapes#infer]
  public static MacCount of(Graph graph, Map<String, ValueType> types) {
    Set<String> fixed = new HashSet<>(graph.constants().keySet());
    List<Layer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.inputs().stream().allMatch(input -> input.isEmpty() || fixed.contains(input))) {
        fixed.addAll(node.outputs());
        continue;
      }
      long macs = macs(node, new Values(node, types));
      if (macs > 0) {
        boolean stationary =
            operands(node.op()).stream().anyMatch(operand -> fixed.contains(node.input(operand)));
        layers.add(new Layer(node.name(), node.op().name(), macs, stationary));
      }
    }
    return new MacCount(layers);
  }

  /// Shapes of one node's operands and results.
  private record Values(Node node, Map<String, ValueType> types) {
    private Shape in(int i) {
      return shape(node.input(i));
    }

    private Shape out() {
      return shape(node.output());
    }

    private Shape shape(String value) {
      ValueType type = types.get(value);
      if (type == null) {
        throw new Problem(
            "the shape of '" + value + "' at node '" + node.name() + "' is not known");
      }
      return type.shape();
    }
  }

  /// Which inputs are the factors of a product.
  private static List<Integer> operands(Op op) {
    return switch (op) {
      case Linear.QLinearConv _, Linear.QLinearMatMul _ -> List.of(0, 3);
      default -> List.of(0, 1);
    };
  }

  private static long macs(Node node, Values values) {
    return switch (node.op()) {
      case Linear.Conv _, Linear.ConvInteger _, Linear.DeformConv _ ->
          times(values.out().elements(), perChannel(values.in(1)));
      case Linear.QLinearConv _ -> times(values.out().elements(), perChannel(values.in(3)));
      case Linear.ConvTranspose _ -> times(values.in(0).elements(), perChannel(values.in(1)));
      case Linear.Gemm gemm ->
          times(values.out().elements(), values.in(0).size(gemm.transA() ? 0 : 1));
      case Linear.MatMul _, Linear.MatMulInteger _, Linear.QLinearMatMul _ ->
          times(values.out().elements(), values.in(0).size(-1));
      case Linear.Einsum einsum -> einsum(einsum.equation(), node, values);
      case Linear.Attention attention -> attention(attention, values);
      case Linear.RotaryEmbedding _ -> 0;
      case Recurrent _ -> recurrent(values);
      default -> 0;
    };
  }

  private static long times(long a, long b) {
    return Math.multiplyExact(a, b);
  }

  private static long perChannel(Shape weight) {
    return weight.span(1, weight.rank());
  }

  /// The product of all sizes that the equation names, where it multiplies at all.
  private static long einsum(String equation, Node node, Values values) {
    String[] terms = equation.replace(" ", "").split("->")[0].split(",", -1);
    if (terms.length < 2) {
      return 0;
    }
    Map<String, Integer> sizes = new HashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Shape shape = values.in(i);
      int dots = terms[i].indexOf("...");
      String letters = terms[i].replace("...", "");
      int before = dots < 0 ? letters.length() : dots;
      int hidden = shape.rank() - letters.length();
      for (int axis = 0; axis < shape.rank(); axis++) {
        boolean inside = axis >= before && axis < before + hidden;
        String key =
            inside
                ? "." + (before + hidden - axis)
                : letters.substring(
                    axis < before ? axis : axis - hidden,
                    (axis < before ? axis : axis - hidden) + 1);
        sizes.merge(key, shape.size(axis), Math::max);
      }
    }
    return sizes.values().stream()
        .mapToLong(Integer::longValue)
        .reduce(terms.length - 1, MacCount::times);
  }

  /// Q·Kᵀ and scores·V.
  private static long attention(Linear.Attention attention, Values values) {
    Shape query = values.in(0);
    Shape key = values.in(1);
    Shape value = values.in(2);
    int length = query.size(-2);
    int keys = key.size(-2);
    if (values.node.hasInput(4)) {
      keys += values.in(4).size(-2);
    }
    int heads = query.rank() == 4 ? query.size(1) : attention.queryHeads();
    int keyHeads = key.rank() == 4 ? key.size(1) : attention.keyValueHeads();
    int queryWidth = query.rank() == 4 ? query.size(-1) : query.size(-1) / heads;
    int valueWidth = value.rank() == 4 ? value.size(-1) : value.size(-1) / Math.max(1, keyHeads);
    return times(times((long) query.size(0) * heads, times(length, keys)), queryWidth + valueWidth);
  }

  /// Products with W and R at each step, in each direction.
  private static long recurrent(Values values) {
    Shape data = values.in(0);
    long steps = (long) data.size(0) * data.size(1);
    return times(steps, (long) values.in(1).elements() + values.in(2).elements());
  }
}
