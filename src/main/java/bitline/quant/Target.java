package bitline.quant;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A node that can be quantised: a product of an activation with a constant matrix or kernel of
/// 32-bit floats.
///
/// @param input which operand is the activation
/// @param weight which operand is the constant
/// @param axis the weight's axis of output channels, one scale each
/// @param channels output channels that have a scale of their own
record Target(Node node, int input, int weight, int axis, int channels) {

  /// The node as a target, or null where it is none.
  static @Nullable Target of(Graph graph, Node node) {
    return switch (node.op()) {
      case Linear.Conv _ -> weights(graph, node, 0, 1, 0);
      case Linear.ConvTranspose _ -> weights(graph, node, 0, 1, 1);
      case Linear.Gemm op -> weights(graph, node, 0, 1, op.transB() ? 0 : 1);
      case Linear.MatMul _ -> {
        Target right = weights(graph, node, 0, 1, 1);
        yield right != null ? right : weights(graph, node, 1, 0, 0);
      }
      default -> null;
    };
  }

  private static @Nullable Target weights(Graph graph, Node node, int input, int weight, int axis) {
    Constant constant = graph.constant(node.input(weight));
    if (constant == null
        || constant.type() != ElementType.FLOAT
        || graph.isConstant(node.input(input))
        || constant.shape().rank() < 2
        || (node.op() instanceof Linear.MatMul && constant.shape().rank() != 2)
        || constant.shape().elements() == 0) {
      return null;
    }
    return new Target(node, input, weight, axis, constant.shape().size(axis));
  }

  /// The name of the activation that is quantised.
  String activation() {
    return node.input(input);
  }

  /// Whether it is a convolution in which each input channel has filters of its own.
  boolean depthwise(Tensor weights) {
    return node.op() instanceof Linear.Conv op && op.group() > 1 && weights.shape().size(1) == 1;
  }

  /// The axis of a result's channels.
  int outputAxis(Shape output) {
    return node.op() instanceof Linear.MatMul
        ? Math.max(0, output.rank() - (weight == 1 ? 1 : 2))
        : 1;
  }

  /// The constant operand.
  Tensor weights(Graph graph) {
    return Objects.requireNonNull(graph.constant(node.input(weight))).tensor();
  }

  /// Whether the operator has a bias for its channels.
  boolean takesBias() {
    return !(node.op() instanceof Linear.MatMul);
  }
}
