package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.NetworkBuilder;
import bitline.Workbench;
import bitline.base.Progress;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Window;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTest {
  private static final Arrivals.Phases SPREAD = new Arrivals.Phases.Spread();
  private static final Arrivals.Phases TOGETHER = new Arrivals.Phases.Together();

  private static final Window WINDOW =
      new Window(List.of(3, 3), List.of(), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);

  /// Two convolutions one after the other.
  private static final Program PROGRAM =
      Workbench.map(quantised(), Workbench.chip("ideal_digital"));

  private static Graph quantised() {
    Tensor ones = floats(Shape.of(4, 4, 3, 3));
    Tensor picture = floats(Shape.of(1, 4, 16, 16));
    Graph network =
        new NetworkBuilder()
            .input("x", picture)
            .constant("w", ones)
            .node("a", new Linear.Conv(WINDOW, 1), "x", "w")
            .node("y", new Linear.Conv(WINDOW, 1), "a", "w")
            .graph("y");
    return Workbench.quantise(network, Settings.PLAIN, List.of(Map.of("x", picture)));
  }

  private static Tensor floats(Shape shape) {
    float[] values = new float[shape.elements()];
    Arrays.fill(values, 0.5f);
    return new Tensor.Floats(ElementType.FLOAT, shape, values);
  }

  @Test
  void onePictureNowAndThenTakesTheLatency() {
    long latency = Timing.of(PROGRAM, 1, 1).latency();
    Service service = served(PROGRAM, 3, 0.1 / latency, 20, SPREAD, latency);
    assertThat(service.responses()).hasSize(60).allMatch(response -> response == latency);
    assertThat(service.good()).isTrue();
    assertThat(service.percentile(0.99)).isEqualTo(latency);
    assertThat(service.units()).allMatch(use -> use.share() < 0.31);
    Service late = served(PROGRAM, 3, 0.1 / latency, 20, SPREAD, latency - 1);
    assertThat(late.late()).isEqualTo(60);
    assertThat(late.lost()).isZero();
    assertThat(late.good()).isFalse();
  }

  /// Twice as many as the chip can do: about half are lost, the room is full, and everyone waits
  /// for the pictures before.
  @Test
  void whatTheChipCannotDoIsLost() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    Service service = served(PROGRAM, 4, 0.5 / interval, 200, SPREAD, Long.MAX_VALUE);
    assertThat((double) service.lost() / service.sent()).isBetween(0.45, 0.52);
    assertThat(service.lost() + service.responses().size()).isEqualTo(service.sent());
    assertThat(service.left()).isZero();
    assertThat(service.percentile(0.5)).isBetween((long) (3.9 * interval), (long) (9 * interval));
    assertThat(service.cameras().stream().mapToLong(Service.Camera::lost).sum())
        .isEqualTo(service.lost());
    assertThat(service.units().getFirst().share()).isGreaterThan(0.95);
  }

  /// A little more than the chip can do: none is lost yet, but answers take longer and longer.
  @Test
  void aSlowOverloadIsSeenBeforeAnythingIsLost() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    Service over = served(PROGRAM, 8, 1.01 / 8 / interval, 20, SPREAD, Long.MAX_VALUE);
    assertThat(over.lost()).isZero();
    assertThat(over.grows()).isTrue();
    Service under = served(PROGRAM, 8, 0.98 / 8 / interval, 20, SPREAD, Long.MAX_VALUE);
    assertThat(under.lost()).isZero();
    assertThat(under.grows()).isFalse();
  }

  /// Of cameras that send at the same time each waits for those before it.
  @Test
  void camerasTogetherWaitForOneAnother() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    Service spread = served(PROGRAM, 4, 0.2 / interval, 30, SPREAD, Long.MAX_VALUE);
    Service together = served(PROGRAM, 4, 0.2 / interval, 30, TOGETHER, Long.MAX_VALUE);
    assertThat(together.lost()).isZero();
    assertThat(together.slowest())
        .isBetween(
            spread.slowest() + (long) (2.5 * interval), spread.slowest() + (long) (3.5 * interval));
    assertThat(together.cameras().getFirst().slowest())
        .isLessThan(together.cameras().getLast().slowest());
  }

  @Test
  void thePathOfTheSlowestLeadsFromItsArrivalToItsEnd() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    for (Arrivals.Phases phases : List.of(SPREAD, TOGETHER, new Arrivals.Phases.Random(7))) {
      Arrivals arrivals = new Arrivals(5, 0.21e15 / interval, 40, phases);
      Service.Recorded recorded = Service.recorded(PROGRAM, 1, arrivals, 1, 0);
      long sum = recorded.path().toMarked().stream().mapToLong(CriticalPath.Part::time).sum();
      assertThat(sum).isEqualTo(recorded.service().slowest());
      assertThat(recorded.service()).isEqualTo(Service.of(PROGRAM, 1, arrivals, 1));
    }
  }

  @Test
  void theMostIsServedAndOneMoreIsNot() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    for (Arrivals.Phases phases : List.of(SPREAD, TOGETHER)) {
      Arrivals one = new Arrivals(1, 0.09e15 / interval, 1, phases);
      Service.Most most =
          Service.most(PROGRAM, 1, one, n -> 40, one.period(), 100, Progress.SILENT);
      assertThat(most.service().good()).isTrue();
      assertThat(most.streams()).isBetween(phases == SPREAD ? 10 : 4, 11);
      assertThat(most.beyond()).isNotNull();
      assertThat(most.beyond().arrivals().streams()).isEqualTo(most.streams() + 1);
      assertThat(most.beyond().good()).isFalse();
      Service.Most limited =
          Service.most(PROGRAM, 1, one, n -> 40, one.period(), 3, Progress.SILENT);
      assertThat(limited.streams()).isEqualTo(3);
      assertThat(limited.beyond()).isNull();
      assertThat(Service.most(PROGRAM, 1, one, n -> 40, 1, 100, Progress.SILENT).streams())
          .isZero();
    }
  }

  /// A batch waits until it is full: nobody is done before its last picture has come. What is left
  /// over at the end waits for ever.
  @Test
  void aBatchWaitsForItsLastPicture() {
    Mapping mapping =
        Workbench.map(
            quantised(),
            Workbench.chip("ideal_digital"),
            Map.of(),
            Request.PLAIN.ofBatch(4).with(Way.BATCHED));
    Program program = ((Mapping.Mapped) mapping).program();
    assertThat(program.segments().size()).isGreaterThan(1);
    long alone = Timing.of(program, 4, 1).total();
    Arrivals arrivals = new Arrivals(2, 0.01e15 / alone, 9, SPREAD);
    Service service = Service.of(program, 4, arrivals, Long.MAX_VALUE);
    assertThat(service.lost()).isZero();
    assertThat(service.left()).isEqualTo(2);
    assertThat(service.responses()).hasSize(16);
    long apart = arrivals.period() / 2;
    for (int i = 0; i < 16; i++) {
      assertThat(service.responses().get(i))
          .isBetween((3 - i % 4) * apart, (3 - i % 4) * apart + alone);
    }
  }

  /// Inputs of one picture come at the same time.
  @Test
  void allInputsOfAPictureComeTogether() {
    Tensor picture = floats(Shape.of(1, 4, 16, 16));
    Graph network =
        new NetworkBuilder()
            .input("p", picture)
            .input("q", picture)
            .input("r", picture)
            .node(new Node("s", new Elementwise.Add(), List.of("p", "q"), List.of("s")))
            .node(new Node("t", new Elementwise.Add(), List.of("s", "r"), List.of("t")))
            .constant("w", floats(Shape.of(4, 4, 3, 3)))
            .node("y", new Linear.Conv(WINDOW, 1), "t", "w")
            .graph("y");
    Map<String, Tensor> inputs = Map.of("p", picture, "q", picture, "r", picture);
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, List.of(inputs));
    Program program = Workbench.map(quantised, Workbench.chip("houmo_h30_2023"));
    long latency = Timing.of(program, 1, 1).latency();
    Service service = served(program, 2, 0.1 / latency, 10, SPREAD, latency);
    assertThat(service.responses()).hasSize(20);
    assertThat(service.good()).isTrue();
    Flow flow =
        Lowering.of(program, Batch.of(1), new Arrivals(2, 0.1e15 / latency, 10, SPREAD)).flow();
    long taken =
        flow.processes().stream()
            .filter(process -> List.of("p", "q", "r").contains(process.name()))
            .flatMap(process -> process.loops().getFirst().steps().stream())
            .filter(step -> step instanceof Step.Take)
            .count();
    assertThat(taken).isEqualTo(3);
  }

  /// With all checks: what is offered and taken, put and got is the same in the end.
  @Test
  void nothingIsLostButWhatFoundNoRoom() {
    double interval = Timing.of(PROGRAM, 1, 64).interval();
    Arrivals arrivals = new Arrivals(3, 0.5e15 / interval, 50, new Arrivals.Phases.Random(1));
    Lowering.Lowered lowered = Lowering.of(PROGRAM, Batch.of(1), arrivals);
    long[] count = new long[3];
    Played played =
        EventLoop.check(
            lowered.flow(),
            new CriticalPath(lowered.flow(), lowered.end())
                .and(
                    new Watcher() {
                      @Override
                      public void offered(int process, int store, long time, boolean accepted) {
                        count[accepted ? 0 : 1]++;
                      }

                      @Override
                      public void round(int process, long round, long time) {
                        count[2] += process == lowered.end() ? 1 : 0;
                      }
                    }));
    assertThat(played).isInstanceOf(Played.Stuck.class);
    assertThat(count[0] + count[1]).isEqualTo(150);
    assertThat(count[1]).isPositive();
    assertThat(count[2]).isEqualTo(count[0]);
  }

  /// @param rate pictures a femtosecond of each
  private static Service served(
      Program program,
      int streams,
      double rate,
      int frames,
      Arrivals.Phases phases,
      long deadline) {
    return Service.of(program, 1, new Arrivals(streams, 1e15 * rate, frames, phases), deadline);
  }
}
