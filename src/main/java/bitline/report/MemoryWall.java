package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// What passes each memory and link of several machines for one picture: bytes on a logarithmic
/// axis, the share of the time from picture to picture that moving them alone would take, and the
/// share of a picture's energy. Levels stand below their machine, nearest to the multipliers first.
/// Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there is no level, or a value that is negative or not
/// finite.
///
/// @param what it shows, for those who cannot see it
record MemoryWall(String what, List<Machine> machines) {
  private static final int LABELS = 172;
  private static final int LETTERS = 26;
  private static final int HEAD = 40;
  private static final int NAME = 26;
  private static final int SLOT = 21;

  /// Where the three columns begin and how wide they are, in percent; behind each is room for its
  /// numbers.
  private static final double[] FROM = {0, 38, 72};

  private static final double[] WIDE = {26, 20, 16};

  /// A machine.
  ///
  /// @param name with its format
  /// @param interval seconds from picture to picture
  /// @param joules of a picture; null: not known
  record Machine(String name, double interval, @Nullable Double joules, List<Level> levels) {
    Machine {
      levels = List.copyOf(levels);
      if (!(interval > 0) || Double.isInfinite(interval)) {
        throw new IllegalArgumentException(name + ": a picture every " + interval + " s");
      }
    }
  }

  /// A memory or link.
  ///
  /// @param style that colours it
  /// @param joules that moving the bytes takes; null: not known
  record Level(String name, String style, double bytes, double seconds, @Nullable Double joules) {
    Level {
      boolean sound =
          DoubleStream.of(bytes, seconds, joules == null ? 0 : joules)
              .allMatch(v -> v >= 0 && v < Double.POSITIVE_INFINITY);
      if (!sound) {
        throw new IllegalArgumentException(
            name + ": " + bytes + " B in " + seconds + " s for " + joules + " J");
      }
    }
  }

  MemoryWall {
    machines = List.copyOf(machines);
    if (machines.stream().allMatch(machine -> machine.levels.isEmpty())) {
      throw new IllegalArgumentException("a memory wall without a memory");
    }
  }

  String html() {
    double height = HEAD + 6;
    for (Machine machine : machines) {
      height += NAME + SLOT * machine.levels.size();
    }
    LogScale scale = scale();
    Svg names = new Svg();
    List<Svg> columns = List.of(new Svg(), new Svg(), new Svg());
    heads(columns, scale, height);
    double y = HEAD;
    for (Machine machine : machines) {
      names.text("title", "0", 0, y + 18, "start", Svg.shortened(machine.name, LETTERS + 4));
      y += NAME;
      for (Level level : machine.levels) {
        names.text("", "100%", -8, y + 14, "end", Svg.shortened(level.name, LETTERS));
        bytes(columns.get(0), machine, level, scale, y);
        share(
            columns.get(1),
            level,
            level.seconds / machine.interval,
            Numbers.seconds(level.seconds),
            title(machine, level) + Numbers.seconds(level.seconds) + " of moving",
            y);
        energy(columns.get(2), machine, level, y);
        y += SLOT;
      }
    }
    Svg plot = new Svg();
    for (int c = 0; c < columns.size(); c++) {
      plot.inset(Svg.part(FROM[c]), Svg.part(WIDE[c]), height, columns.get(c));
    }
    return "<div class=\"chart wall\">"
        + names.axis(LABELS, height)
        + plot.drawing("plot", height, what)
        + "</div>";
  }

  /// Whole powers of a thousand, so that every bar begins at a round number.
  private LogScale scale() {
    List<Double> some = new ArrayList<>();
    machines.forEach(
        machine -> machine.levels.stream().map(Level::bytes).filter(b -> b > 0).forEach(some::add));
    double least = some.stream().mapToDouble(b -> b).min().orElse(1);
    double most = some.stream().mapToDouble(b -> b).max().orElse(1);
    double low = StrictMath.pow(1000, Math.floor(StrictMath.log10(least / 1.5) / 3));
    return new LogScale(low, Math.max(1.3 * most, 10 * low));
  }

  private static void heads(List<Svg> columns, LogScale scale, double height) {
    List<String> titles =
        List.of("bytes a picture, logarithmic", "share of the time", "share of the energy");
    for (int c = 0; c < columns.size(); c++) {
      Svg column = columns.get(c);
      column.text("title", "0", 0, 12, "start", titles.get(c));
      if (c == 0) {
        for (double tick : scale.ticks()) {
          if (Math.floorMod((int) Math.rint(StrictMath.log10(tick)), 3) == 0) {
            mark(column, scale.place(tick), Numbers.bytes(tick), height);
          }
        }
      } else {
        mark(column, 0, "0", height);
        mark(column, 50, "50", height);
        mark(column, 100, "100 %", height);
      }
    }
  }

  private static void mark(Svg column, double place, String name, double height) {
    String x = Svg.part(place);
    column.line("grid", x, Svg.px(HEAD - 6), x, Svg.px(height));
    column.text("", x, 0, HEAD - 10, "middle", name);
  }

  private static String title(Machine machine, Level level) {
    return machine.name + ", " + level.name + ": ";
  }

  private static void bytes(Svg out, Machine machine, Level level, LogScale scale, double y) {
    String text = Numbers.bytes(level.bytes);
    double place = level.bytes > 0 ? Math.max(0, scale.place(level.bytes)) : 0;
    bar(out, level, place, text, title(machine, level) + text + " a picture", y);
  }

  private static void energy(Svg out, Machine machine, Level level, double y) {
    Double joules = level.joules;
    Double all = machine.joules;
    if (joules == null) {
      out.text("", "0", 4, y + 14, "start", "not known");
      return;
    }
    String text = Numbers.si(joules, "J");
    String title = title(machine, level) + text + " of moving";
    if (all == null) {
      out.text("", "0", 4, y + 14, "start", text);
    } else {
      share(out, level, joules / all, text, title, y);
    }
  }

  /// A bar of a share; one above 1 fills the column.
  private static void share(
      Svg out, Level level, double share, String text, String title, double y) {
    out.rect("track", "0", Svg.px(y + 4), "100%", Svg.px(SLOT - 8), "");
    String percent = share >= 0.001 ? ", " + percent(share) : "";
    bar(out, level, 100 * Math.min(1, share), text + percent, title + percent, y);
  }

  private static String percent(double share) {
    return share < 0.0995 ? Numbers.percent(share) : Math.round(100 * share) + " %";
  }

  private static void bar(Svg out, Level level, double place, String text, String title, double y) {
    out.rect(
        level.style, "0", Svg.px(y + 4), Svg.part(Math.max(0.4, place)), Svg.px(SLOT - 8), title);
    out.text("", Svg.part(place), 6, y + 14, "start", text);
  }
}
