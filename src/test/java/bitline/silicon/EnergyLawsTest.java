package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.Signs;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.Data;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.program.Activity;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.sim.Simulator;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Laws that energy obeys whatever the constants: what depends on data, on supply, on how much was
/// done and on who counted it.
class EnergyLawsTest {
  private static OperatingPoint with(OperatingPoint p, Double supply, Data data) {
    return OperatingPoint.conditions(
        p.name(),
        supply,
        p.clock(),
        p.step(),
        p.inputBits(),
        p.weightBits(),
        p.outputBits(),
        p.inputDigits(),
        data);
  }

  private static Map<Part, Double> peak(Chip chip, Data data) {
    OperatingPoint point = chip.operatingPoint();
    return Peak.of(chip, with(point, point.supply(), data), Factors.BLIND).energy();
  }

  private static double of(Map<Part, Double> energy, Part... parts) {
    double sum = 0;
    for (Part part : parts) {
      sum += energy.getOrDefault(part, 0.0);
    }
    return sum;
  }

  /// Still inputs leave drivers at rest and flip-flops their clock; clock and timing do not notice.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "houmo_h30_2023",
        "chih_isscc_2021",
        "kim_jssc_2021",
        "tu_isscc_2022",
        "mori_isscc_2023"
      })
  void digitalArraysAtRestTakeTheirClock(String name) {
    Chip chip = Workbench.chip(name);
    Map<Part, Double> still = peak(chip, new Data(0.5, 0.5, 0.0, null));
    Map<Part, Double> busy = peak(chip, new Data(0.5, 0.5, 0.5, null));
    assertThat(still.get(Part.DRIVERS)).isZero();
    assertThat(still.get(Part.ADDERS)).isLessThan(0.6 * busy.get(Part.ADDERS));
    assertThat(still.get(Part.CONTROL)).isEqualTo(busy.get(Part.CONTROL)).isPositive();
    assertThat(still.get(Part.LEAKAGE)).isEqualTo(busy.get(Part.LEAKAGE)).isPositive();
    // of ten shares of toggles none is cheaper than the one before
    double before = 0;
    for (double toggles = 0; toggles <= 0.5; toggles += 0.05) {
      double now = of(peak(chip, new Data(0.5, 0.5, toggles, null)), Part.values());
      assertThat(now).as("toggles %s", toggles).isGreaterThan(before);
      before = now;
    }
  }

  /// More ones in inputs or weights never cost less where sums are currents or discharges; shared
  /// charge is greatest in the middle, which its own test asks.
  @Test
  void moreOnesCostMore() {
    List<String> chips =
        List.of("khaddam_jssc_2022", "yao_nature_2020", "sinangil_jssc_2021", "khwa_isscc_2022");
    Cases.forAll(
        20,
        random -> {
          Chip chip = Workbench.chip(chips.get(random.nextInt(chips.size())));
          double inputs = random.nextDouble();
          double weights = random.nextDouble();
          double more = inputs + (1 - inputs) * random.nextDouble();
          double heavier = weights + (1 - weights) * random.nextDouble();
          Part[] parts = {Part.DRIVERS, Part.CELLS};
          double few = of(peak(chip, new Data(inputs, weights, 0.5, null)), parts);
          assertThat(of(peak(chip, new Data(more, weights, 0.5, null)), parts))
              .as(chip.name())
              .isGreaterThanOrEqualTo(few * (1 - 1e-12));
          assertThat(of(peak(chip, new Data(inputs, heavier, 0.5, null)), parts))
              .as(chip.name())
              .isGreaterThanOrEqualTo(few * (1 - 1e-12));
        });
  }

  /// Gates and wires take C·V²; leakage more than V, and no operating point knows of another.
  @Test
  void switchedCapacitanceGoesWithTheSquareOfTheSupply() {
    for (String name : List.of("chih_isscc_2021", "jia_jssc_2020", "axelera_isscc_2024")) {
      Chip chip = Workbench.chip(name);
      OperatingPoint point = chip.operatingPoint();
      Map<Part, Double> low = Peak.of(chip, with(point, 0.7, null), Factors.BLIND).energy();
      Map<Part, Double> high = Peak.of(chip, with(point, 0.9, null), Factors.BLIND).energy();
      double square = 0.9 * 0.9 / (0.7 * 0.7);
      for (Part part : List.of(Part.DRIVERS, Part.DATAPATH)) {
        assertThat(high.get(part) / low.get(part))
            .as("%s of %s", part, name)
            .isCloseTo(square, within(1e-9));
      }
      if (chip.adc() != null) {
        assertThat(high.get(Part.CELLS) / low.get(Part.CELLS)).isCloseTo(square, within(1e-9));
      }
      assertThat(high.get(Part.LEAKAGE) / low.get(Part.LEAKAGE)).isGreaterThan(0.9 / 0.7);
    }
  }

  /// Sinangil publishes 2.3 times between output code 0 and 15. Printed, not fitted: the model has
  /// too little of what does not depend on the code, so its swing is wider; asserted is that the
  /// joules grow with every code, and the end of the curve.
  @Test
  void energyFollowsTheOutputCode() {
    Chip chip = Workbench.chip("sinangil_jssc_2021");
    List<Double> published = new ArrayList<>();
    List<Double> modelled = new ArrayList<>();
    chip.measured().stream()
        .filter(m -> "energy by output code".equals(m.curve()))
        .forEach(m -> {
          Data data = m.data();
          Double joules = m.energyPerStep();
          if (data != null && joules != null) {
            published.add(joules);
            Peak peak =
                Peak.of(
                    chip,
                    with(chip.operatingPoint(), chip.operatingPoint().supply(), data),
                    Factors.BLIND);
            modelled.add(
                of(
                        peak.energy(),
                        Part.DRIVERS,
                        Part.CELLS,
                        Part.CONVERTERS,
                        Part.DATAPATH,
                        Part.CONTROL,
                        Part.LEAKAGE)
                    / peak.steps());
          }
        });
    assertThat(published).hasSize(9);
    for (int i = 1; i < modelled.size(); i++) {
      assertThat(modelled.get(i)).isGreaterThan(modelled.get(i - 1));
    }
    double paper = published.getLast() / published.getFirst();
    double model = modelled.getLast() / modelled.getFirst();
    System.out.printf(
        "sinangil_jssc_2021, code 15 over code 0: published %.2f, model %.2f%n", paper, model);
    assertThat(paper).isCloseTo(2.32, within(0.01));
    assertThat(model).isGreaterThan(2);
    assertThat(modelled.getLast() / published.getLast()).isBetween(0.67, 1.5);
  }

  private static Map<String, Tensor> picture(Graph network, int seed) {
    String input = network.inputs().getFirst().name();
    Shape shape = Objects.requireNonNull(Shapes.declared(network, Map.of()).get(input));
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((i * 31L + seed * 7919L) % 29 - 14) / 14f;
    }
    return Map.of(input, Tensor.floats(shape, values));
  }

  private static Estimate estimate(Program program, Map<String, Activity> counted, int pictures) {
    return Ledger.of(
            program, ProgramActivity.counted(program, counted, pictures), 1e-4, 313.15, 1, Set.of())
        .estimate(Factors.BLIND);
  }

  private static void add(Map<String, Activity> sum, Map<String, Activity> one) {
    one.forEach((node, activity) -> sum.computeIfAbsent(node, _ -> new Activity()).add(activity));
  }

  /// Parts over layers in their order, then parts in theirs: to the last bit.
  @Test
  void energyIsTheSumOfItsPartsToTheLastBit() {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("axelera_isscc_2024"));
    Map<String, Activity> counted =
        new Simulator(program, KernelsProvider.best(), Simulator.Engine.FASTEST)
            .run(picture(Signs.QUANTISED, 1))
            .activity();
    Estimate estimate = estimate(program, counted, 1);
    double all = 0;
    for (Part part : Part.values()) {
      double sum = 0;
      for (Estimate.Layer layer : estimate.layers()) {
        sum += layer.joules().getOrDefault(part, 0.0);
      }
      all += sum;
    }
    assertThat(estimate.energy()).isEqualTo(all);
    // a picture twice is two pictures, of which each takes the same
    Map<String, Activity> twice = new LinkedHashMap<>();
    add(twice, counted);
    add(twice, counted);
    assertThat(estimate(program, twice, 2)).isEqualTo(estimate);
  }

  /// Pictures run by one thread or by four, in whatever order they end.
  @Test
  void joulesAreTheSameBitsWithAnyNumberOfThreads()
      throws InterruptedException, ExecutionException {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("houmo_h30_2023"));
    Simulator simulator = new Simulator(program, KernelsProvider.best(), Simulator.Engine.FASTEST);
    Map<String, Activity> alone = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      add(alone, simulator.run(picture(Signs.QUANTISED, i)).activity());
    }
    Map<String, Activity> together = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Map<String, Activity>>> running = new ArrayList<>();
      for (int i = 5; i >= 0; i--) {
        int picture = i;
        running.add(
            threads.submit(() -> simulator.run(picture(Signs.QUANTISED, picture)).activity()));
      }
      for (Future<Map<String, Activity>> each : running) {
        add(together, each.get());
      }
    }
    assertThat(estimate(program, together, 6)).isEqualTo(estimate(program, alone, 6));
  }

  /// A factor of one is nothing; one on joules moves no area, one on areas no joules but those that
  /// leak; none moves more than itself.
  @Test
  void factorsMoveNoMoreThanTheySay() {
    double[] none = new double[Assumption.values().length];
    for (Assumption each : Assumption.values()) {
      assertThat(Factors.BLIND.of(each)).isEqualTo(1);
      assertThat(Factors.exp(none).of(each)).isEqualTo(1);
      Factors more = Factors.BLIND.with(each, 3);
      for (Assumption other : Assumption.values()) {
        assertThat(more.of(other)).isEqualTo(other == each ? 3 : 1);
      }
      for (String name : List.of("houmo_h30_2023", "jia_jssc_2020", "wan_nature_2022")) {
        Chip chip = Workbench.chip(name);
        Peak plain = Peak.of(chip, chip.operatingPoint(), Factors.BLIND);
        Peak moved = Peak.of(chip, chip.operatingPoint(), more);
        String what = each.words() + " of " + name;
        for (Part part : Part.values()) {
          double joules = plain.energy().getOrDefault(part, 0.0);
          assertThat(moved.energy().getOrDefault(part, 0.0))
              .as("%s of %s", part, what)
              .isBetween(joules, joules * 3 * (1 + 1e-12));
          if (each.name().endsWith("AREA") && part != Part.LEAKAGE && part != Part.NETWORK) {
            assertThat(moved.energy().get(part)).as(what).isEqualTo(plain.energy().get(part));
          }
        }
        if (!each.name().endsWith("AREA")) {
          assertThat(moved.area()).as(what).isEqualTo(plain.area());
        }
      }
    }
  }
}
