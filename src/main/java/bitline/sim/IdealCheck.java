package bitline.sim;

import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds an ideal chip against the independent integer reference: runs a program whose arrays lose nothing on one
/// picture and compares every accumulator of every layer.
public final class IdealCheck {
  private IdealCheck() {}

  /// What the comparison gave.
  ///
  /// @param layers layers compared
  /// @param sums accumulators compared
  /// @param first where they first differ; null when they do not
  public record Result(int layers, long sums, @Nullable Mismatch first) {}

  /// The first accumulator that differs.
  ///
  /// @param index in the layer's result, row-major
  public record Mismatch(String node, int index, long expected, long got) {}

  public static Result check(Program program, Kernels kernels, Map<String, Tensor> picture) {
    List<ArrayLayer> ideal = program.layers().stream().map(layer -> layer.with(null)).toList();
    Simulator simulator = new Simulator(program.with(ideal), kernels, Simulator.Engine.FASTEST);
    LayerRun run = new LayerRun(new ExactEngine(kernels), new BitPlaneEngine(), null);
    List<Mismatch> mismatches = new ArrayList<>();
    long[] sums = {0};
    simulator.run(
        picture,
        (node, outputs) -> {},
        (layer, x, zero, output) -> {
          long[] expected = IntegerReference.accumulators(layer, x, zero);
          int[] got = ((Tensor.Ints) run.run(layer.unscaled(), x, zero, new Activity())).data();
          sums[0] += got.length;
          for (int i = 0; i < got.length; i++) {
            if (got[i] != expected[i]) {
              mismatches.add(new Mismatch(layer.node(), i, expected[i], got[i]));
              return;
            }
          }
        });
    return new Result(ideal.size(), sums[0], mismatches.isEmpty() ? null : mismatches.getFirst());
  }
}
