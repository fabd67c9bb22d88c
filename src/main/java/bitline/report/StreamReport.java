package bitline.report;

import bitline.time.EventLoop;
import bitline.time.Excerpt;
import bitline.time.Flow;
import bitline.time.Service;
import bitline.time.Watcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a chip serves cameras, as a page: the figures, who worked when while the slowest picture was
/// there, what that answer was made of, and how busy units were.
///
/// @param slowest from the arrival of the picture that waited longest for its answer to that; null
///   where there was no answer
public record StreamReport(TimeAnswer.Cameras answer, Flow flow, @Nullable Excerpt slowest) {
  private static final int MOST_ROWS = 12;

  /// Plays the flow again: once to learn when the slowest answer came, once to look at that time.
  public static StreamReport of(TimeAnswer.Cameras answer, Service.Recorded served) {
    List<Long> responses = served.service().responses();
    if (responses.isEmpty()) {
      return new StreamReport(answer, served.flow(), null);
    }
    long longest = Math.max(1, Collections.max(responses));
    int slowest = Math.max(0, responses.indexOf(longest));
    List<Long> ends = new ArrayList<>();
    EventLoop.play(
        served.flow(),
        new Watcher() {
          @Override
          public void round(int process, long round, long time) {
            if (process == served.end()) {
              ends.add(time);
            }
          }
        });
    long end = ends.get(slowest);
    Excerpt excerpt = new Excerpt(served.flow(), Math.max(0, end - longest), end, Gantt.COLUMNS);
    EventLoop.play(served.flow(), excerpt);
    return new StreamReport(answer, served.flow(), excerpt);
  }

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    Page page = new Page();
    Excerpt shown = slowest;
    if (shown != null) {
      String since =
          "<p class=\"hint\">"
              + Html.escape(
                  "0 is where the picture arrives, "
                      + Numbers.seconds(shown.from() * TimeAnswer.FEMTO)
                      + " after the start.")
              + "</p>";
      page.section(
          "slowest",
          "The slowest answer, from its picture's arrival on",
          since + new Gantt(flow, new StageColours(flow), shown).html());
    }
    return page.section(
            "path",
            "What the slowest answer is made of",
            answer.slowest().isEmpty() ? "" : Page.table(StreamText.slowest(answer, MOST_ROWS)))
        .section("cameras", "What happened to each camera's pictures", Page.table(cameras()))
        .section("units", "How busy each unit was", TimeReport.units(answer.units()))
        .section("stages", "What stages did with their time", TimeReport.stages(answer.stages()))
        .text("time · cameras", answer.network(), answer.chip(), lead(), cards());
  }

  private String lead() {
    return answer.streams()
        + (answer.streams() == 1 ? " camera sends " : " cameras send ")
        + TimeText.rate(answer.fps())
        + " pictures a second each, for "
        + Numbers.seconds(answer.seconds())
        + ". An answer may take "
        + Numbers.seconds(answer.deadline())
        + ".";
  }

  private String cards() {
    StringBuilder out = new StringBuilder("<div class=\"figures\">");
    out.append(Page.card("pictures", Numbers.count(answer.offered()), "float"));
    out.append(Page.card("dropped", Numbers.count(answer.dropped()), bad(answer.dropped())));
    out.append(Page.card("too late", Numbers.count(answer.late()), bad(answer.late())));
    answer
        .response()
        .forEach((name, time) ->
            out.append(Page.card("response time, " + name, Numbers.seconds(time), "chip")));
    return out.append("</div>").append(Page.notes(StreamText.remarks(answer))).toString();
  }

  private static String bad(long count) {
    return count > 0 ? "lost" : "float";
  }

  private Table cameras() {
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < answer.cameras().size(); c++) {
      TimeAnswer.Camera camera = answer.cameras().get(c);
      rows.add(
          List.of(
              String.valueOf(c + 1),
              String.valueOf(camera.offered()),
              String.valueOf(camera.dropped()),
              String.valueOf(camera.late()),
              Numbers.seconds(camera.greatest())));
    }
    return new Table(
        List.of(
            Table.number("camera"),
            Table.number("pictures"),
            Table.number("dropped"),
            Table.number("too late"),
            Table.number("slowest answer")),
        rows);
  }
}
