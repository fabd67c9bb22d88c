package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Workbench;
import bitline.graph.Graph;
import bitline.graph.causal.Machine;
import bitline.graph.causal.TokenPlan;
import bitline.graph.causal.TokenRun;
import bitline.graph.eval.Interpreter;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.map.ActivationProducts;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Switching;
import bitline.quant.Settings;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A real language model token by token, against the run of the whole sequence: all 64 rows of
/// logits, bit for bit, in float and on chips.
class TokenByTokenTest {
  private static final int TOKENS = 64;
  private static final Interpreter INTERPRETER = new Interpreter(KernelsProvider.best());

  @Test
  void inFloat() {
    Graph network = Workbench.load(model());
    Map<String, Tensor> whole = Workbench.runFloat(network, tokens(1));
    TokenPlan plan = plan(network);
    assertThat(plan.cacheBytesPerToken())
        .isEqualTo(5.0 * 2 * 4 * 8 * 4); // layers, K V, heads, head, float
    assertThat(plan.costs(TOKENS).stream().mapToLong(TokenPlan.Cost::macs).sum() * TOKENS)
        .isEqualTo(MacCount.of(network, Shapes.infer(network, Map.of())).total());
    equal(plan, Machine.interpreting(network, INTERPRETER), whole, tokens(1));
  }

  @Test
  void onAnIdealChip() {
    onChip("ideal_digital", Settings.PLAIN, Request.PLAIN, false);
  }

  @Test
  void withKeysAndValuesWrittenIntoArrays() {
    onChip(
        "ideal_digital",
        Settings.PLAIN.withAttention(8),
        Request.PLAIN.with(ActivationProducts.ARRAYS),
        false);
  }

  @Test
  void onAnAnalogChipWhoseConvertersRound() {
    onChip("wan_nature_2022", Settings.PLAIN, Request.PLAIN, true);
  }

  private static void onChip(String chip, Settings settings, Request request, boolean ranges) {
    Graph quantised = Workbench.quantise(Workbench.load(model()), settings, List.of(tokens(2)));
    Program program = mapped(quantised, chip, request);
    if (ranges) {
      program = Workbench.calibrate(program, List.of(tokens(2)));
    }
    Simulator simulator = new Simulator(program, KernelsProvider.best(), Simulator.Engine.FASTEST);
    Simulator.Result whole = simulator.run(tokens(1));
    Map<String, Activity> activity = new LinkedHashMap<>();
    equal(plan(quantised), simulator.tokenByToken(activity), whole.outputs(), tokens(1));
    assertThat(activity.keySet()).isEqualTo(whole.activity().keySet());
    for (ArrayLayer layer : program.layers()) {
      if (layer.written() == null) { // else one token writes and reads less than all together
        Activity counted = activity.get(layer.node());
        Activity all = whole.activity().get(layer.node());
        assertThat(counted.vectors()).isEqualTo(all.vectors());
        assertThat(counted.conversions()).isEqualTo(all.conversions());
        Switching one = counted.switching();
        Switching together = all.switching();
        assertThat(one.drivenRows()).isEqualTo(together.drivenRows());
        assertThat(one.drive()).isEqualTo(together.drive());
        assertThat(one.activeCells()).isEqualTo(together.activeCells());
        assertThat(one.charge()).isEqualTo(together.charge());
        // each token finds the rows at zero, not at what the token before left there
        assertThat(one.inputToggles()).isGreaterThan(0);
      }
    }
  }

  private static Program mapped(Graph quantised, String chip, Request request) {
    return switch (Workbench.map(quantised, Workbench.chip(chip), Map.of(), request)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons);
    };
  }

  private static void equal(
      TokenPlan plan, Machine machine, Map<String, Tensor> whole, Map<String, Tensor> tokens) {
    TokenRun run = new TokenRun(plan, machine);
    float[] logits = whole.get("logits").toFloats();
    int width = logits.length / TOKENS;
    long[] ids = tokens.get("tokens").toLongs();
    for (int t = 0; t < TOKENS; t++) {
      Tensor token = Tensor.int64(Shape.of(1), new long[] {ids[t]});
      float[] row = run.next(Map.of("tokens", token)).get("logits").toFloats();
      assertThat(bits(row))
          .as("row %d", t)
          .isEqualTo(bits(Arrays.copyOfRange(logits, t * width, (t + 1) * width)));
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }

  private static TokenPlan plan(Graph graph) {
    return switch (TokenPlan.of(graph, Map.of(), INTERPRETER)) {
      case TokenPlan.Answer.Possible(TokenPlan plan) -> plan;
      case TokenPlan.Answer.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static Map<String, Tensor> tokens(long seed) {
    long[] ids = new long[TOKENS];
    ids[0] = 1;
    for (int i = 1; i < TOKENS; i++) {
      ids[i] = 3 + Math.floorMod(i * 7919L * seed + 31L * i * i, 509);
    }
    return Map.of("tokens", Tensor.int64(Shape.of(TOKENS), ids));
  }

  private static Path model() {
    Path model =
        Path.of(System.getProperty("bitline.data", "../shared"))
            .resolve("models/tinyllama_stories260k_t64/model.onnx");
    Assumptions.assumeTrue(Files.isRegularFile(model), "skipped: no " + model);
    return model;
  }
}
