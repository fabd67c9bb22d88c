package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.time.Flow.Loop;
import bitline.time.Flow.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  @Test
  void historyIsThatOfTheSlowLoop() {
    int[] stuck = new int[1];
    int[] waits = new int[1];
    int[] losses = new int[1];
    int[] offers = new int[1];
    Cases.forAll(
        400,
        random -> {
          Flow flow = RandomFlows.any(random);
          SlowLoop slow = new SlowLoop(flow);
          boolean ends = slow.play();
          List<String> history = new ArrayList<>();
          Played played =
              EventLoop.check(
                  flow,
                  new Watcher() {
                    @Override
                    public void worked(int process, int store, long from, long to) {
                      history.add(process + " works from " + from + " to " + to);
                    }

                    @Override
                    public void waited(int process, int store, long from, long to, int by) {
                      history.add(process + " waited from " + from + " to " + to + " for " + by);
                    }

                    @Override
                    public void offered(int process, int store, long time, boolean accepted) {
                      String offer = accepted ? " has its offer to " : " loses its offer to ";
                      history.add(process + offer + store + " at " + time);
                    }
                  });
          assertThat(history).isEqualTo(slow.history);
          waits[0] += lines(history, "waited");
          losses[0] += lines(history, "loses");
          offers[0] += lines(history, "has its offer");
          switch (played) {
            case Played.Done(long time, long _, List<Long> _) -> {
              assertThat(ends).isTrue();
              assertThat(time).isEqualTo(slow.now).isGreaterThanOrEqualTo(Bound.of(flow).time());
            }
            case Played.Stuck circle -> {
              assertThat(ends).isFalse();
              assertThat(circle.waiting()).as(circle.text()).isNotEmpty();
              stuck[0]++;
            }
          }
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(stuck[0]).isBetween(20, 380);
      assertThat(waits[0]).isGreaterThan(400);
      assertThat(losses[0]).isGreaterThan(100);
      assertThat(offers[0]).isGreaterThan(100);
    }
  }

  private static int lines(List<String> history, String with) {
    return (int) history.stream().filter(line -> line.contains(with)).count();
  }

  @Test
  void aPipelineRunsAtThePaceOfItsSlowestStage() {
    Cases.forAll(
        30,
        random -> {
          Flow.Builder flow = new Flow.Builder();
          int stages = random.nextInt(2, 8);
          int items = 3000;
          long slowest = 0;
          int before = -1;
          for (int i = 0; i < stages; i++) {
            long time = random.nextInt(1, 1000);
            slowest = Math.max(slowest, time);
            List<Step> steps = new ArrayList<>();
            if (before >= 0) {
              steps.add(new Step.Take(before + 1, 1));
            }
            int space = i + 1 < stages ? flow.store(Store.space("space " + i, 2)) : -1;
            if (space >= 0) {
              flow.store(Store.contents("buffer " + i, 2));
              steps.add(new Step.Take(space, 1));
            }
            steps.add(new Step.Work(time));
            if (before >= 0) {
              steps.add(new Step.Put(before, 1));
            }
            if (space >= 0) {
              steps.add(new Step.Put(space + 1, 1));
            }
            flow.process("stage " + i, 1, new Loop(items, steps));
            before = space;
          }
          long time = done(flow.flow()).time();
          assertThat((double) time / items).isCloseTo(slowest, within(0.01 * slowest));
          assertThat(Bound.of(flow.flow()).time()).isEqualTo(items * slowest);
        });
  }

  @Test
  void equalUnitsShareTheWork() {
    for (int units = 1; units <= 5; units++) {
      Flow.Builder flow = new Flow.Builder();
      int adc = flow.store(Store.units("ADC", units));
      for (int c = 0; c < 20; c++) {
        flow.process(
            "column " + c,
            1,
            Loop.of(100, new Step.Take(adc, 1), new Step.Work(7), new Step.Put(adc, 1)));
      }
      long time = done(flow.flow()).time();
      assertThat(time).isEqualTo(Math.ceilDiv(20 * 100, units) * 7L);
      assertThat(Bound.of(flow.flow()).time()).isEqualTo(Math.ceilDiv(20 * 100 * 7, units));
    }
  }

  @Test
  void aBufferOfOnePlaceLetsNothingOverlap() {
    Flow.Builder flow = new Flow.Builder();
    int space = flow.store(Store.space("space", 1));
    int contents = flow.store(Store.contents("contents", 1));
    flow.process(
        "producer",
        1,
        Loop.of(50, new Step.Take(space, 1), new Step.Work(30), new Step.Put(contents, 1)));
    flow.process(
        "consumer",
        1,
        Loop.of(50, new Step.Take(contents, 1), new Step.Work(20), new Step.Put(space, 1)));
    assertThat(done(flow.flow()).time()).isEqualTo(50 * (30 + 20));
  }

  @Test
  void thoseWhoWaitForOneAnotherAreNamed() {
    Flow.Builder flow = new Flow.Builder();
    int left = flow.store(Store.units("left fork", 1));
    int right = flow.store(Store.units("right fork", 1));
    flow.process("idle", 1, Loop.of(1, new Step.Work(3)));
    flow.process("first", 1, eats(left, right));
    flow.process("second", 1, eats(right, left));
    Played played = EventLoop.check(flow.flow(), Watcher.NONE);
    assertThat(played).isInstanceOf(Played.Stuck.class);
    assertThat(((Played.Stuck) played).text())
        .isEqualTo(
            "first waits for 1 of right fork (has 0); second waits for 1 of left fork (has 0)");
  }

  private static Loop eats(int one, int other) {
    return Loop.of(
        1,
        new Step.Take(one, 1),
        new Step.Work(5),
        new Step.Take(other, 1),
        new Step.Work(5),
        new Step.Put(other, 1),
        new Step.Put(one, 1));
  }

  @Test
  void whoWaitsForWhatNobodyPutsIsNamed() {
    Flow.Builder flow = new Flow.Builder();
    int contents = flow.store(Store.contents("rows of conv_1", 9));
    flow.process("conv_1", 1, Loop.of(2, new Step.Work(4), new Step.Put(contents, 1)));
    flow.process("conv_2", 1, Loop.of(1, new Step.Take(contents, 3), new Step.Work(1)));
    Played played = EventLoop.check(flow.flow(), Watcher.NONE);
    assertThat(((Played.Stuck) played).text())
        .isEqualTo("conv_2 waits for 3 of rows of conv_1 (has 2)");
  }

  @Test
  void flowsThatLoseUnitsAreRefused() {
    Flow.Builder flow = new Flow.Builder();
    int unit = flow.store(Store.units("array", 1));
    flow.process("keeps", 1, Loop.of(1, new Step.Take(unit, 1)));
    assertThatThrownBy(flow::flow).hasMessageContaining("keeps keeps");
    Flow.Builder loop = new Flow.Builder();
    loop.store(Store.units("array", 9));
    loop.process("takes", 1, Loop.of(2, new Step.Take(unit, 1)), Loop.of(1, new Step.Put(unit, 2)));
    assertThatThrownBy(loop::flow).hasMessageContaining("in a loop");
    assertThatThrownBy(() -> new Step.Work(-1)).hasMessage("work of -1 fs");
  }

  /// A camera every 10, a chip that needs 25 a picture, room for one: the pictures of 0, 10 (waits
  /// to 25), 30 (to 50) and 50 (to 75) are done.
  @Test
  void whatFindsNoRoomIsLost() {
    Flow.Builder flow = new Flow.Builder();
    int room = flow.store(Store.contents("room", 1));
    flow.process("camera", 1, Loop.of(7, new Step.Offer(room, 1), new Step.Work(10)));
    flow.process("chip", 1, Loop.of(4, new Step.Take(room, 1), new Step.Work(25)));
    List<String> offers = new ArrayList<>();
    Played played =
        EventLoop.check(
            flow.flow(),
            new Watcher() {
              @Override
              public void offered(int process, int store, long time, boolean accepted) {
                offers.add(time + (accepted ? " in" : " lost"));
              }
            });
    assertThat(offers)
        .isEqualTo(List.of("0 in", "10 in", "20 lost", "30 in", "40 lost", "50 in", "60 lost"));
    assertThat(played).isInstanceOf(Played.Done.class);
    assertThat(((Played.Done) played).time()).isEqualTo(4 * 25);
  }

  @Test
  void offersToUnitsAreRefused() {
    Flow.Builder flow = new Flow.Builder();
    int unit = flow.store(Store.units("array", 1));
    int room = flow.store(Store.contents("room", 2));
    flow.process("camera", 1, Loop.of(1, new Step.Offer(unit, 1)));
    assertThatThrownBy(flow::flow).hasMessageContaining("camera offers 1 to Store[name=array");
    Flow.Builder large = new Flow.Builder();
    large.store(Store.contents("room", 2));
    large.process("camera", 1, Loop.of(1, new Step.Offer(room - 1, 3)));
    assertThatThrownBy(large::flow).hasMessageContaining("camera offers 3 to Store[name=room");
  }

  @Test
  void checksSeeAStoreThatOverflows() {
    Flow.Builder flow = new Flow.Builder();
    int contents = flow.store(Store.contents("contents", 2));
    flow.process("producer", 1, Loop.of(3, new Step.Work(1), new Step.Put(contents, 1)));
    assertThatThrownBy(() -> EventLoop.check(flow.flow(), Watcher.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("producer puts 1 into");
  }

  private static Played.Done done(Flow flow) {
    Played played = EventLoop.check(flow, Watcher.NONE);
    assertThat(played).isInstanceOf(Played.Done.class);
    return (Played.Done) played;
  }
}
