package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.sim.Compensation;
import bitline.sim.Conditions;
import bitline.sim.Effect;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which manufactured chip is simulated, and when; mixed in with `@Mixin`.
final class ConditionOptions {
  @Option(
      names = "--effects",
      paramLabel = "LIST",
      description =
          "What makes a chip differ from the ideal one: all, none, or some of programming, drift, read_noise, stuck, converters. Without --age none, else all.")
  private @Nullable String effects;

  @Option(
      names = "--age",
      paramLabel = "TIME",
      description = "Time since the cells were programmed: 30 s, 1 d, 10 y.")
  private @Nullable String age;

  @Option(
      names = "--compensation",
      paramLabel = "WAY",
      description = "What is done about drift: none, layer or column (layer).")
  private @Nullable String compensation;

  @Option(
      names = "--chip-number",
      defaultValue = "0",
      paramLabel = "N",
      description = "Which of the chips that were made (${DEFAULT-VALUE}).")
  private long number;

  /// The conditions that were asked for.
  ///
  /// @param asked what else asks for a manufactured chip, as it stands on the command line; null
  ///   where nothing does
  Conditions of(Chip chip, @Nullable String asked) {
    boolean made = asked != null || age != null;
    Set<Effect> chosen =
        effects == null ? made ? EnumSet.allOf(Effect.class) : Set.of() : effects(effects);
    if (!chosen.isEmpty() || asked != null) {
      checkAnalog(effects != null ? "--effects" : asked != null ? asked : "--age", chip);
    }
    if (chosen.isEmpty() && asked != null) {
      throw new Problem(asked + " would do nothing with --effects none: all chips would be alike");
    }
    if (chosen.isEmpty() && (age != null || compensation != null)) {
      throw new Problem(
          (age != null ? "--age " + age : "--compensation " + compensation)
              + " would do nothing with --effects none");
    }
    double seconds = age == null ? 0 : seconds(age);
    return new Conditions(number, seconds, chosen, compensation());
  }

  /// A [Problem] for a chip that all effects leave as it is.
  static void checkAnalog(String option, Chip chip) {
    if (chip.adc() == null) {
      throw new Problem(
          option
              + ": "
              + chip.name()
              + " is digital; its cells are read as logic, which none of these effects changes");
    }
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
    if (seconds < 0) {
      throw new Problem(option + " " + time + " is before the cells were programmed");
    }
    return seconds;
  }

  static Set<Effect> effects(String list) {
    if (list.equals("all")) {
      return EnumSet.allOf(Effect.class);
    }
    Set<Effect> chosen = EnumSet.noneOf(Effect.class);
    if (list.equals("none")) {
      return chosen;
    }
    List<String> words = Stream.of(Effect.values()).map(Effect::word).toList();
    for (String word : list.split(",", -1)) {
      int at = words.indexOf(word.strip().toLowerCase(Locale.ROOT));
      if (at < 0) {
        throw new Problem(
            "--effects '"
                + word
                + "' is none of all, none, "
                + String.join(", ", words)
                + Spelling.hint(word, words));
      }
      chosen.add(Effect.values()[at]);
    }
    return chosen;
  }

  private Compensation compensation() {
    if (compensation == null) {
      return Compensation.LAYER;
    }
    for (Compensation way : Compensation.values()) {
      if (way.word().equals(compensation)) {
        return way;
      }
    }
    List<String> words = Stream.of(Compensation.values()).map(Compensation::word).toList();
    throw new Problem(
        "--compensation '"
            + compensation
            + "' is none of "
            + words.stream().collect(Collectors.joining(", "))
            + Spelling.hint(compensation, words));
  }
}
