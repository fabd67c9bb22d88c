package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.sim.Effect;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which manufactured chip is simulated, and what of its manufacture; mixed in
/// with `@Mixin`.
final class EffectOptions {
  @Option(
      names = "--effects",
      paramLabel = "LIST",
      description =
          "What makes a chip differ from the ideal one: all, none, or some of programming, drift, read_noise, stuck, converters. For run without --age or --chip-samples none, else all.")
  private @Nullable String effects;

  @Option(
      names = "--chip-number",
      defaultValue = "0",
      paramLabel = "N",
      description = "Which of the chips that were made (${DEFAULT-VALUE}).")
  private long number;

  long number() {
    return number;
  }

  /// Whether the user named effects.
  boolean named() {
    return effects != null;
  }

  /// A [Problem] where one chip is named and several are asked for.
  void checkNumber(int samples) {
    if (samples > 1 && number != 0) {
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

  /// The effects that were named.
  ///
  /// @param made whether all are meant where none was named
  Set<Effect> chosen(boolean made) {
    return effects == null ? made ? EnumSet.allOf(Effect.class) : Set.of() : parsed(effects);
  }

  private static Set<Effect> parsed(String list) {
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
}
