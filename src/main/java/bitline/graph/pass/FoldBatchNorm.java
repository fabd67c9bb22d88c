package bitline.graph.pass;

import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Shaping;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Multiplies a BatchNormalization with constant statistics into the constant weights of the Conv,
/// ConvTranspose, Gemm or MatMul that alone feeds it: w' = w·γ/√(σ²+ε), b' = (b−μ)·γ/√(σ²+ε) + β.
/// Factors are computed in double and the results rounded once, so outputs differ from the unfolded
/// network's by rounding only. A MatMul becomes a Gemm, and is folded only where its data is a
/// matrix for sure: a BatchNormalization of three axes has its channels in the middle.
final class FoldBatchNorm {
  private FoldBatchNorm() {}

  static Graph rewrite(Graph graph) {
    Map<String, Node> producers = graph.producers();
    Map<String, List<Node>> readers = graph.readers();
    Set<String> outputs = new HashSet<>();
    graph.outputs().stream().map(Port::name).forEach(outputs::add);
    Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
    Set<String> taken = new HashSet<>(constants.keySet());
    graph.inputs().forEach(port -> taken.add(port.name()));
    graph.nodes().forEach(node -> taken.addAll(node.outputs()));
    Map<String, Node> replaced = new HashMap<>();
    Set<String> dropped = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Normalising.BatchNormalization norm) || norm.training()) {
        continue;
      }
      Node before = producers.get(node.input(0));
      if (before == null
          || node.outputs().stream()
              .skip(1)
              .anyMatch(output -> readers.containsKey(output) || outputs.contains(output))
          || before.op() instanceof Linear.MatMul && !isMatrix(before.input(0), graph, producers)
          || outputs.contains(before.output())
          || readers.getOrDefault(before.output(), List.of()).size() != 1
          || replaced.containsKey(before.name())) {
        continue;
      }
      Affine affine = Affine.of(norm, node, constants);
      Node folded = affine == null ? null : fold(before, node, affine, constants, taken);
      if (folded != null) {
        replaced.put(before.name(), folded);
        dropped.add(node.name());
      }
    }
    if (dropped.isEmpty()) {
      return graph;
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!dropped.contains(node.name())) {
        nodes.add(replaced.getOrDefault(node.name(), node));
      }
    }
    return graph.with(constants, nodes);
  }

  /// A normalisation as factor and shift a channel.
  private record Affine(double[] factor, double[] shift) {
    private static @Nullable Affine of(
        Normalising.BatchNormalization norm, Node node, Map<String, Constant> constants) {
      List<float[]> operands = new ArrayList<>();
      for (int i = 1; i < 5; i++) {
        Constant constant = constants.get(node.input(i));
        if (constant == null
            || constant.type() != ElementType.FLOAT
            || constant.shape().rank() != 1) {
          return null;
        }
        operands.add(constant.tensor().toFloats());
      }
      int channels = operands.getFirst().length;
      if (operands.stream().anyMatch(operand -> operand.length != channels)) {
        return null;
      }
      double[] factor = new double[channels];
      double[] shift = new double[channels];
      for (int c = 0; c < channels; c++) {
        factor[c] = operands.get(0)[c] / Math.sqrt((double) operands.get(3)[c] + norm.epsilon());
        shift[c] = operands.get(1)[c] - operands.get(2)[c] * factor[c];
        if (!Double.isFinite(factor[c]) || !Double.isFinite(shift[c])) {
          return null;
        }
      }
      return new Affine(factor, shift);
    }
  }

  /// Where a weight operand has its output channel: `outer` blocks of `channels` rows of `inner`
  /// elements, the channel of row r of block o being `perBlock·o + r`.
  private record Layout(int outer, int rows, int inner, boolean blocksAreGroups, int channels) {
    private int channel(int index) {
      int row = index / inner % rows;
      return blocksAreGroups
          ? index / (inner * rows) / (outer / (channels / rows)) * rows + row
          : row;
    }
  }

  private static @Nullable Node fold(
      Node before, Node norm, Affine affine, Map<String, Constant> constants, Set<String> taken) {
    Constant weight = constants.get(before.input(1));
    Constant bias = constants.get(before.input(2));
    if (weight == null
        || weight.type() != ElementType.FLOAT
        || before.hasInput(2) && (bias == null || !isRow(bias.shape()))) {
      return null;
    }
    int channels = affine.factor.length;
    Layout layout = layout(before.op(), weight.shape(), channels);
    float[] given = bias == null ? new float[channels] : bias.tensor().toFloats();
    if (layout == null || given.length != channels && given.length != 1) {
      return null;
    }
    double beta = before.op() instanceof Linear.Gemm gemm ? gemm.beta() : 1;
    float[] scaled = weight.tensor().toFloats().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scaled[i] * affine.factor[layout.channel(i)]);
    }
    float[] shifted = new float[channels];
    for (int c = 0; c < channels; c++) {
      shifted[c] =
          (float) (beta * given[given.length == 1 ? 0 : c] * affine.factor[c] + affine.shift[c]);
    }
    String weightName = fresh(before.input(1) + "/folded", taken);
    constants.put(weightName, Constant.of(Tensor.floats(weight.shape(), scaled)));
    String biasName =
        fresh((before.hasInput(2) ? before.input(2) : before.name() + "/bias") + "/folded", taken);
    constants.put(biasName, Constant.of(Tensor.floats(Shape.of(channels), shifted)));
    return new Node(
        before.name(),
        operator(before.op()),
        List.of(before.input(0), weightName, biasName),
        norm.outputs().subList(0, 1));
  }

  private static Linear operator(Op op) {
    return switch (op) {
      case Linear.Gemm gemm -> new Linear.Gemm(gemm.alpha(), 1, gemm.transA(), gemm.transB());
      case Linear.MatMul _ -> new Linear.Gemm(1, 1, false, false);
      case Linear other -> other;
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static @Nullable Layout layout(Op op, Shape weight, int channels) {
    return switch (op) {
      case Linear.Conv _ when weight.rank() > 2 && weight.size(0) == channels ->
          new Layout(1, channels, weight.span(1, weight.rank()), false, channels);
      case Linear.ConvTranspose conv
          when weight.rank() > 2
              && weight.size(1) * conv.group() == channels
              && weight.size(0) % conv.group() == 0 ->
          new Layout(weight.size(0), weight.size(1), weight.span(2, weight.rank()), true, channels);
      case Linear.Gemm gemm
          when weight.rank() == 2 && weight.size(gemm.transB() ? 0 : 1) == channels ->
          gemm.transB()
              ? new Layout(1, channels, weight.size(1), false, channels)
              : new Layout(weight.size(0), channels, 1, false, channels);
      case Linear.MatMul _ when weight.rank() == 2 && weight.size(1) == channels ->
          new Layout(weight.size(0), channels, 1, false, channels);
      default -> null;
    };
  }

  private static boolean isRow(Shape bias) {
    return bias.rank() < 2 || bias.rank() == 2 && bias.size(0) == 1;
  }

  /// Whether a value has two axes for sure, as far as that can be told without running the network.
  private static boolean isMatrix(String value, Graph graph, Map<String, Node> producers) {
    String name = value;
    for (Node maker = producers.get(name); maker != null; maker = producers.get(name)) {
      boolean keepsRank =
          maker.op() instanceof Elementwise && maker.inputs().size() == 1
              || maker.op() instanceof Normalising.BatchNormalization
              || maker.op() instanceof Linear.MatMul && rank(graph.constant(maker.input(1))) == 2;
      if (!keepsRank) {
        return maker.op() instanceof Linear.Gemm || maker.op() instanceof Shaping.Flatten;
      }
      name = maker.input(0);
    }
    String input = name;
    return graph.inputs().stream()
        .filter(port -> port.name().equals(input))
        .map(Port::sizes)
        .anyMatch(sizes -> sizes != null && sizes.size() == 2);
  }

  private static int rank(@Nullable Constant constant) {
    return constant == null ? -1 : constant.shape().rank();
  }

  private static String fresh(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
