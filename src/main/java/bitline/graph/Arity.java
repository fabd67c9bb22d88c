package bitline.graph;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many operands each operator takes, in its newest ONNX form.
final class Arity {
  private static final int ANY = Integer.MAX_VALUE;

  private record Count(int least, int most) {}

  private static final Map<String, Count> COUNTS = new HashMap<>();

  static {
    exactly(
        1,
        "Abs",
        "Acos",
        "Acosh",
        "Asin",
        "Asinh",
        "Atan",
        "Atanh",
        "BitwiseNot",
        "Ceil",
        "Celu",
        "Cos",
        "Cosh",
        "Elu",
        "Erf",
        "Exp",
        "Floor",
        "Gelu",
        "HardSigmoid",
        "HardSwish",
        "Identity",
        "IsInf",
        "IsNaN",
        "LeakyRelu",
        "Log",
        "Mish",
        "Neg",
        "Not",
        "Reciprocal",
        "Relu",
        "Round",
        "Selu",
        "Shrink",
        "Sigmoid",
        "Sign",
        "Sin",
        "Sinh",
        "Softplus",
        "Softsign",
        "Sqrt",
        "Swish",
        "Tan",
        "Tanh",
        "ThresholdedRelu",
        "Cast",
        "Flatten",
        "Transpose",
        "DepthToSpace",
        "SpaceToDepth",
        "Shape",
        "NonZero",
        "ArgMax",
        "ArgMin",
        "MaxPool",
        "AveragePool",
        "LpPool",
        "GlobalAveragePool",
        "GlobalMaxPool",
        "GlobalLpPool",
        "LRN",
        "MeanVarianceNormalization",
        "LpNormalization",
        "Softmax",
        "LogSoftmax",
        "Hardmax",
        "DynamicQuantizeLinear",
        "HannWindow",
        "HammingWindow",
        "BlackmanWindow",
        "Unique",
        "EyeLike",
        "ConstantOfShape",
        "If",
        "Size",
        "BitCast",
        "Det");
    exactly(
        2,
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Pow",
        "Mod",
        "And",
        "Or",
        "Xor",
        "BitwiseAnd",
        "BitwiseOr",
        "BitwiseXor",
        "BitShift",
        "Equal",
        "Greater",
        "GreaterOrEqual",
        "Less",
        "LessOrEqual",
        "PRelu",
        "MatMul",
        "Gather",
        "GatherElements",
        "GatherND",
        "Compress",
        "CumSum",
        "CumProd",
        "Expand",
        "Reshape",
        "Tile",
        "TopK",
        "Unsqueeze",
        "GridSample",
        "AffineGrid",
        "MaxRoiPool",
        "RMSNormalization",
        "CastLike",
        "CenterCropPad",
        "ReverseSequence");
    exactly(
        3,
        "Where",
        "Range",
        "OneHot",
        "Col2Im",
        "ScatterElements",
        "ScatterND",
        "RoiAlign",
        "InstanceNormalization",
        "GroupNormalization");
    exactly(5, "BatchNormalization", "MelWeightMatrix");
    exactly(8, "QLinearMatMul");
    between(1, ANY, "Max", "Min", "Mean", "Sum", "Concat", "Einsum");
    between(
        1,
        2,
        "Squeeze",
        "Split",
        "ReduceL1",
        "ReduceL2",
        "ReduceLogSum",
        "ReduceLogSumExp",
        "ReduceMax",
        "ReduceMean",
        "ReduceMin",
        "ReduceProd",
        "ReduceSum",
        "ReduceSumSquare",
        "Trilu");
    between(1, 3, "Clip", "Dropout", "DFT");
    between(1, 4, "Resize");
    between(
        2,
        3,
        "Conv",
        "ConvTranspose",
        "Gemm",
        "LayerNormalization",
        "QuantizeLinear",
        "DequantizeLinear",
        "NegativeLogLikelihoodLoss",
        "SoftmaxCrossEntropyLoss",
        "MaxUnpool");
    between(2, 4, "Pad", "ConvInteger", "MatMulInteger", "STFT");
    between(2, 5, "NonMaxSuppression");
    between(2, 3, "TensorScatter");
    between(3, 4, "RotaryEmbedding");
    between(3, 5, "Slice", "DeformConv");
    between(3, 6, "RNN", "GRU");
    between(3, 7, "Attention");
    between(3, 8, "LSTM");
    between(8, 9, "QLinearConv");
    between(0, ANY, "Loop", "Scan");
  }

  private Arity() {}

  private static void exactly(int count, String... operators) {
    between(count, count, operators);
  }

  private static void between(int least, int most, String... operators) {
    for (String operator : operators) {
      COUNTS.put(operator, new Count(least, most));
    }
  }

  static boolean knows(String operator) {
    return COUNTS.containsKey(operator);
  }

  /// The fewest operands of a known operator.
  static int least(String operator) {
    Count count = COUNTS.get(operator);
    if (count == null) {
      throw new IllegalArgumentException(operator);
    }
    return count.least;
  }

  /// What is wrong with a node's operands, or null.
  static @Nullable String fault(Node node) {
    Count count = COUNTS.get(node.op().name());
    if (count == null) {
      return "has no entry in the table of operand counts";
    }
    int given = node.inputs().size();
    if (given > count.most) {
      return "has " + given + " inputs; it takes at most " + count.most;
    }
    for (int i = 0; i < count.least; i++) {
      if (!node.hasInput(i)) {
        return "has "
            + given
            + " inputs; it needs "
            + count.least
            + (i < given ? ", and input " + i + " is left out" : "");
      }
    }
    return null;
  }
}
