package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.report.DecodeText;
import bitline.time.decode.DecodeTiming;
import bitline.time.decode.Decoding;
import bitline.time.decode.LanguageModel;
import bitline.time.decode.LanguageModels;
import bitline.time.decode.Needed;
import bitline.time.decode.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes text token by token with a network, or tells how fast a chip would with a language model
/// of which only the shape is described.
@Command(
    name = "decode",
    description =
        "Runs a language model token by token with a KV cache, and tells tokens a second on a chip.",
    footer = {
      "",
      "Examples:",
      "  bitline decode stories/model.onnx --prompt 'Once upon a time'",
      "  bitline decode qwen3_8b --chip houmo_m50_2025 --bits 8 --context 1024"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final int MOST_TOKENS = 1 << 20;
  private static final int MOST_SEQUENCES = 4096;

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file with its tokenizer, or a described model: a name or YAML file.")
  private String model = "";

  @Option(names = "--chip", paramLabel = "CHIP", description = "A chip's name or YAML file.")
  private @Nullable String chip;

  @Option(
      names = "--prompt",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "What the text begins with.")
  private String prompt = "";

  @Option(
      names = "--tokens",
      defaultValue = "64",
      paramLabel = "N",
      description = "Tokens of the whole text, at most (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "A tokenizer of llama2.c; else the one file tok*.bin beside the model.")
  private @Nullable Path tokenizer;

  @Option(
      names = "--bits",
      defaultValue = "8",
      paramLabel = "N",
      description = "Bits of a weight on the chip (${DEFAULT-VALUE}).")
  private int bits;

  @Option(
      names = "--cache-bits",
      defaultValue = "16",
      paramLabel = "N",
      description =
          "Of a described model: bits of a number in the KV cache, 4, 8, 16 or 32 (${DEFAULT-VALUE}).")
  private int cacheBits;

  @Option(
      names = "--context",
      defaultValue = "1024",
      paramLabel = "N",
      description =
          "Of a described model: tokens that attention looks at, the new one counted (${DEFAULT-VALUE}).")
  private int context;

  @Option(
      names = "--sequences",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Of a described model: texts that are written at the same time (${DEFAULT-VALUE}).")
  private int sequences;

  @Option(
      names = "--outside-time",
      defaultValue = "0 s",
      paramLabel = "TIME",
      description =
          "From token to token outside the chip, such as '18 ms': host, link, launching (${DEFAULT-VALUE}).")
  private String outsideTime = "0 s";

  @Option(
      names = "--target",
      paramLabel = "N",
      description =
          "Of a described model: tells what each figure would have to be for N tokens a second; may be repeated (25).")
  private List<Double> targets = List.of(25.0);

  @Mixin private JsonOption json = new JsonOption();
  @Spec private @Nullable CommandSpec command;
  private final Output output;

  DecodeCommand(Output output) {
    this.output = output;
  }

  /// A target and what it takes.
  record Target(double tokensPerSecond, Needed needed) {}

  /// The answer for a described model. Times are seconds.
  record Described(
      String model,
      String chip,
      long weights,
      int weightBits,
      int cacheBits,
      int context,
      DecodeTiming timing,
      List<Target> targets) {}

  /// A refusal.
  record No(String model, @Nullable String chip, List<String> infeasible) {}

  @Override
  public Integer call() {
    json.check();
    check("--tokens", tokens, 1, MOST_TOKENS);
    check("--context", context, 1, MOST_TOKENS);
    check("--sequences", sequences, 1, MOST_SEQUENCES);
    check("--bits", bits, 1, 16);
    if (!List.of(4, 8, 16, 32).contains(cacheBits)) {
      throw new Problem("--cache-bits " + cacheBits + " is none of 4, 8, 16, 32");
    }
    double outside = outside();
    Chip described = chip == null ? null : Workbench.chip(chip);
    if (LanguageModels.described(model)) {
      if (described == null) {
        throw new Problem(
            model
                + " is described without weights, so that only a chip's time can be told; add --chip");
      }
      refuse(
          List.of("--prompt", "--tokens", "--tokenizer"), model + " has no weights to write with");
      return described(described, new Setting(bits, 8, outside, sequences));
    }
    refuse(
        List.of("--context", "--cache-bits", "--sequences", "--target"),
        "it is for a described model, such as qwen3_8b");
    if (described == null) {
      refuse(List.of("--bits", "--outside-time"), "there is no --chip");
    }
    DecodedText text =
        DecodedText.of(
            Path.of(model), tokenizer, prompt, tokens, described, bits, outside, output.progress());
    return switch (text) {
      case DecodedText.Refused(List<String> reasons) -> refuse(reasons);
      case DecodedText.Written written -> {
        output.answer(json, written, () -> print(written));
        yield Main.DONE;
      }
    };
  }

  /// A [Problem] where one of these options was given, which would do nothing.
  private void refuse(List<String> options, String why) {
    for (String option : options) {
      if (Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option)) {
        throw new Problem(option + " would do nothing: " + why + "; leave it out");
      }
    }
  }

  private int refuse(List<String> reasons) {
    output.answer(
        json,
        new No(model, chip, reasons),
        () -> reasons.forEach(reason -> output.line("Infeasible: " + reason)));
    return Main.NO;
  }

  private static void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new Problem(option + " " + value + "; " + least + " to " + most + " are possible");
    }
  }

  private double outside() {
    double seconds;
    try {
      seconds = Units.parse(outsideTime, "s");
    } catch (Problem problem) {
      throw Problem.at("--outside-time", String.valueOf(problem.getMessage()));
    }
    if (!(seconds >= 0 && seconds <= 1000)) {
      throw new Problem("--outside-time " + outsideTime + " is not between 0 s and 1000 s");
    }
    return seconds;
  }

  private int described(Chip on, Setting setting) {
    LanguageModel shape = LanguageModels.find(model);
    for (double target : targets) {
      if (!(target >= 1e-3 && target < 1e9)) {
        throw new Problem("--target " + target + " tokens a second; 0.001 to 1e9 are possible");
      }
    }
    Decoding decoding = shape.decoding(context, cacheBits);
    return switch (DecodeTiming.of(decoding, on, setting)) {
      case DecodeTiming.Answer.Infeasible(List<String> reasons) -> refuse(reasons);
      case DecodeTiming.Answer.Timed(DecodeTiming timing) -> {
        List<Target> needed =
            targets.stream()
                .map(target -> new Target(target, Needed.of(decoding, on, setting, target)))
                .toList();
        Described answer =
            new Described(
                shape.name(), on.name(), shape.counted(), bits, cacheBits, context, timing, needed);
        output.answer(json, answer, () -> print(shape, answer));
        yield Main.DONE;
      }
    };
  }

  private void print(LanguageModel shape, Described answer) {
    output.line(
        shape.title()
            + ", on "
            + answer.chip
            + "; token "
            + context
            + ", weights of "
            + bits
            + " bits, KV cache of "
            + cacheBits);
    output.line("");
    print(answer.timing);
    for (Target target : answer.targets) {
      output.line("");
      output.table(DecodeText.needed(target.needed, answer.timing, target.tokensPerSecond));
      double roof = answer.timing.roof() / sequences;
      if (roof > 0 && target.tokensPerSecond > 1 / roof) {
        output.paragraph(
            DecodeText.rate(target.tokensPerSecond)
                + " a second is above the roof at "
                + bits
                + " bits: only fewer bits, more bandwidth or several sequences that share the weights"
                + " reach it.");
      }
    }
  }

  private void print(DecodeTiming timing) {
    output.table(DecodeText.figures(timing));
    output.line("");
    output.table(DecodeText.parts(timing));
    output.line("");
    output.table(DecodeText.units(timing));
  }

  private void print(DecodedText.Written written) {
    output.text(written.text() + "\n");
    output.line("");
    output.line(
        written.tokens().size()
            + " tokens, KV cache of "
            + DecodeText.bytes(written.cacheBytesPerToken())
            + " a token");
    DecodedText.OnChip onChip = written.onChip();
    if (onChip != null) {
      output.line("");
      output.line(
          "on "
              + onChip.chip()
              + ", "
              + bits
              + "-bit weights: "
              + onChip.sameTokens()
              + " of "
              + written.tokens().size()
              + " tokens as in float");
      if (onChip.sameTokens() < written.tokens().size()) {
        output.text(onChip.text() + "\n");
      }
      output.line("");
      print(onChip.timing());
    }
  }
}
