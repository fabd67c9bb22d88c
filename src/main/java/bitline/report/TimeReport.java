package bitline.report;

import bitline.time.CriticalPath;
import bitline.time.EventLoop;
import bitline.time.Excerpt;
import bitline.time.Flow;
import bitline.time.Gap;
import bitline.time.Timing;
import bitline.time.Watcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fast a network is on a chip, as a page: the figures, who worked when, how busy units were,
/// what stages waited for, and the chain of work that made it take as long as it did.
///
/// @param first the time until the first picture is done
/// @param steady from one picture's end to the next one's, of whole batches, in the middle of the
///   run; null where the run is too short to have a middle
public record TimeReport(
    String network, String chip, Timing.Recorded timed, Excerpt first, @Nullable Excerpt steady) {
  private static final double FEMTO = 1e-15;
  private static final int MOST_ROWS = 48;
  private static final int MOST_PARTS = 12;

  /// Plays the flow again to look at the times that the first run showed to be worth it.
  public static TimeReport of(String network, String chip, Timing.Recorded timed) {
    Flow flow = timed.flow();
    Timing timing = timed.timing();
    Excerpt first = new Excerpt(flow, 0, Math.max(1, timing.latency()), Gantt.COLUMNS);
    int batches = timing.ends().size() / timing.batch();
    int middle = batches / 2 * timing.batch();
    Excerpt steady = null;
    if (batches > 2) {
      long from = timing.ends().get(middle - 1);
      long to = timing.ends().get(middle + timing.batch() - 1);
      steady = to > from ? new Excerpt(flow, from, to, Gantt.COLUMNS) : null;
    }
    Watcher watcher = steady == null ? first : first.and(steady);
    EventLoop.play(flow, watcher);
    return new TimeReport(network, chip, timed, first, steady);
  }

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    Timing timing = timed.timing();
    StageColours colours = new StageColours(timed.flow());
    Page page = new Page();
    page.section(
        "first",
        "The first picture, through an empty chip",
        new Gantt(timed.flow(), colours, first).html());
    Excerpt middle = steady;
    if (middle != null) {
      page.section("steady", steadyTitle(), since(middle) + gantt(colours, middle));
    }
    return page.section("units", "How busy each unit was", units(timing.units()))
        .section("stages", "What stages did with their time", stages(timing.stages()))
        .section("path", "The critical path", path(timing))
        .text("time · " + pictures(timing), network, chip, lead(timing), cards(timing));
  }

  private String gantt(StageColours colours, Excerpt excerpt) {
    return new Gantt(timed.flow(), colours, excerpt).html();
  }

  private static String pictures(Timing timing) {
    int count = timing.ends().size();
    return count + (count == 1 ? " picture" : " pictures");
  }

  private String steadyTitle() {
    int batch = timed.timing().batch();
    return batch == 1
        ? "From one picture to the next, in a full chip"
        : "From one batch of " + batch + " pictures to the next, in a full chip";
  }

  private static String since(Excerpt excerpt) {
    return "<p class=\"hint\">"
        + Html.escape(
            "0 is where a picture ends in the middle of the run, "
                + Numbers.seconds(excerpt.from() * FEMTO)
                + " after its start. Stages work on different pictures at the same time.")
        + "</p>";
  }

  private static double bound(Timing timing) {
    return timing.bound().time() * FEMTO / timing.ends().size();
  }

  private static String lead(Timing timing) {
    double interval = timing.interval() * FEMTO;
    return "The first picture takes "
        + Numbers.seconds(timing.latency() * FEMTO)
        + " through an empty chip; then one comes every "
        + Numbers.seconds(interval)
        + ", "
        + TimeText.rate(1 / interval)
        + " a second. No schedule of this program beats one every "
        + Numbers.seconds(bound(timing))
        + ", which comes from "
        + TimeText.limit(timing)
        + ".";
  }

  private static String cards(Timing timing) {
    double interval = timing.interval() * FEMTO;
    double bound = bound(timing);
    String cards =
        Page.card("latency of the first picture", Numbers.seconds(timing.latency() * FEMTO), "chip")
            + Page.card("from picture to picture", Numbers.seconds(interval), "chip")
            + Page.card("pictures a second", TimeText.rate(1 / interval), "chip")
            + Page.card("no schedule beats one every", Numbers.seconds(bound), "float")
            + Page.card("above that bound", Numbers.percent(interval / bound - 1), "float");
    List<String> notes = new ArrayList<>();
    if (!timing.spilled().isEmpty()) {
      notes.add(
          "Through the memory outside, because the chip's own is full: "
              + String.join(", ", timing.spilled())
              + ".");
    }
    return "<div class=\"figures\">" + cards + "</div>" + Page.notes(notes);
  }

  /// How busy units were, as bars.
  static String units(List<Timing.Use> units) {
    StringBuilder rows = new StringBuilder();
    units.stream()
        .limit(MOST_ROWS)
        .forEach(unit ->
            row(
                rows,
                unit.unit(),
                Numbers.percent(unit.share()),
                Charts.bar(unit.share(), "used")));
    return "<p class=\"hint\">Share of the whole run in which each worked, of several equal ones the mean."
        + left(units.size(), "units")
        + "</p>"
        + table("unit", "busy", rows);
  }

  private static String left(int count, String what) {
    return count <= MOST_ROWS
        ? ""
        : " The busiest " + MOST_ROWS + " of " + count + " " + what + ".";
  }

  private static void row(StringBuilder out, String name, String figure, String bar) {
    out.append("<tr><td class=\"layer\">")
        .append(Html.escape(name))
        .append("</td><td class=\"n\">");
    out.append(Html.escape(figure)).append("</td><td class=\"share\">").append(bar);
    out.append("</td></tr>");
  }

  private static String table(String name, String figure, StringBuilder rows) {
    return "<div class=\"scroll\"><table><thead><tr><th>"
        + name
        + "</th><th class=\"n\">"
        + figure
        + "</th><th></th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }

  /// What stages did with their time, as stacked bars.
  static String stages(List<Timing.Stage> stages) {
    StringBuilder rows = new StringBuilder();
    stages.stream()
        .limit(MOST_ROWS)
        .forEach(stage -> row(rows, stage.name(), Numbers.percent(stage.busy()), stacked(stage)));
    return "<p class=\"hint\">Share of the whole run; what is left of a row is before the stage's first"
        + " picture or after its last."
        + left(stages.size(), "stages")
        + "</p><p class=\"legend\"><span><i class=\"used\"></i>at work</span>"
        + "<span><i class=\"float\"></i>no input</span><span><i class=\"chip\"></i>no space for what it makes</span>"
        + "<span><i class=\"lost\"></i>no unit, another has it</span></p>"
        + table("stage", "at work", rows);
  }

  private static String stacked(Timing.Stage stage) {
    StringBuilder out =
        new StringBuilder("<svg class=\"bar\" width=\"100%\" height=\"12\"><title>");
    out.append(
        Html.escape(
            stage.name()
                + ": at work "
                + Numbers.percent(stage.busy())
                + ", no input "
                + Numbers.percent(stage.input())
                + ", no space "
                + Numbers.percent(stage.output())
                + ", no unit "
                + Numbers.percent(stage.unit())));
    out.append("</title><rect class=\"track\" width=\"100%\" height=\"100%\"/>");
    double at = 0;
    double[] shares = {stage.busy(), stage.input(), stage.output(), stage.unit()};
    String[] styles = {"used", "float", "chip", "lost"};
    for (int i = 0; i < shares.length; i++) {
      String width = Html.number(100 * Math.clamp(shares[i], 0, 1));
      if (!width.equals("0")) {
        out.append("<rect class=\"").append(styles[i]).append("\" x=\"").append(Html.number(at));
        out.append("%\" width=\"").append(width).append("%\" height=\"100%\"/>");
      }
      at += 100 * shares[i];
    }
    return out.append("</svg>").toString();
  }

  private String path(Timing timing) {
    CriticalPath path = timed.path();
    if (path.tooLong()) {
      return "<p class=\"hint\">The path is longer than what is kept of it.</p>";
    }
    StringBuilder out = new StringBuilder("<p class=\"hint\">");
    out.append("The chain of work that leads from the start to a picture's end without a gap.</p>");
    out.append("<h3>What the first picture's ")
        .append(Numbers.seconds(timing.latency() * FEMTO))
        .append(" are made of</h3>");
    out.append(Page.table(parts(path.toFirst(), timing.latency())));
    Gap gap = Gap.of(timing.bound(), timing.total(), path.toLast());
    out.append("<h3 class=\"more\">")
        .append(
            Html.escape(
                "The whole run takes "
                    + Numbers.seconds(gap.time() * FEMTO)
                    + ", "
                    + Numbers.seconds(gap.more() * FEMTO)
                    + " more than the work of "
                    + gap.by()))
        .append("</h3>");
    out.append("<p class=\"hint\">Its path was elsewhere:</p>");
    List<List<String>> rows = new ArrayList<>();
    gap.elsewhere().stream()
        .limit(MOST_PARTS)
        .forEach(place ->
            rows.add(
                List.of(
                    place.place(),
                    Numbers.seconds(place.time() * FEMTO),
                    Numbers.percent((double) place.time() / gap.time()))));
    long rest = gap.elsewhere().stream().skip(MOST_PARTS).mapToLong(Gap.Elsewhere::time).sum();
    if (rest > 0) {
      rows.add(
          List.of(
              (gap.elsewhere().size() - MOST_PARTS) + " more",
              Numbers.seconds(rest * FEMTO),
              Numbers.percent((double) rest / gap.time())));
    }
    if (gap.hidden() > 0) {
      rows.add(
          List.of(
              "less: work of " + gap.by() + " that went on beside it",
              "−" + Numbers.seconds(gap.hidden() * FEMTO),
              Numbers.percent(-(double) gap.hidden() / gap.time())));
    }
    out.append(
        Page.table(
            new Table(
                List.of(Table.text("place"), Table.number("time"), Table.number("of the run")),
                rows)));
    return out.toString();
  }

  private static Table parts(List<CriticalPath.Part> parts, long whole) {
    List<List<String>> rows = new ArrayList<>();
    for (CriticalPath.Part part : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
      rows.add(part(part.stage(), on(part), part.time(), whole));
    }
    long rest = parts.stream().skip(MOST_PARTS).mapToLong(CriticalPath.Part::time).sum();
    if (rest > 0) {
      rows.add(part((parts.size() - MOST_PARTS) + " more", "", rest, whole));
    }
    return new Table(
        List.of(
            Table.text("stage"),
            Table.text("on"),
            Table.number("time"),
            Table.number("of the whole")),
        rows);
  }

  private static String on(CriticalPath.Part part) {
    int more = part.with().size();
    return more == 0 ? part.unit() : part.unit() + " and " + more + " more";
  }

  private static List<String> part(String stage, String unit, long time, long whole) {
    return List.of(
        stage,
        unit,
        Numbers.seconds(time * FEMTO),
        Numbers.percent((double) time / Math.max(1, whole)));
  }
}
