package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.time.EventLoop;
import bitline.time.Excerpt;
import bitline.time.Flow;
import bitline.time.Service;
import bitline.time.Step;
import bitline.time.Timing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimeReportTest {
  private static final int MOST_BYTES = 1_000_000;

  @Test
  void pagesTellTheFigures() {
    for (String chip : TimedPrograms.CHIPS) {
      Timing.Recorded timed = TimedPrograms.signs(chip, 0);
      Timing timing = timed.timing();
      String page = TimeReport.of("signs", chip, timed).page();
      PageChecks.needsNothingElse(page);
      PageChecks.tagsAreBalanced(page);
      assertThat(page.getBytes(StandardCharsets.UTF_8).length).as(chip).isLessThan(MOST_BYTES);
      assertThat(page)
          .as(chip)
          .contains(
              Numbers.seconds(timing.latency() * 1e-15) + "</div>",
              Numbers.seconds(timing.interval() * 1e-15) + "</div>",
              TimeText.rate(1e15 / timing.interval()) + "</div>",
              "id=\"first\"",
              "id=\"steady\"",
              "id=\"units\"",
              "id=\"stages\"",
              "id=\"path\"",
              Html.escape(timing.units().getFirst().unit()),
              Html.escape(timing.stages().getFirst().name()));
      assertThat(page).isEqualTo(TimeReport.of("signs", chip, TimedPrograms.signs(chip, 0)).page());
    }
  }

  /// Cameras that the chip can just serve, and far too many pictures.
  @Test
  void camerasHaveAPageOfTheirOwn() {
    for (double rate : new double[] {2_000, 2_000_000}) {
      String chip = "axelera_isscc_2024";
      Service.Recorded served = TimedPrograms.served(chip, 3, rate, 10_000);
      TimeAnswer.Cameras answer = TimeAnswer.of("signs", chip, served, null);
      StreamReport report = StreamReport.of(answer, served);
      String page = report.page();
      PageChecks.needsNothingElse(page);
      PageChecks.tagsAreBalanced(page);
      Excerpt slowest = Objects.requireNonNull(report.slowest());
      assertThat(slowest.to() - slowest.from()).isEqualTo(served.service().slowest());
      assertThat(answer.dropped() > 0).isEqualTo(rate > 1e6);
      assertThat(page)
          .contains(
              Numbers.count(answer.dropped()) + "</div><div class=\"label\">dropped",
              Numbers.seconds(served.service().slowest() * 1e-15),
              "id=\"slowest\"",
              "id=\"cameras\"");
      TraceFormat.read(TraceJson.of(served.flow(), served.traced(), "cameras"));
    }
  }

  /// What bars say a unit did is what it did; they do not overlap.
  @Test
  void barsHoldAllTheWork() {
    Timing.Recorded timed = TimedPrograms.signs("axelera_isscc_2024", 1_000_000);
    Excerpt all = new Excerpt(timed.flow(), 0, timed.timing().total(), 100);
    EventLoop.play(timed.flow(), all);
    for (int most : new int[] {1_000_000, 500, 100}) {
      Excerpt.Bars bars = all.bars(most);
      assertThat(bars.tracks().values().stream().mapToInt(List::size).sum())
          .isLessThanOrEqualTo(Math.max(most, bars.tracks().size()));
      bars.tracks()
          .forEach((track, list) -> {
            long work =
                timed.traced().pieces().stream()
                    .filter(p -> p.store() == track.store() && p.lane() == track.lane())
                    .mapToLong(p -> p.to() - p.from())
                    .sum();
            assertThat(list.stream().mapToLong(Excerpt.Bar::busy).sum()).isEqualTo(work);
            for (int i = 1; i < list.size(); i++) {
              assertThat(list.get(i).from()).isGreaterThanOrEqualTo(list.get(i - 1).to());
            }
          });
    }
  }

  /// 8 ns of work on a link and 8 without it, in turn, on rows of 100 bytes.
  private static Flow inTurn() {
    Flow.Builder flow = new Flow.Builder();
    int link = flow.store(Flow.Store.movers("link <1>", 1, 1e9));
    int space = flow.store(Flow.Store.space("space for x", 3, 100));
    int rows = flow.store(Flow.Store.contents("rows of x", 3));
    flow.process(
        "a & b",
        1,
        Flow.Loop.of(
            10,
            new Step.Take(space, 2),
            new Step.Take(link, 1),
            new Step.Work(8_000_000),
            new Step.Put(link, 1),
            new Step.Put(rows, 2),
            new Step.Work(8_000_000),
            new Step.Take(rows, 2),
            new Step.Put(space, 2)));
    return flow.flow();
  }

  @Test
  void curvesTellSharesAndBytes() {
    Flow flow = inTurn();
    Excerpt excerpt = new Excerpt(flow, 16_000_000, 48_000_000, 100);
    EventLoop.check(flow, excerpt);
    double[] busy = Objects.requireNonNull(excerpt.busy().get(0));
    assertThat(busy[0]).isBetween(0.999, 1.001);
    assertThat(busy[Excerpt.POINTS / 4 - 2]).isBetween(0.999, 1.001);
    assertThat(busy[Excerpt.POINTS / 4 + 2]).isZero();
    double sum = 0;
    for (double share : busy) {
      sum += share / Excerpt.POINTS;
    }
    assertThat(sum).isBetween(0.4999, 0.5001);
    assertThat(excerpt.held()).containsOnly(200);
    assertThat(excerpt.held(1)).containsOnly(200);
    Excerpt.Bars bars = excerpt.bars(100);
    assertThat(bars.tracks()).hasSize(1);
    assertThat(bars.tracks().firstEntry().getValue())
        .extracting(Excerpt.Bar::from, Excerpt.Bar::work)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(16_000_000L, Map.of(0, 8_000_000L)),
            org.assertj.core.groups.Tuple.tuple(32_000_000L, Map.of(0, 8_000_000L)));
    String html = new Gantt(flow, new StageColours(flow), excerpt).html();
    assertThat(html)
        .contains("link &lt;1&gt;", "a &amp; b: 0 ns to 8 ns", "a &amp; b: 16 ns to 24 ns")
        .contains("50.0 % busy; 1.00 GB/s at best", "200 B at most, of 300 B");
  }

  @Test
  void axesHaveRoundTicks() {
    StringBuilder out = new StringBuilder();
    TimeAxis axis = TimeAxis.of(973_000_000);
    axis.draw(out, 0, 100);
    assertThat(axis.name(41_500_000)).isEqualTo("41.5 ns");
    Matcher ticks = Pattern.compile(">([0-9.]+ ns)<").matcher(out);
    assertThat(ticks.results().map(m -> m.group(1)).distinct())
        .containsExactly("0 ns", "200 ns", "400 ns", "600 ns", "800 ns");
  }
}
