package bitline.program;

import bitline.graph.Elementwise;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Reduction;
import bitline.graph.Resampling;
import bitline.graph.Shaping;

/// What the vector unit does for one element: operations of a lane. All assumed: one for what a
/// SIMD instruction does, eight for a division, a root or an exponential, made by table and
/// multiplications, one for moving an element from one place to another.
public final class Effort {
  /// A division, a root or an exponential.
  public static final double SLOW = 8;

  /// Softmax, for each element.
  public static final double SOFTMAX = 3 + 2 * SLOW;

  private Effort() {}

  /// The scale and the bias of an array's sums.
  public static final double FINISH = 1;

  /// Whether a node only gives another name or shape to what lies in memory.
  public static boolean free(Op op) {
    return switch (op) {
      case Shaping.Reshape _,
          Shaping.Flatten _,
          Shaping.Squeeze _,
          Shaping.Unsqueeze _,
          Elementwise.Identity _,
          Normalising.Dropout _ ->
          true;
      default -> false;
    };
  }

  /// Operations of a node in one run.
  ///
  /// @param results elements of its outputs
  /// @param operands elements of its operands
  /// @param macs multiply-accumulates of a product
  public static double of(Node node, long results, long operands, long macs) {
    return switch (node.op()) {
      case Linear _ -> Math.max(macs, results);
      case Elementwise.Unary unary -> results * of(unary);
      case Elementwise.Div _, Elementwise.Pow _, Elementwise.Mod _ -> results * SLOW;
      case Elementwise _ -> results * Math.max(1, node.inputs().size() - 1);
      case Quantising.QuantizeLinear _, Quantising.DynamicQuantizeLinear _ -> results * 2;
      case Quantising _ -> results;
      case Pooling.MaxPool(var w, boolean _, boolean _) ->
          results * w.kernel().stream().reduce(1, Math::multiplyExact);
      case Pooling.AveragePool(var w, boolean _, boolean _) ->
          results * (1 + w.kernel().stream().reduce(1, Math::multiplyExact));
      case Pooling _, Reduction _ -> operands;
      case Normalising.Softmax _, Normalising.LogSoftmax _ -> results * SOFTMAX;
      case Normalising _ -> results * 4 + SLOW;
      case Resampling _ -> results * 4;
      case Shaping _, Indexing _ -> results;
      default -> Math.max(results, operands);
    };
  }

  private static double of(Elementwise.Unary op) {
    return switch (op) {
      case Elementwise.Abs _,
          Elementwise.Neg _,
          Elementwise.Sign _,
          Elementwise.Ceil _,
          Elementwise.Floor _,
          Elementwise.Round _,
          Elementwise.Relu _,
          Elementwise.LeakyRelu _,
          Elementwise.ThresholdedRelu _,
          Elementwise.Not _,
          Elementwise.BitwiseNot _,
          Elementwise.Identity _ ->
          1;
      case Elementwise.HardSigmoid _ -> 2;
      case Elementwise.HardSwish _ -> 3;
      default -> SLOW;
    };
  }
}
