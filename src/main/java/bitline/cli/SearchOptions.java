package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.explore.PlanSearch;
import bitline.graph.Graph;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that ask for a longer search for a mapping; mixed in with `@Mixin`.
final class SearchOptions {
  private static final int MOST_TRIALS = 1_000_000;
  private static final double MOST_SECONDS = 86_400;

  @Option(
      names = "--search",
      paramLabel = "SECONDS",
      description = "Look for a faster mapping so long, by playing one after another.")
  private @Nullable Double seconds;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Play at most N mappings: the same N give the same mapping on every machine.")
  private @Nullable Integer trials;

  /// A [Problem] where the options make no sense: told before long work.
  void check() {
    if (seconds != null && !(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new Problem("--search " + seconds + "; seconds above 0 and up to 86400 are possible");
    }
    if (trials != null && (trials < 1 || trials > MOST_TRIALS)) {
      throw new Problem("--trials " + trials + "; 1 to " + MOST_TRIALS + " are possible");
    }
  }

  boolean asked() {
    return seconds != null || trials != null;
  }

  /// The mapping that was asked for, and where a search was, the fastest that it played.
  Mapping map(Graph network, Chip chip, Request request, Output output) {
    Mapper mapper = Mapper.of(network, chip, Map.of(), request);
    Mapping mapping = mapper.map();
    if (!asked() || !(mapping instanceof Mapping.Mapped mapped)) {
      return mapping;
    }
    long end = System.nanoTime() + (long) (1e9 * (seconds == null ? MOST_SECONDS : seconds));
    PlanSearch.Found found =
        PlanSearch.search(
            mapper,
            mapped.program(),
            request.batch(),
            trials == null ? MOST_TRIALS : trials,
            () -> System.nanoTime() > end);
    output.note(
        "search: "
            + found.trials()
            + (found.trials() == 1 ? " mapping played, " : " mappings played, ")
            + Units.format(found.first(), "s", 4)
            + " a picture at first, "
            + Units.format(found.best(), "s", 4)
            + " at best");
    return new Mapping.Mapped(found.program(), mapped.onVectorUnit());
  }
}
