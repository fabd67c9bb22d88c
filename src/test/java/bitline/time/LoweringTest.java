package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.NetworkBuilder;
import bitline.Signs;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoweringTest {
  private static final Graph SIGNS = Signs.QUANTISED;

  /// Chips on which every layer of the network has arrays of its own.
  private static final List<String> ROOMY =
      List.of("axelera_isscc_2024", "houmo_h30_2023", "hermes64_natel_2023", "ideal_digital");

  @Test
  void theSlowestLayerSetsThePaceWhereLayersShareNothing() {
    for (String name : ROOMY) {
      Program program = alone(Workbench.map(SIGNS, Workbench.chip(name).with(null, null, null)));
      Timing timing = Timing.of(program, 1, 64);
      double slowest = 0;
      for (ArrayLayer layer : program.layers()) {
        slowest = Math.max(slowest, closedForm(program.chip(), layer));
      }
      assertThat(timing.interval() * 1e-15).as(name).isCloseTo(slowest, within(0.01 * slowest));
      assertThat(timing.total()).as(name).isGreaterThanOrEqualTo(timing.bound().time());
      assertThat(timing.latency() * 1e-15).as(name).isGreaterThan(slowest);
    }
  }

  /// The program without copies of layers.
  private static Program alone(Program program) {
    return new Program(
        program.chip(),
        program.graph(),
        program.inputs(),
        program.layers(),
        program.arraysUsed(),
        program.segments(),
        Map.of());
  }

  /// Vectors × row groups of the fullest array × input digits × step.
  private static double closedForm(Chip chip, ArrayLayer layer) {
    int rows = layer.unrolling().groups() > 1 ? chip.array().inputRows() : layer.unrolling().rows();
    int inArray = Math.min(rows, chip.array().inputRows());
    double groups = Math.ceil((double) inArray / chip.array().activeInputRows());
    return layer.unrolling().vectors()
        * groups
        * layer.coding().inputDigits().size()
        * chip.operatingPoint().step();
  }

  @Test
  void layersThatShareArraysTakeTurns() {
    Program program = program("wan_nature_2022");
    Timing timing = Timing.of(program, 1, 64);
    assertThat(timing.units().getFirst().share()).isGreaterThan(0.97);
    double bound = (double) timing.bound().time() / 64;
    assertThat(timing.interval()).isCloseTo(bound, within(0.05 * bound));
  }

  /// Far beyond what 63 bits of femtoseconds hold.
  @Test
  void aScheduleOfHoursIsRefusedInOneLine() {
    Flow.Builder flow = new Flow.Builder();
    flow.process("slow", 1L << 20, Flow.Loop.of(1, new Step.Work(1L << 45)));
    for (Runnable asked :
        List.<Runnable>of(
            () -> EventLoop.play(flow.flow(), Watcher.NONE), () -> Bound.of(flow.flow()))) {
      assertThatThrownBy(asked::run)
          .isInstanceOf(Problem.class)
          .hasMessageContaining("longer than 9,223 s");
    }
  }

  @Test
  void onePictureMoreTakesLonger() {
    Program program = program("axelera_isscc_2024");
    long before = 0;
    for (int pictures = 1; pictures < 6; pictures++) {
      long total = Timing.of(program, 1, pictures).total();
      assertThat(total).isGreaterThan(before);
      before = total;
    }
  }

  /// One half goes through two convolutions, whose windows wait for rows, before it meets the
  /// other.
  @Test
  void partsOfASplitDoNotWaitForOneAnotherForEver() {
    Tensor ones = Tensor.floats(Shape.of(2, 2, 3, 3), filled(36, 1));
    Tensor picture = Tensor.floats(Shape.of(1, 4, 16, 16), filled(1024, 0.5f));
    Window window =
        new Window(List.of(3, 3), List.of(), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);
    Graph network =
        new NetworkBuilder()
            .input("x", picture)
            .constant("w", ones)
            .node(new Node("split", new Shaping.Split(1), List.of("x"), List.of("a", "b")))
            .node("c", new Linear.Conv(window, 1), "b", "w")
            .node("d", new Linear.Conv(window, 1), "c", "w")
            .node("y", new Shaping.Concat(1), "a", "d")
            .graph("y");
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, List.of(Map.of("x", picture)));
    Timing timing = Timing.of(Workbench.map(quantised, Workbench.chip("ideal_digital")), 1, 4);
    assertThat(timing.ends()).hasSize(4);
    assertThat(timing.total()).isGreaterThanOrEqualTo(timing.bound().time());
  }

  /// A result of the first segment comes for all pictures of a batch before the last result of any.
  @Test
  void resultsOfEarlySegmentsWaitForTheLast(@TempDir Path folder) {
    Tensor square = Tensor.floats(Shape.of(128, 128), filled(128 * 128, 1));
    Tensor rows = Tensor.floats(Shape.of(8, 128), filled(8 * 128, 0.5f));
    Graph network =
        new NetworkBuilder()
            .input("x", rows)
            .constant("w", square)
            .constant("v", square)
            .constant("u", square)
            .node("early", new Linear.MatMul(), "x", "w")
            .node("middle", new Linear.MatMul(), "early", "v")
            .node("late", new Linear.MatMul(), "middle", "u")
            .graph("early", "late");
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, List.of(Map.of("x", rows)));
    Chip chip = new SmallChip().arrays(8).outside("1 GB/s").in(folder);
    Mapping mapping =
        Workbench.map(quantised, chip, Map.of(), Request.PLAIN.ofBatch(8).with(Way.BATCHED));
    Program program = ((Mapping.Mapped) mapping).program();
    assertThat(program.segments()).hasSize(3);
    Timing timing = Timing.of(program, 8, 2);
    assertThat(timing.ends()).hasSize(16);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  private static Program program(String chip) {
    return Workbench.map(SIGNS, Workbench.chip(chip));
  }
}
