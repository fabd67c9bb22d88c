package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.causal.Machine;
import bitline.graph.causal.TokenPlan;
import bitline.graph.causal.TokenRun;
import bitline.graph.eval.Interpreter;
import bitline.map.ActivationProducts;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Program;
import bitline.quant.Quantiser;
import bitline.quant.Settings;
import bitline.sim.Simulator;
import bitline.task.Greedy;
import bitline.task.Tokenizer;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.time.decode.DecodeTiming;
import bitline.time.decode.MappedDecoding;
import bitline.time.decode.Setting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `decode` does with a network: writes text in float, and on a chip where one is named.
sealed interface DecodedText {
  record Refused(List<String> reasons) implements DecodedText {}

  /// @param tokens of the text, the prompt's counted
  /// @param cacheBytesPerToken in float
  record Written(
      String text, List<Integer> tokens, double cacheBytesPerToken, @Nullable OnChip onChip)
      implements DecodedText {}

  /// The same on a chip.
  ///
  /// @param sameTokens tokens from the first on that are those of the float network
  /// @param timing of the text's last token
  record OnChip(
      String chip, String text, List<Integer> tokens, int sameTokens, DecodeTiming timing) {}

  /// Writes on from a prompt.
  static DecodedText of(
      Path model,
      @Nullable Path tokenizer,
      String prompt,
      int most,
      @Nullable Chip chip,
      int bits,
      double outside,
      Progress progress) {
    Graph network = Workbench.load(model);
    Tokenizer words = Tokenizer.read(tokenizer == null ? beside(model) : tokenizer);
    Kernels kernels = KernelsProvider.best();
    Interpreter interpreter = new Interpreter(kernels);
    return switch (TokenPlan.of(network, Map.of(), interpreter)) {
      case TokenPlan.Answer.Refused(String reason) ->
          new Refused(List.of(network.name() + " does not run token by token: " + reason));
      case TokenPlan.Answer.Possible(TokenPlan plan) -> {
        List<Integer> start = words.encode(prompt);
        TokenRun run = new TokenRun(plan, Machine.interpreting(network, interpreter));
        List<Integer> tokens = Greedy.write(plan, run, start, most);
        if (chip == null) {
          yield new Written(words.decode(tokens), tokens, plan.cacheBytesPerToken(), null);
        }
        Graph quantised = quantised(network, plan, tokens, bits, progress);
        yield switch (Workbench.map(
            quantised, chip, Map.of(), Request.PLAIN.with(ActivationProducts.VECTOR))) {
          case Mapping.Infeasible(List<String> reasons) -> new Refused(reasons);
          case Mapping.Mapped mapped -> {
            Program program =
                chip.adc() == null
                    ? mapped.program()
                    : Workbench.calibrate(mapped.program(), List.of(input(plan, tokens)));
            yield onChip(program, chip, words, start, tokens, plan, most, bits, outside);
          }
        };
      }
    };
  }

  /// Ranges are calibrated on what the float network wrote.
  private static Graph quantised(
      Graph network, TokenPlan plan, List<Integer> tokens, int bits, Progress progress) {
    if (Quantiser.isQuantised(network)) {
      return network;
    }
    Settings settings = Settings.PLAIN.withBits(bits, Settings.PLAIN.activationBits());
    return Workbench.quantise(network, settings, List.of(input(plan, tokens)), progress);
  }

  private static DecodedText onChip(
      Program program,
      Chip chip,
      Tokenizer words,
      List<Integer> start,
      List<Integer> asFloat,
      TokenPlan floatPlan,
      int most,
      int bits,
      double outside) {
    Kernels kernels = KernelsProvider.best();
    Interpreter interpreter = new Interpreter(kernels);
    return switch (TokenPlan.of(program.graph(), Map.of(), interpreter)) {
      case TokenPlan.Answer.Refused(String reason) ->
          new Refused(List.of("quantised, it does not run token by token: " + reason));
      case TokenPlan.Answer.Possible(TokenPlan plan) -> {
        Simulator simulator = new Simulator(program, kernels, Simulator.Engine.FASTEST);
        TokenRun run = new TokenRun(plan, simulator.tokenByToken(new LinkedHashMap<>()));
        List<Integer> tokens = Greedy.write(plan, run, start, most);
        int same = 0;
        while (same < Math.min(tokens.size(), asFloat.size())
            && tokens.get(same).equals(asFloat.get(same))) {
          same++;
        }
        int equal = same;
        yield switch (DecodeTiming.of(
            MappedDecoding.of(plan, program, tokens.size()),
            chip,
            new Setting(bits, 8, outside, 1))) {
          case DecodeTiming.Answer.Infeasible(List<String> reasons) -> new Refused(reasons);
          case DecodeTiming.Answer.Timed(DecodeTiming timing) ->
              new Written(
                  words.decode(asFloat),
                  asFloat,
                  floatPlan.cacheBytesPerToken(),
                  new OnChip(chip.name(), words.decode(tokens), tokens, equal, timing));
        };
      }
    };
  }

  /// A text as the input of the whole-sequence network, over and over until it is full.
  private static Map<String, Tensor> input(TokenPlan plan, List<Integer> tokens) {
    String name = plan.graph().inputs().getFirst().name();
    long[] ids = new long[plan.tokens()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens.get(i % tokens.size());
    }
    int[] sizes = new int[plan.rank(name)];
    Arrays.fill(sizes, 1);
    sizes[plan.axis(name)] = ids.length;
    return Map.of(name, Tensor.int64(Shape.of(sizes), ids));
  }

  private static Path beside(Path model) {
    Path folder = model.toAbsolutePath().getParent();
    List<Path> found = new ArrayList<>();
    if (folder != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "tok*.bin")) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw new Problem("the folder '" + folder + "' cannot be read", e);
      }
    }
    if (found.size() != 1) {
      throw new Problem(
          (found.isEmpty() ? "no tokenizer" : found.size() + " tokenizers")
              + " (tok*.bin) beside "
              + model
              + "; name one with --tokenizer");
    }
    return found.getFirst();
  }
}
