package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.time.EventLoop;
import bitline.time.Flow;
import bitline.time.Step;
import bitline.time.Timing;
import bitline.time.Traced;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceJsonTest {
  private static final int ALL = 1_000_000;

  private static TraceFormat.Content trace(Flow flow, int most) {
    Traced traced = new Traced(flow, most);
    EventLoop.check(flow, traced);
    return TraceFormat.read(TraceJson.of(flow, traced, "a \"test\" \\ \u0001 on <chips>"));
  }

  /// Two stages that share two channels and hold a link together with a channel.
  private static Flow shared(long work) {
    Flow.Builder flow = new Flow.Builder();
    int channels = flow.store(Flow.Store.movers("memory \"one\"", 2, 2e9));
    int link = flow.store(Flow.Store.movers("link", 1, 1e9));
    int rows = flow.store(Flow.Store.contents("rows", 4));
    int space = flow.store(Flow.Store.space("space", 4));
    flow.process(
        "maker",
        10,
        Flow.Loop.of(
            3,
            new Step.Take(space, 1),
            new Step.Take(channels, 1),
            new Step.Take(link, 1),
            new Step.Work(work),
            new Step.Put(link, 1),
            new Step.Put(channels, 1),
            new Step.Put(rows, 1)));
    flow.process(
        "reader",
        30,
        Flow.Loop.of(
            1,
            new Step.Take(rows, 1),
            new Step.Take(channels, 2),
            new Step.Work(work / 3 + 1),
            new Step.Put(channels, 2),
            new Step.Put(space, 1)));
    return flow.flow();
  }

  @Test
  void allUnitsThatAreHeldHaveTheirPiece() {
    TraceFormat.Content trace = trace(shared(1_000_003), ALL);
    assertThat(trace.tracks()).containsOnlyKeys("memory \"one\" 0", "memory \"one\" 1", "link");
    assertThat(trace.tracks().get("link")).hasSize(30).allMatch(e -> e.name().equals("maker"));
    assertThat(trace.tracks().get("memory \"one\" 1")).filteredOn("name", "reader").hasSize(30);
    assertThat(trace.cut()).isFalse();
  }

  /// Work of the link in the trace over the time is what its counter tells.
  @Test
  void countersTellHowBusyMoversAre() {
    TraceFormat.Content trace = trace(shared(1_000_003), ALL);
    assertThat(trace.counters()).containsOnlyKeys("memory \"one\", busy", "link, busy", "rows");
    for (BigDecimal percent : trace.counters().getOrDefault("memory \"one\", busy", List.of())) {
      assertThat(percent).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
    }
    assertThat(trace.counters().getOrDefault("link, busy", List.of()))
        .contains(new BigDecimal("100"))
        .endsWith(BigDecimal.ZERO);
  }

  @Test
  void aTraceThatIsCutSaysSo() {
    Flow flow = shared(1000);
    int most = 37;
    Traced traced = new Traced(flow, most);
    EventLoop.play(flow, traced);
    String text = TraceJson.of(flow, traced, "cut");
    TraceFormat.Content trace = TraceFormat.read(text);
    assertThat(trace.cut()).isTrue();
    assertThat(text).contains("\"process_labels\"", "the first entries only");
    assertThat(traced.pieces().size() + traced.levels().size()).isEqualTo(most);
  }

  /// Abutting pieces at any distance from the start: what viewers compute in doubles does not
  /// overlap, and nothing is shortened by more than doubles need.
  @Test
  void piecesThatTouchDoNotOverlapInDoubles() {
    Cases.forAll(
        40,
        random -> {
          long far = 1L << random.nextInt(50);
          Flow.Builder flow = new Flow.Builder();
          int unit = flow.store(Flow.Store.units("unit", 1));
          List<Step> steps = new ArrayList<>();
          steps.add(new Step.Work(far));
          steps.add(new Step.Take(unit, 1));
          for (int i = 0; i < 20; i++) {
            steps.add(new Step.Work(1 + random.nextInt(5_000_000)));
          }
          steps.add(new Step.Put(unit, 1));
          flow.process("p", 1, new Flow.Loop(1, steps));
          TraceFormat.Content trace = trace(flow.flow(), ALL);
          List<TraceFormat.Event> events = trace.tracks().getOrDefault("unit", List.of());
          assertThat(events).hasSize(20);
          for (int i = 1; i < events.size(); i++) {
            BigDecimal gap = events.get(i).from().subtract(events.get(i - 1).to());
            double doubles = 4 * Math.ulp(events.get(i).from().doubleValue()) + 1.1e-9;
            assertThat(gap.signum()).isNotNegative();
            assertThat(gap.doubleValue()).isLessThanOrEqualTo(doubles);
          }
        });
  }

  @Test
  void tracesOfProgramsKeepTheRules() {
    for (String chip : TimedPrograms.CHIPS) {
      Timing.Recorded timed = TimedPrograms.signs(chip, 20_000);
      String text = TraceJson.of(timed.flow(), timed.traced(), "signs on " + chip);
      TraceFormat.Content trace = TraceFormat.read(text);
      assertThat(trace.tracks().keySet()).as(chip).anyMatch(name -> name.startsWith("arrays of "));
      assertThat(trace.counters().keySet()).as(chip).anyMatch(name -> name.startsWith("rows of "));
      assertThat(trace.counters().keySet().stream().filter(name -> name.endsWith(", busy")).count())
          .as(chip)
          .isEqualTo(
              timed.traced().pieces().stream()
                  .map(piece -> timed.flow().stores().get(piece.store()))
                  .filter(store -> store.bandwidth() > 0)
                  .distinct()
                  .count());
      assertThat(trace.cut()).as(chip).isEqualTo(timed.traced().cut());
      Timing.Recorded again = TimedPrograms.signs(chip, 20_000);
      assertThat(TraceJson.of(again.flow(), again.traced(), "signs on " + chip)).isEqualTo(text);
    }
  }

  @Test
  void theRulesAreNotEmpty() {
    String head =
        "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"cut\":false},\"traceEvents\":["
            + "{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"p\"}},"
            + "{\"ph\":\"M\",\"pid\":1,\"tid\":1,\"name\":\"thread_name\",\"args\":{\"name\":\"t\"}}";
    String piece = ",{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":%s,\"dur\":%s,\"name\":\"a\"}";
    assertThat(TraceFormat.read(head + piece.formatted("0", "1.5") + "]}").events()).isEqualTo(3);
    for (String wrong :
        List.of(
            piece.formatted("-1", "1"),
            piece.formatted("1e3", "1"),
            piece.formatted("0", "2") + piece.formatted("1", "2"),
            piece.formatted("0.1", "0.2") + piece.formatted("0.3", "0.1"),
            piece.formatted("0", "1").replace("\"tid\":1", "\"tid\":2"),
            piece.formatted("0", "1").replace("\"X\"", "\"Y\""),
            piece.formatted("0", "1").replace(",\"name\":\"a\"", ""),
            ",{\"ph\":\"C\",\"pid\":1,\"ts\":1,\"name\":\"c\",\"args\":{\"v\":\"1\"}}")) {
      assertThatThrownBy(() -> TraceFormat.read(head + wrong + "]}"))
          .as(wrong)
          .isInstanceOf(AssertionError.class);
    }
  }
}
