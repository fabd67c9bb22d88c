package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Chip;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which manufactured chip is simulated, and what of its manufacture; mixed in
/// with `@Mixin`.
final class EffectOptions {
  @Option(
      names = "--effects",
      paramLabel = "LIST",
      description =
          "What makes a chip differ from the ideal one: all, none, or some of programming, drift, read_noise, telegraph, thermal, drivers, stuck, bit_flips, wires, converters. For run without --age or --chip-samples none, else all.")
  private @Nullable String effects;

  @Option(
      names = "--chip-number",
      paramLabel = "N",
      description = "Which of the chips that were made (0).")
  private @Nullable Long number;

  @Mixin private FaultOptions faults = new FaultOptions();

  long number() {
    return number == null ? 0 : number;
  }

  /// Whether the user named a chip.
  boolean numbered() {
    return number != null;
  }

  /// Whether the user named effects.
  boolean named() {
    return effects != null;
  }

  /// A [Problem] where one chip is named and several are asked for.
  void checkNumber(int samples) {
    if (samples > 1 && number != null) {
      throw new Problem(
          "--chip-number "
              + number
              + " names one chip, --chip-samples "
              + samples
              + " runs numbers 0 to "
              + (samples - 1)
              + "; leave one of the two out");
    }
  }

  /// The option that asks for a manufactured chip by itself, as it stands on the command line; null
  /// where none does.
  @Nullable String asked() {
    return faults.asked();
  }

  /// One chip with these effects, just programmed.
  Conditions conditions(Chip chip, Set<Effect> chosen) {
    return faults.on(Conditions.IDEAL.with(chosen).ofChip(number()), chip);
  }

  /// Whether cells are stuck whatever the chip's file tells.
  boolean stuckTold() {
    return faults.told();
  }

  /// Defects of manufacture.
  DefectOptions defects() {
    return faults.defects();
  }

  /// Whether the user named effects that are to be there.
  boolean some() {
    return effects != null && !none();
  }

  /// Whether the user asked for the ideal chip.
  private boolean none() {
    return "none".equals(effects);
  }

  /// The effects that were named, as far as the chip's description tells of them.
  ///
  /// @param made whether all are meant where none was named
  Set<Effect> chosen(boolean made, Chip chip) {
    return chosen(made, false, chip);
  }

  /// @param stuck whether cells are stuck though the chip's description tells of none
  Set<Effect> chosen(boolean made, boolean stuck, Chip chip) {
    if (none() || (effects == null && !made && !faults.told())) {
      return Set.of();
    }
    Set<Effect> told = Effect.of(chip);
    if (stuck || faults.told()) {
      told.add(Effect.STUCK);
    }
    if (effects == null || effects.equals("all")) {
      if (told.isEmpty()) {
        throw new Problem(
            "the description of "
                + chip.name()
                + " and its cell tells of nothing that differs from chip to chip; add it to the YAML files");
      }
      return told;
    }
    Set<Effect> named = parsed(effects);
    for (Effect effect : named) {
      if (!told.contains(effect)) {
        throw new Problem(
            "--effects "
                + effect.word()
                + ": the description of "
                + chip.name()
                + " and its cell tells of "
                + (told.isEmpty()
                    ? "no effect"
                    : told.stream().map(Effect::word).collect(Collectors.joining(", "))));
      }
    }
    return named;
  }

  private static Set<Effect> parsed(String list) {
    Set<Effect> chosen = EnumSet.noneOf(Effect.class);
    List<String> words = Stream.of(Effect.values()).map(Effect::word).toList();
    for (String word : list.split(",", -1)) {
      String plain = word.strip().toLowerCase(Locale.ROOT);
      if (plain.equals("all") || plain.equals("none")) {
        throw new Problem("--effects " + list + ": " + plain + " stands alone, not in a list");
      }
      int at = words.indexOf(plain);
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
}
