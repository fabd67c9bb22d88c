package bitline.sim;

import bitline.graph.Node;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds an ideal chip against the independent integer reference: runs a program whose arrays lose
/// nothing on one picture and compares every accumulator of every layer with what the network
/// itself says: those of the fastest engine, which takes exact products at once, and those that the
/// arrays' own bitline sums add up to, digit by digit and row group by row group. Weights are those
/// that lie in the arrays' cells when a layer's segment works, in the layer's own place and in each
/// of its copies.
public final class IdealCheck {
  private IdealCheck() {}

  /// What the comparison gave.
  ///
  /// @param layers layers compared
  /// @param sums accumulators compared
  /// @param first where they first differ; null when they do not
  public record Result(int layers, long sums, @Nullable Mismatch first) {}

  /// The first accumulator that differs, in the graph's order.
  ///
  /// @param index in the layer's result, row-major
  public record Mismatch(String node, int index, long expected, long got) {}

  /// Compares until the first mismatch, though the whole network runs.
  public static Result check(Program program, Kernels kernels, Map<String, Tensor> picture) {
    List<ArrayLayer> ideal = program.layers().stream().map(layer -> layer.with(null)).toList();
    Simulator simulator = new Simulator(program.with(ideal), kernels, Simulator.Engine.FASTEST);
    Comparison comparison = new Comparison(program, kernels);
    simulator.run(picture, 0, (node, outputs) -> {}, comparison::compare);
    return new Result(comparison.layers, comparison.sums, comparison.first);
  }

  private static final class Comparison {
    private final Kernels kernels;
    private final IntegerReference reference;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, List<int[]>> held;
    private int layers;
    private long sums;
    private @Nullable Mismatch first;

    Comparison(Program program, Kernels kernels) {
      this.kernels = kernels;
      reference = new IntegerReference(program.graph());
      held = ArrayContents.held(program);
      program.graph().nodes().forEach(node -> nodes.put(node.name(), node));
    }

    void compare(ArrayLayer layer, Tensor x, int zero, Function<String, Tensor> values) {
      if (first != null) {
        return;
      }
      long[] expected =
          reference.accumulators(Objects.requireNonNull(nodes.get(layer.node())), x, zero, values);
      layers++;
      sums += expected.length;
      int[] before = new int[0];
      for (int[] weights : held.getOrDefault(layer.node(), List.of(layer.weights()))) {
        if (!Arrays.equals(weights, before)) {
          compare(layer.holding(weights), x, zero, expected);
        }
        before = weights;
      }
    }

    private void compare(ArrayLayer layer, Tensor x, int zero, long[] expected) {
      compare(layer, LayerRun.fastest(layer.unscaled(), kernels, null), x, zero, expected);
      ArrayEngine digits = LayerRun.everySum(layer, kernels);
      compare(layer, LayerRun.by(layer.unscaled(), digits), x, zero, expected);
    }

    private void compare(ArrayLayer layer, LayerRun run, Tensor x, int zero, long[] expected) {
      Tensor got = run.run(x, zero, new Activity());
      if (got.elements() != expected.length) {
        throw new IllegalStateException(
            "node '"
                + layer.node()
                + "' gives "
                + got.shape()
                + ", not "
                + expected.length
                + " sums");
      }
      for (int i = 0; i < expected.length && first == null; i++) {
        if (got.intAt(i) != expected[i]) {
          first = new Mismatch(layer.node(), i, expected[i], got.intAt(i));
        }
      }
    }
  }
}
