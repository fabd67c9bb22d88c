package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Graph;
import bitline.quant.Calibration;
import bitline.quant.Quantiser;
import bitline.quant.Settings;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that say how a network is quantised; mixed in with `@Mixin`.
final class QuantisingOptions {
  @Option(
      names = "--weight-bits",
      defaultValue = "8",
      paramLabel = "N",
      description = "Bits of a weight, 2 to 8 (${DEFAULT-VALUE}).")
  private int weightBits;

  @Option(
      names = "--activation-bits",
      defaultValue = "8",
      paramLabel = "N",
      description = "Bits of an activation, 2 to 8 (${DEFAULT-VALUE}).")
  private int activationBits;

  @Option(names = "--signed", description = "Signed activations; else unsigned with a zero point.")
  private boolean signed;

  @Option(
      names = "--calibration",
      defaultValue = "min-max",
      paramLabel = "WAY",
      description = "How ranges are chosen: min-max, percentile, mse (${DEFAULT-VALUE}).")
  private String calibration = "min-max";

  @Option(
      names = "--percentile",
      paramLabel = "P",
      description = "Share of values that --calibration percentile keeps (0.9999).")
  private @Nullable Double percentile;

  @Option(names = "--no-bias-correction", description = "Leave biases as they are.")
  private boolean noBiasCorrection;

  @Option(
      names = "--equalise",
      description = "Even out neighbouring layers first (helps depthwise networks).")
  private boolean equalise;

  @Option(names = "--no-balance", description = "Leave channels of uneven reach as they are.")
  private boolean noBalance;

  @Option(
      names = "--attention",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Bits of both operands of products of two activations, 2 to 8, so that arrays can take them; 0 leaves such products in float (${DEFAULT-VALUE}).")
  private int attention;

  @Option(
      names = "--integer-shortcuts",
      description =
          "Whatever a layer reads as integers, other nodes read as the same integers: activations then travel in 8 bits.")
  private boolean integerShortcuts;

  @Option(
      names = "--layer",
      paramLabel = "PATTERN:W:A",
      description =
          "Other widths for layers by name: 'conv*:4:8', 'fc:float'; may be repeated, the last that fits counts.")
  private List<String> overrides = List.of();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /// The settings for a network; a [Problem] where options were given that would do nothing, as it
  /// came quantised.
  Settings settings(Graph network, Path file) {
    List<String> given = given();
    if (!given.isEmpty() && Quantiser.isQuantised(network)) {
      throw new Problem(
          given.getFirst()
              + " would do nothing: "
              + file
              + " is quantised already and its scales are kept; leave the option out or name the float network");
    }
    return settings();
  }

  /// Those of these options that stand in the command line.
  private List<String> given() {
    CommandLine line = Objects.requireNonNull(command).commandLine();
    return line.getParseResult().matchedOptions().stream()
        .filter(option ->
            option.userObject() instanceof Field field
                && field.getDeclaringClass() == QuantisingOptions.class)
        .map(OptionSpec::longestName)
        .toList();
  }

  Settings settings() {
    List<String> ways = List.of("min-max", "percentile", "mse");
    Calibration.Method method =
        switch (calibration.toLowerCase(Locale.ROOT)) {
          case "min-max" -> Calibration.Method.MIN_MAX;
          case "percentile" -> Calibration.Method.PERCENTILE;
          case "mse" -> Calibration.Method.LEAST_SQUARED_ERROR;
          default ->
              throw new Problem(
                  "--calibration '"
                      + calibration
                      + "' is not one of "
                      + String.join(", ", ways)
                      + Spelling.hint(calibration, ways));
        };
    if (percentile != null && method != Calibration.Method.PERCENTILE) {
      throw new Problem(
          "--percentile " + percentile + " is for --calibration percentile, not " + calibration);
    }
    return new Settings(
        weightBits,
        activationBits,
        signed,
        method,
        percentile == null ? Settings.PLAIN.percentile() : percentile,
        !noBiasCorrection,
        equalise,
        !noBalance,
        attention,
        integerShortcuts,
        overrides.stream().map(Settings.Override::parse).toList());
  }
}
