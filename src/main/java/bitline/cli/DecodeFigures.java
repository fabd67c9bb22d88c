package bitline.cli;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.graph.Graph;
import bitline.graph.causal.Machine;
import bitline.graph.causal.TokenPlan;
import bitline.graph.causal.TokenRun;
import bitline.graph.eval.Interpreter;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.report.DecodeText;
import bitline.report.Figure;
import bitline.sim.Simulator;
import bitline.tensor.Kernels;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.time.decode.DecodeTiming;
import bitline.time.decode.Decoding;
import bitline.time.decode.LanguageModels;
import bitline.time.decode.Needed;
import bitline.time.decode.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Language models in `verify`: a real one token by token, and two by their shape against a
/// vendor's figures.
final class DecodeFigures {
  static final String PART = "decode";
  static final String TITLE =
      "Language models: token by token against the whole run, and tokens a second of M50";

  /// What the vendor's model zoo states for its chip, at 8 bits for the first, of unstated width
  /// and context for the second.
  private static final double QWEN3_8B = 10.87;

  private static final double QWEN3_14B = 6.75;

  /// 153.6 GB/s over 8.19 GB.
  private static final double ROOF = 18.75;

  private static final double LAUNCH_CLAIM = 25;
  private static final int CONTEXT = 1024;
  private static final int CACHE_BITS = 16;

  /// How far off a figure that was predicted may be.
  private static final double AIM = 0.25;

  private DecodeFigures() {}

  static void measure(Path data, Consumer<Figure> figures) {
    Path folder = data.resolve("models/tinyllama_stories260k_t64");
    if (Files.isRegularFile(folder.resolve("model.onnx"))) {
      tokenByToken(folder, figures);
    } else {
      figures.accept(
          new Figure(PART, "tinyllama_stories260k", "-", "", null, folder + " is not there"));
    }
    vendor(figures);
  }

  private static void tokenByToken(Path folder, Consumer<Figure> figures) {
    Kernels kernels = KernelsProvider.best();
    Interpreter interpreter = new Interpreter(kernels);
    Graph network = Workbench.load(folder.resolve("model.onnx"));
    Map<String, Tensor> inputs =
        Map.of("tokens", Npy.read(folder.resolve("sample0/input_tokens.npy")));
    figures.accept(
        rows(
            "float",
            network,
            Machine.interpreting(network, interpreter),
            interpreter,
            inputs,
            Workbench.runFloat(network, inputs)));
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, List.of(inputs));
    Program program = Workbench.map(quantised, Workbench.chip("ideal_digital"));
    Simulator simulator = new Simulator(program, kernels, Simulator.Engine.FASTEST);
    figures.accept(
        rows(
            "ideal_digital",
            quantised,
            simulator.tokenByToken(new HashMap<>()),
            interpreter,
            inputs,
            simulator.run(inputs).outputs()));
  }

  private static Figure rows(
      String how,
      Graph graph,
      Machine machine,
      Interpreter interpreter,
      Map<String, Tensor> inputs,
      Map<String, Tensor> whole) {
    String what = "tinyllama, " + how;
    return switch (TokenPlan.of(graph, Map.of(), interpreter)) {
      case TokenPlan.Answer.Refused(String reason) ->
          new Figure(PART, what, "refused", "all rows equal", false, reason);
      case TokenPlan.Answer.Possible(TokenPlan plan) -> {
        TokenRun run = new TokenRun(plan, machine);
        Map.Entry<String, Tensor> output = whole.entrySet().iterator().next();
        float[] all = output.getValue().toFloats();
        int width = all.length / plan.tokens();
        long[] ids = inputs.values().iterator().next().toLongs();
        int same = 0;
        for (int t = 0; t < plan.tokens(); t++) {
          Tensor token = Tensor.int64(Shape.of(1), new long[] {ids[t]});
          Tensor row = run.next(Map.of("tokens", token)).get(output.getKey());
          same += row != null && equal(row.toFloats(), all, t * width) ? 1 : 0;
        }
        yield new Figure(
            PART,
            what,
            same + " of " + plan.tokens() + " rows",
            "all equal",
            same == plan.tokens(),
            "cache " + DecodeText.bytes(plan.cacheBytesPerToken()) + " a token");
      }
    };
  }

  private static boolean equal(float[] row, float[] all, int at) {
    for (int i = 0; i < row.length; i++) {
      if (Float.floatToRawIntBits(row[i]) != Float.floatToRawIntBits(all[at + i])) {
        return false;
      }
    }
    return true;
  }

  private static void vendor(Consumer<Figure> figures) {
    Chip chip = Workbench.chip("houmo_m50_2025");
    var shape = LanguageModels.find("qwen3_8b");
    Decoding small = shape.decoding(CONTEXT, CACHE_BITS);
    Decoding large = LanguageModels.find("qwen3_14b").decoding(CONTEXT, CACHE_BITS);
    Setting blind = new Setting(8, 8, 0, 1);
    var memory = chip.outside();
    Double bandwidth = memory == null ? null : memory.bandwidth();
    double roof = bandwidth == null ? 0 : bandwidth / shape.counted();
    figures.accept(
        new Figure(
            PART,
            "Qwen3-8B, roof at 8 bits",
            DecodeText.rate(roof),
            DecodeText.rate(ROOF),
            Math.abs(roof / ROOF - 1) < 0.005,
            "of all weights"));
    figures.accept(blind(small, chip, blind));
    Needed launch = Needed.of(small, chip, blind, LAUNCH_CLAIM);
    figures.accept(
        new Figure(
            PART,
            "Qwen3-8B, bits for 25/s",
            String.valueOf(launch.weightBits()),
            "< 8",
            launch.weightBits() != null && launch.weightBits() < 8,
            "above the roof"));
    Needed vendors = Needed.of(small, chip, blind, QWEN3_8B);
    Double outside = vendors.outside();
    Double efficiency = vendors.efficiency();
    if (memory == null || outside == null || efficiency == null) {
      figures.accept(
          new Figure(PART, "Qwen3-14B", "-", "", false, "no figure of M50 gives 8B's speed"));
      return;
    }
    double byTime =
        DecodeTiming.play(large, chip, memory, new Setting(8, 8, outside, 1)).tokensPerSecond();
    figures.accept(predicted("time", byTime, String.format(Locale.ROOT, "%.1f ms", outside * 1e3)));
    Memory slower = DecodeTiming.withEfficiency(memory, efficiency);
    double byEfficiency = DecodeTiming.play(large, chip, slower, blind).tokensPerSecond();
    figures.accept(
        predicted(
            "efficiency", byEfficiency, String.format(Locale.ROOT, "%.1f %%", 100 * efficiency)));
  }

  /// The larger model with the one figure that the smaller one was fitted with.
  private static Figure predicted(String by, double tokens, String fitted) {
    double error = tokens / QWEN3_14B - 1;
    return new Figure(
        PART,
        "Qwen3-14B, by " + by,
        DecodeText.rate(tokens),
        DecodeText.rate(QWEN3_14B) + " +- 25 %",
        Math.abs(error) <= AIM,
        String.format(Locale.ROOT, "%+.1f %%, at %s", 100 * error, fitted));
  }

  private static Figure blind(Decoding decoding, Chip chip, Setting setting) {
    String what = "Qwen3-8B, blind";
    return switch (DecodeTiming.of(decoding, chip, setting)) {
      case DecodeTiming.Answer.Infeasible(List<String> reasons) ->
          new Figure(PART, what, "refused", "", false, String.join("; ", reasons));
      case DecodeTiming.Answer.Timed(DecodeTiming timing) ->
          new Figure(
              PART,
              what,
              DecodeText.rate(timing.tokensPerSecond()),
              "",
              null,
              String.format(
                  Locale.ROOT,
                  "published %.2f, %+.1f %%",
                  QWEN3_8B,
                  100 * (timing.tokensPerSecond() / QWEN3_8B - 1)));
    };
  }
}
