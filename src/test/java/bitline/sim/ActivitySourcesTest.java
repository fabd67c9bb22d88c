package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Signs;
import bitline.Workbench;
import bitline.base.Keyed;
import bitline.graph.eval.Shapes;
import bitline.map.Mapping;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Estimate;
import bitline.program.LayerActivity;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.program.ProgramActivity.Count;
import bitline.program.Switching;
import bitline.program.Unrolling;
import bitline.program.Wear;
import bitline.sim.Simulator.Engine;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Activity from a run, a sample and statistics, of the traffic sign network on made-up pictures.
class ActivitySourcesTest {
  private static final Kernels KERNELS = KernelsProvider.best(1);
  private static final List<Map<String, Tensor>> PICTURES = pictures(3);

  @ParameterizedTest
  @ValueSource(strings = {"houmo_h30_2023", "wan_nature_2022"})
  void aSampleOfAllVectorsIsTheRun(String chip) {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip(chip));
    Simulator everySum = new Simulator(program, KERNELS, Engine.EVERY_SUM);
    List<Map<String, Tensor>> one = PICTURES.subList(0, 1);
    ProgramActivity run = run(program, everySum, one);
    ProgramActivity sample =
        SampledActivity.of(program, everySum, KERNELS, one, Integer.MAX_VALUE, 0);
    assertThat(sample.layers().keySet()).isEqualTo(run.layers().keySet());
    assertThat(run.layers()).hasSize(program.layers().size());
    run.layers()
        .forEach((node, exact) -> {
          LayerActivity drawn = Objects.requireNonNull(sample.layers().get(node));
          for (Count count : Count.values()) {
            Estimate got = count.of(drawn);
            assertThat(got.error()).isZero();
            assertThat(got.value())
                .isCloseTo(count.of(exact).value(), within(1e-9 * count.of(exact).value()));
          }
          assertThat(drawn.conversions()).isEqualTo(exact.conversions());
          assertThat(drawn.arrayReads()).isEqualTo(exact.arrayReads());
          assertThat(drawn.vectors()).isEqualTo(exact.vectors());
          boolean converted = !Double.isNaN(exact.meanCode().value());
          assertThat(converted).isEqualTo(program.byNode().get(node).range() != null);
          if (converted) {
            assertThat(drawn.meanCode().value()).isCloseTo(exact.meanCode().value(), within(1e-9));
            assertThat(drawn.meanSquareCode()).isCloseTo(exact.meanSquareCode(), within(1e-6));
          }
        });
  }

  /// How far samples lie from the run, in their own standard errors: of a normal distribution 95 %
  /// lie within 1.96, and the mean square is 1.
  @Test
  void samplesLieAsFarOffAsTheySay() {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("wan_nature_2022"));
    Simulator simulator = new Simulator(program, KERNELS, Engine.EVERY_SUM);
    List<Map<String, Tensor>> one = PICTURES.subList(0, 1);
    ProgramActivity run = run(program, simulator, one);
    int inside = 0;
    int all = 0;
    double squares = 0;
    for (int seed = 0; seed < 40; seed++) {
      ProgramActivity sample = SampledActivity.of(program, simulator, KERNELS, one, 24, seed);
      for (Map.Entry<String, LayerActivity> layer : run.layers().entrySet()) {
        LayerActivity drawn = Objects.requireNonNull(sample.layers().get(layer.getKey()));
        List<Estimate> got = new ArrayList<>();
        List<Double> exact = new ArrayList<>();
        for (Count count : Count.values()) {
          got.add(count.of(drawn));
          exact.add(count.of(layer.getValue()).value());
        }
        got.add(drawn.meanCode());
        exact.add(layer.getValue().meanCode().value());
        for (int i = 0; i < got.size(); i++) {
          if (got.get(i).error() > 0) {
            double z = (got.get(i).value() - exact.get(i)) / got.get(i).error();
            inside += Math.abs(z) < 1.96 ? 1 : 0;
            squares += z * z;
            all++;
          }
        }
      }
    }
    assertThat(all).isGreaterThan(500);
    assertThat((double) inside / all).isBetween(0.90, 0.99);
    assertThat(squares / all).isBetween(0.7, 1.5);
  }

  /// A fast run forms few sums where none is lost, and does not say how far off their codes are; a
  /// sample does.
  @Test
  void aSampleKnowsTheMeanCodeOfAFastRun() {
    Program program =
        ((Mapping.Mapped)
                Workbench.map(Signs.QUANTISED, Workbench.chip("wan_nature_2022"), Map.of(), 16))
            .program();
    assertThat(program.layers()).allMatch(ArrayLayer::lossless);
    Simulator simulator = new Simulator(program, KERNELS, Engine.FASTEST);
    ProgramActivity fast = run(program, simulator, PICTURES);
    ProgramActivity sample = SampledActivity.of(program, simulator, KERNELS, PICTURES, 20, 1);
    ProgramActivity exact =
        run(program, new Simulator(program, KERNELS, Engine.EVERY_SUM), PICTURES);
    for (Map.Entry<String, LayerActivity> layer : exact.layers().entrySet()) {
      Estimate right = layer.getValue().meanCode();
      assertThat(right.error()).isZero();
      Estimate rough = Objects.requireNonNull(fast.layers().get(layer.getKey())).meanCode();
      boolean one = program.byNode().get(layer.getKey()).unrolling().vectors() == 1;
      assertThat(Double.isNaN(rough.error())).isEqualTo(!one);
      Estimate drawn = Objects.requireNonNull(sample.layers().get(layer.getKey())).meanCode();
      double off = Math.abs(drawn.value() - right.value());
      assertThat(off).isLessThanOrEqualTo(4 * drawn.error() + 1e-9);
    }
  }

  /// Inputs that are what statistics take them to be: independent, of the shares given.
  @Test
  void statisticsOfIndependentInputsGiveTheRun() {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("wan_nature_2022"));
    ValueStatistics assumed = ValueStatistics.assumed(program);
    ProgramActivity expected = ExpectedActivity.of(program, assumed);
    for (ArrayLayer layer : program.layers()) {
      ValueStatistics.Values values = Objects.requireNonNull(assumed.layers().get(layer.node()));
      int runs = Math.max(2, 100_000 / layer.unrolling().inputs());
      Activity counted = new Activity();
      LayerRun run = LayerRun.by(layer, LayerRun.everySum(layer, KERNELS));
      int least = layer.coding().inputSigned() ? -(1 << (layer.coding().inputBits() - 1)) : 0;
      for (int r = 0; r < runs; r++) {
        int[] x = drawn(values.inputs(), layer.unrolling().inputs(), least, r);
        var type = layer.coding().inputSigned() ? ElementType.INT8 : ElementType.UINT8;
        run.run(new Tensor.Ints(type, inputShape(layer), x), layer.inputZero(), counted);
      }
      ProgramActivity exact = ProgramActivity.counted(program, Map.of(layer.node(), counted), runs);
      expected
          .against(exact)
          .forEach(deviation ->
              assertThat(deviation.layers().get(layer.node()))
                  .as(layer.node() + " " + deviation.count())
                  .isCloseTo(0, within(0.02)));
      LayerActivity guess = Objects.requireNonNull(expected.layers().get(layer.node()));
      LayerActivity right = Objects.requireNonNull(exact.layers().get(layer.node()));
      double spread = Math.sqrt(right.meanSquareCode() - Math.pow(right.meanCode().value(), 2));
      assertThat(guess.meanCode().value())
          .as(layer.node())
          .isCloseTo(right.meanCode().value(), within(0.1 * spread));
    }
  }

  private static Shape inputShape(ArrayLayer layer) {
    return switch (layer.unrolling()) {
      case Unrolling.Convolution c -> c.geometry().inputShape(c.batch(), c.channels());
      case Unrolling.Transposed t -> t.geometry().inputShape(t.batch(), t.channels());
      case Unrolling.Product p -> Shape.of(p.vectors(), p.rows());
    };
  }

  private static int[] drawn(double[] shares, int count, int least, int run) {
    int[] x = new int[count];
    long key = Keyed.bits(7, "values", run);
    for (int i = 0; i < count; i++) {
      double left = Keyed.uniform(key, i);
      int pattern = 0;
      while (pattern < shares.length - 1 && left >= shares[pattern]) {
        left -= shares[pattern++];
      }
      x[i] = pattern >= shares.length + least ? pattern - shares.length : pattern;
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(strings = {"houmo_h30_2023", "wan_nature_2022"})
  void statisticsOfTheNetworksOwnValuesComeNear(String chip) {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip(chip));
    ProgramActivity run = run(program, new Simulator(program, KERNELS, Engine.FASTEST), PICTURES);
    ValueStatistics gathered = ValueStatistics.gathered(program, KERNELS, PICTURES);
    assertThat(gathered.assumed()).isFalse();
    for (var deviation : ExpectedActivity.of(program, gathered).against(run)) {
      double most = deviation.count() == Count.INPUT_TOGGLES ? 0.25 : 0.1;
      assertThat(deviation.total()).as(deviation.toString()).isCloseTo(0, within(most));
    }
  }

  /// What cells are worth and what converters do changes values on the way, not how they are
  /// counted.
  @Test
  void aManufacturedChipCountsItsOwnInputs() {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("wan_nature_2022"));
    Simulator made =
        new Simulator(program, KERNELS, Conditions.IDEAL.with(Set.of(Effect.values())));
    Map<String, Switching> expected = new HashMap<>();
    Simulator.Result result =
        made.run(
            PICTURES.getFirst(),
            0,
            (node, out) -> {},
            (layer, x, zero, values) ->
                expected.put(layer.node(), SlowSwitching.of(layer, x, zero)));
    result
        .activity()
        .forEach(
            (node, activity) -> assertThat(activity.switching()).isEqualTo(expected.get(node)));
    assertThat(expected).hasSize(program.layers().size());
  }

  @Test
  void nothingIsWrittenWhereWeightsStay() {
    Program program = Workbench.map(Signs.QUANTISED, Workbench.chip("houmo_h30_2023"));
    ProgramActivity expected = ExpectedActivity.of(program, ValueStatistics.assumed(program));
    double written =
        expected.layers().values().stream().mapToDouble(LayerActivity::cellsWritten).sum();
    assertThat(written).isEqualTo(Wear.of(program, 1).cells()).isZero();
  }

  private static ProgramActivity run(
      Program program, Simulator simulator, List<Map<String, Tensor>> pictures) {
    Map<String, Activity> all = new HashMap<>();
    for (Map<String, Tensor> picture : pictures) {
      simulator
          .run(picture)
          .activity()
          .forEach(
              (node, activity) -> all.computeIfAbsent(node, _ -> new Activity()).add(activity));
    }
    return ProgramActivity.counted(program, all, pictures.size());
  }

  /// Smooth blobs with some noise.
  private static List<Map<String, Tensor>> pictures(int count) {
    String input = Signs.QUANTISED.inputs().getFirst().name();
    Shape shape = Objects.requireNonNull(Shapes.declared(Signs.QUANTISED, Map.of()).get(input));
    List<Map<String, Tensor>> pictures = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      float[] x = new float[shape.elements()];
      long key = Keyed.bits(1, "picture", p);
      for (int i = 0; i < x.length; i++) {
        double wave = StrictMath.sin(i % 31 / 5.0 + p) * StrictMath.cos(i / 200.0 - p);
        x[i] = (float) (0.8 * wave + 0.2 * (Keyed.uniform(key, i) - 0.5));
      }
      pictures.add(Map.of(input, Tensor.floats(shape, x)));
    }
    return pictures;
  }
}
