package bitline.cli;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.base.Spelling;
import bitline.program.Program;
import bitline.time.Arrivals;
import bitline.time.Arrivals.Phases;
import bitline.time.Service;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which cameras send pictures; mixed in with `@Mixin`.
final class StreamOptions {
  private static final String MAX = "max";
  private static final int MOST_STREAMS = 1000;
  private static final int MOST_PICTURES = 100_000;
  private static final double MOST_SECONDS = 3600;

  /// Where no time is told, so many pictures in all are sent, each camera some.
  private static final int PICTURES = 1000;

  private static final int LEAST_FRAMES = 8;
  private static final int BATCHES = 8;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description =
          "Cameras that send pictures at a rate of their own; 'max' searches for the most that are served in time.")
  private @Nullable String streams;

  @Option(names = "--fps", paramLabel = "F", description = "Pictures a second of each camera.")
  private @Nullable Double fps;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = "Milliseconds that an answer may take (the time between two pictures).")
  private @Nullable Double deadline;

  @Option(
      names = "--phases",
      paramLabel = "WAY",
      description =
          "When cameras send: spread evenly, together (one signal triggers all), or random (spread).")
  private @Nullable String phases;

  @Option(
      names = "--phase-seed",
      paramLabel = "S",
      description = "Chooses the phases of --phases random (0).")
  private @Nullable Long phaseSeed;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      description = "For how long cameras send (about 1000 pictures).")
  private @Nullable Double seconds;

  /// Cameras that were asked for.
  ///
  /// @param streams 0: the most that are served in time
  /// @param deadline femtoseconds
  record Asked(int streams, Arrivals one, Service.Frames frames, long deadline) {
    Arrivals arrivals(int cameras) {
      return one.with(cameras, frames.of(cameras));
    }

    /// The most cameras that are served in time.
    Service.Most most(Program program, int batch, Progress progress) {
      return Service.most(program, batch, one, frames, deadline, MOST_STREAMS, progress);
    }
  }

  /// What was asked for; null where no cameras were. A [Problem] where it makes no sense.
  ///
  /// @param batch pictures that wait for one another
  @Nullable Asked asked(int batch) {
    if (streams == null) {
      alone("--fps", fps);
      alone("--deadline", deadline);
      alone("--phases", phases);
      alone("--phase-seed", phaseSeed);
      alone("--seconds", seconds);
      return null;
    }
    int count = count(streams);
    if (fps == null) {
      throw new Problem("--streams " + streams + " needs a rate; add --fps 30, say");
    }
    double rate = within("--fps", fps, 0.01, 1e6);
    double late = deadline == null ? 1e3 / rate : within("--deadline", deadline, 1e-6, 1e6);
    Arrivals one = new Arrivals(1, rate, 1, ways());
    Asked asked =
        new Asked(
            count, one, cameras -> frames(cameras, batch, rate, late), Math.round(late * 1e12));
    if (count > 0 && asked.arrivals(count).pictures() > MOST_PICTURES) {
      throw new Problem(
          count
              + " cameras would send "
              + asked.arrivals(count).pictures()
              + " pictures; more than "
              + MOST_PICTURES
              + " are not played, lower --seconds");
    }
    return asked;
  }

  private static void alone(String option, @Nullable Object value) {
    if (value != null) {
      throw new Problem(option + " " + value + " would do nothing without --streams N");
    }
  }

  private static int count(String asked) {
    if (asked.equalsIgnoreCase(MAX)) {
      return 0;
    }
    try {
      int count = Integer.parseInt(asked);
      if (count >= 1 && count <= MOST_STREAMS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new Problem(
        "--streams '" + asked + "' is neither 1 to " + MOST_STREAMS + " cameras nor '" + MAX + "'");
  }

  private static double within(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new Problem(
          String.format(
              Locale.ROOT, "%s %s is not between %.6g and %.6g", option, value, least, most));
    }
    return value;
  }

  private Phases ways() {
    List<String> ways = List.of("spread", "together", "random");
    String way =
        phases == null ? phaseSeed == null ? "spread" : "random" : phases.toLowerCase(Locale.ROOT);
    if (!ways.contains(way)) {
      throw new Problem(
          "--phases '"
              + phases
              + "' is not one of "
              + String.join(", ", ways)
              + Spelling.hint(way, ways));
    }
    if (phaseSeed != null && !way.equals("random")) {
      throw new Problem(
          "--phase-seed " + phaseSeed + " is for --phases random, not " + way + "; leave one out");
    }
    return switch (way) {
      case "spread" -> new Phases.Spread();
      case "together" -> new Phases.Together();
      default -> new Phases.Random(phaseSeed == null ? 0 : phaseSeed);
    };
  }

  /// Pictures that each of so many cameras sends: for the time that was told, else enough for a
  /// percentile and for several deadlines.
  ///
  /// @param late milliseconds of the deadline
  private int frames(int cameras, int batch, double rate, double late) {
    if (seconds != null) {
      double told = within("--seconds", seconds, 1e-6, MOST_SECONDS);
      double frames = Math.floor(told * rate * (1 + 1e-12));
      if (frames < 1) {
        throw new Problem(
            "--seconds " + told + " is less than one picture at --fps " + rate + "; raise it");
      }
      return (int) Math.min(frames, MOST_PICTURES + 1);
    }
    double wanted =
        Math.max(
            Math.max(LEAST_FRAMES, Math.ceilDiv(Math.max(PICTURES, BATCHES * batch), cameras)),
            4 * Math.ceil(late * 1e-3 * rate));
    return (int) Math.clamp(Math.min(wanted, MOST_SECONDS * rate), 1, MOST_PICTURES + 1);
  }
}
