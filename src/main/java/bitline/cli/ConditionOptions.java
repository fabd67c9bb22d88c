package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// [EffectOptions], and when the chip is looked at; mixed in with `@Mixin`.
final class ConditionOptions {
  /// Seconds beyond which no fit has anything to say.
  private static final double LONGEST = 1e12;

  @Mixin private EffectOptions effects = new EffectOptions();
  @Mixin private OperatingOptions point = new OperatingOptions();

  @Option(
      names = "--age",
      paramLabel = "TIME",
      description = "Time since the cells were programmed: 30 s, 1 d, 10 y.")
  private @Nullable String age;

  @Option(
      names = "--compensation",
      paramLabel = "WAY",
      description = "What is done about drift: none, layer, column or batch_norm (layer).")
  private @Nullable String compensation;

  /// A [Problem] where one chip is named and several are asked for.
  void checkNumber(int samples) {
    effects.checkNumber(samples);
  }

  /// Whether the user named effects.
  boolean effectsNamed() {
    return effects.named();
  }

  /// Whether a supply was named.
  boolean supplied() {
    return point.supplied();
  }

  /// Whether cells are stuck whatever the chip's file tells.
  boolean stuckTold() {
    return effects.stuckTold();
  }

  /// Defects of manufacture.
  DefectOptions defects() {
    return effects.defects();
  }

  /// The conditions that were asked for.
  ///
  /// @param askedFor what else asks for a manufactured chip, as it stands on the command line; null
  ///   where nothing does
  Conditions of(Chip chip, @Nullable String askedFor) {
    return of(chip, askedFor, false);
  }

  /// @param stuck whether cells are stuck though the chip's description tells of none
  Conditions of(Chip chip, @Nullable String askedFor, boolean stuck) {
    String asked = askedFor != null ? askedFor : effects.asked();
    String first =
        effects.some()
            ? "--effects"
            : asked != null ? asked : age != null ? "--age" : point.named();
    boolean made = asked != null || age != null || point.named() != null;
    if (first != null && (made || effects.some()) && !stuck && !effects.stuckTold()) {
      checkAnalog(first, chip, point.supplied());
    }
    Set<Effect> chosen = effects.chosen(made, stuck, chip);
    if (chip.adc() == null && !effects.named() && !point.supplied()) {
      // bits flip only at a supply that somebody names
      chosen =
          chosen.stream()
              .filter(effect -> effect != Effect.BIT_FLIPS)
              .collect(Collectors.toUnmodifiableSet());
    }
    if (chosen.isEmpty() && asked != null) {
      throw new Problem(asked + " would do nothing with --effects none: all chips would be alike");
    }
    if (chosen.isEmpty() && age != null) {
      throw new Problem("--age " + age + " would do nothing with --effects none");
    }
    if (chosen.isEmpty() && (compensation != null || effects.numbered())) {
      throw new Problem(
          (compensation != null
                  ? "--compensation " + compensation
                  : "--chip-number " + effects.number())
              + " would do nothing on the ideal chip; name effects with --effects");
    }
    if (chosen.isEmpty() && point.named() != null) {
      throw new Problem(point.named() + " would do nothing with --effects none");
    }
    if (compensation != null && chip.adc() == null) {
      throw new Problem(
          "--compensation " + compensation + " would do nothing: " + chip.name() + " is digital");
    }
    if (age != null && chip.adc() == null) {
      throw new Problem("--age " + age + " would do nothing: " + chip.name() + " is digital");
    }
    double seconds = age == null ? 0 : seconds(age);
    if (seconds > 0 && !chosen.contains(Effect.DRIFT)) {
      throw new Problem(
          "--age "
              + age
              + " would do nothing: "
              + (Effect.of(chip).contains(Effect.DRIFT)
                  ? "drift is not among the effects"
                  : "cells of "
                      + chip.name()
                      + " do not change with time, as far as their description tells"));
    }
    return point.of(
        chip, effects.conditions(chip, chosen).aged(seconds).compensated(compensation()));
  }

  /// A [Problem] for a chip that all effects leave as it is.
  ///
  /// @param supplied whether a supply was named
  static void checkAnalog(String option, Chip chip, boolean supplied) {
    if (chip.adc() != null || (supplied && chip.cell().lowVoltage() != null)) {
      return;
    }
    throw new Problem(
        option
            + ": "
            + chip.name()
            + " is digital; its cells are read as logic, "
            + (chip.cell().lowVoltage() == null
                ? "which none of these effects changes"
                : "which errs only where bits flip at a low supply: add --supply, such as --supply"
                    + " 0.5V"));
  }

  static double seconds(String time) {
    return seconds("--age", time);
  }

  static double seconds(String option, String time) {
    double seconds;
    try {
      seconds = Units.parse(time, "s");
    } catch (Problem problem) {
      throw new Problem(option + " '" + time + "': " + problem.getMessage(), problem);
    }
    if (seconds > LONGEST) {
      throw new Problem(option + " " + time + " is longer than 30,000 years");
    }
    if (seconds < 0) {
      throw new Problem(option + " " + time + " is before the cells were programmed");
    }
    return seconds;
  }

  private Compensation compensation() {
    return compensation == null ? Compensation.LAYER : compensation(compensation);
  }

  /// The way of compensating with this name.
  static Compensation compensation(String named) {
    List<String> words = Stream.of(Compensation.values()).map(Compensation::word).toList();
    int at = words.indexOf(named.strip().toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new Problem(
          "--compensation '"
              + named
              + "' is none of "
              + String.join(", ", words)
              + (named.equalsIgnoreCase("adabs")
                  ? "; AdaBS is 'batch_norm'"
                  : Spelling.hint(named, words)));
    }
    return Compensation.values()[at];
  }
}
