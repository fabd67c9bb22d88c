package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.time.Flow.Loop;
import bitline.time.Flow.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  /// With room for few pieces, so that what nobody depends on is thrown away all the time.
  @Test
  void piecesAreRealWorkFromTheStartToTheEndWithoutGaps() {
    int[] woken = new int[1];
    int[] folded = new int[1];
    Cases.forAll(
        400,
        random -> {
          Flow flow = RandomFlows.any(random);
          Set<CriticalPath.Piece> work = new HashSet<>();
          List<List<CriticalPath.Piece>> paths = new ArrayList<>();
          List<Long> ends = new ArrayList<>();
          for (int end = 0; end < flow.processes().size(); end++) {
            CriticalPath path = new CriticalPath(flow, end, 1, 1 << 20);
            CriticalPath roomy = new CriticalPath(flow, end);
            CriticalPath tight = new CriticalPath(flow, end, 1, 24);
            tight.need(0);
            List<Long> rounds = new ArrayList<>();
            int last = end;
            EventLoop.check(
                flow,
                path.and(roomy)
                    .and(tight)
                    .and(
                        new Watcher() {
                          @Override
                          public void worked(int process, int store, long from, long to) {
                            work.add(new CriticalPath.Piece(process, store, from, to));
                          }

                          @Override
                          public void round(int process, long round, long time) {
                            if (process == last) {
                              long from = rounds.isEmpty() ? 0 : rounds.getLast();
                              tight.mark(from);
                              roomy.mark(from);
                              tight.need(time);
                              rounds.add(time);
                            }
                          }
                        }));
            assertThat(path.piecesToLast()).isEqualTo(roomy.piecesToLast());
            assertThat(path.piecesToFirst()).isEqualTo(roomy.piecesToFirst());
            assertThat(path.tooLong()).isFalse();
            if (!tight.tooLong()) {
              assertThat(tight.toLast()).isEqualTo(roomy.toLast());
              assertThat(tight.toFirst()).isEqualTo(roomy.toFirst());
              assertThat(tight.toMarked()).isEqualTo(roomy.toMarked());
              folded[0] += tight.piecesToLast().equals(roomy.piecesToLast()) ? 0 : 1;
            }
            if (!rounds.isEmpty()) {
              paths.add(path.piecesToFirst());
              ends.add(rounds.getFirst());
              paths.add(path.piecesToLast());
              ends.add(rounds.getLast());
              long sum = path.toLast().stream().mapToLong(CriticalPath.Part::time).sum();
              assertThat(sum).isEqualTo(rounds.getLast());
            }
          }
          for (int i = 0; i < paths.size(); i++) {
            long at = 0;
            int process = -1;
            for (CriticalPath.Piece piece : paths.get(i)) {
              assertThat(work).contains(piece);
              assertThat(piece.from()).isEqualTo(at);
              assertThat(piece.to()).isGreaterThan(at);
              woken[0] += process >= 0 && process != piece.process() ? 1 : 0;
              process = piece.process();
              at = piece.to();
            }
            assertThat(at).isEqualTo(ends.get(i));
          }
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(woken[0]).isGreaterThan(400);
      assertThat(folded[0]).isGreaterThan(40);
    }
  }

  /// The pipeline's path is its filling, then its slowest stage.
  @Test
  void thePathOfAPipelineIsItsSlowestStage() {
    Flow.Builder flow = new Flow.Builder();
    int array = flow.store(Store.units("array", 1));
    int space = flow.store(Store.space("space", 2));
    int contents = flow.store(Store.contents("contents", 2));
    flow.process(
        "loads",
        1,
        Loop.of(10, new Step.Take(space, 1), new Step.Work(3), new Step.Put(contents, 1)));
    flow.process(
        "works",
        10,
        Loop.of(
            1,
            new Step.Take(contents, 1),
            new Step.Take(array, 1),
            new Step.Work(7),
            new Step.Put(array, 1),
            new Step.Put(space, 1)));
    CriticalPath path = new CriticalPath(flow.flow(), 1);
    EventLoop.check(flow.flow(), path);
    assertThat(path.piecesToFirst())
        .isEqualTo(
            List.of(new CriticalPath.Piece(0, -1, 0, 3), new CriticalPath.Piece(1, 0, 3, 10)));
    assertThat(path.piecesToLast()).hasSize(11);
    List<CriticalPath.Part> parts = path.toLast();
    assertThat(parts)
        .isEqualTo(
            List.of(
                new CriticalPath.Part("works", "array", List.of(), 70),
                new CriticalPath.Part("loads", "", List.of(), 3)));
    Gap gap = Gap.of(Bound.of(flow.flow()), 73, parts);
    assertThat(gap).isEqualTo(new Gap(70, "array", 73, 0, List.of(new Gap.Elsewhere("loads", 3))));
    assertThat(gap.more()).isEqualTo(3);
  }

  /// One unit for two: the path goes through the other's work, not through the wait.
  @Test
  void thePathLeadsThroughTheOneWhoHadTheUnit() {
    Flow.Builder flow = new Flow.Builder();
    int adc = flow.store(Store.units("ADC", 1));
    flow.process(
        "first",
        1,
        Loop.of(1, new Step.Work(1), new Step.Take(adc, 1), new Step.Work(50)),
        Loop.of(1, new Step.Put(adc, 1)));
    flow.process(
        "second",
        1,
        Loop.of(1, new Step.Work(40), new Step.Take(adc, 1), new Step.Work(5)),
        Loop.of(1, new Step.Put(adc, 1), new Step.Work(2)));
    CriticalPath path = new CriticalPath(flow.flow(), 1);
    EventLoop.check(
        flow.flow(),
        path.and(
            new Watcher() {
              @Override
              public void round(int process, long round, long time) {
                if (process == 1) {
                  path.mark(51);
                }
              }
            }));
    assertThat(path.piecesToLast())
        .isEqualTo(
            List.of(
                new CriticalPath.Piece(0, -1, 0, 1),
                new CriticalPath.Piece(0, 0, 1, 51),
                new CriticalPath.Piece(1, 0, 51, 56),
                new CriticalPath.Piece(1, -1, 56, 58)));
    assertThat(path.toMarked())
        .isEqualTo(
            List.of(
                new CriticalPath.Part("second", "ADC", List.of(), 5),
                new CriticalPath.Part("second", "", List.of(), 2)));
  }

  /// A memory and a wire at the same time: both count as where the path is.
  @Test
  void unitsThatAreHeldTogetherAreNamedTogether() {
    Flow.Builder flow = new Flow.Builder();
    int memory = flow.store(Store.units("memory", 1));
    int wire = flow.store(Store.units("wire", 1));
    flow.process(
        "uses", 1, Loop.of(1, new Step.Take(wire, 1), new Step.Work(5), new Step.Put(wire, 1)));
    flow.process(
        "moves",
        1,
        Loop.of(
            3,
            new Step.Take(memory, 1),
            new Step.Take(wire, 1),
            new Step.Work(4),
            new Step.Put(wire, 1),
            new Step.Put(memory, 1)));
    CriticalPath path = new CriticalPath(flow.flow(), 1);
    long time = ((Played.Done) EventLoop.check(flow.flow(), path)).time();
    List<CriticalPath.Part> parts = path.toLast();
    assertThat(parts)
        .isEqualTo(
            List.of(
                new CriticalPath.Part("moves", "memory", List.of("wire"), 12),
                new CriticalPath.Part("uses", "wire", List.of(), 5)));
    assertThat(Gap.of(Bound.of(flow.flow()), time, parts))
        .isEqualTo(new Gap(17, "wire", 17, 0, List.of()));
  }

  @Test
  void itGivesUpWhereTooMuchHasBranches() {
    Flow.Builder flow = new Flow.Builder();
    for (int p = 0; p < 40; p++) {
      flow.process("apart " + p, 1, Loop.of(100, new Step.Work(1)));
    }
    CriticalPath path = new CriticalPath(flow.flow(), 0, 4, 64);
    EventLoop.check(flow.flow(), path);
    assertThat(path.tooLong()).isTrue();
    assertThat(path.toLast()).isEmpty();
    assertThat(path.piecesToFirst()).isEmpty();
    CriticalPath folding = new CriticalPath(flow.flow(), 0, 4, 128);
    EventLoop.check(flow.flow(), folding);
    assertThat(folding.toLast())
        .isEqualTo(List.of(new CriticalPath.Part("apart 0", "", List.of(), 100)));
    assertThat(folding.piecesToLast()).hasSizeLessThan(10);
  }
}
