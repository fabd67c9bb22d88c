package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Unrolling;
import bitline.quant.Settings;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// On the traffic signs.
class BatchNormEstimationTest {
  private static final Path MODEL = Path.of("models", "signs_bitline.onnx");
  private static final Kernels KERNELS = KernelsProvider.best();
  private static final int PICTURES = 3;
  private static final int MOST_BITS = 16;
  private static List<Map<String, Tensor>> pictures;

  /// On phase-change memory with its own converters, and with some that lose nothing.
  private static Program program;

  private static Program exact;

  @BeforeAll
  static void map() {
    Graph network = Workbench.load(MODEL);
    ModelCard card = ModelCards.find(MODEL, null).fittedTo(network);
    EvaluationSet signs = EvaluationSet.folder(Path.of("examples", "signs"), null, card);
    pictures = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      pictures.add(signs.item(i, card).inputs());
    }
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, pictures);
    program =
        Workbench.calibrate(
            Workbench.map(quantised, Workbench.chip("hermes64_natel_2023")), pictures);
    exact =
        switch (Workbench.map(quantised, Workbench.chip("generic_analog"), Map.of(), MOST_BITS)) {
          case Mapping.Mapped mapped -> mapped.program();
          case Mapping.Infeasible no -> throw new AssertionError(no.reasons());
        };
    assertThat(exact.layers()).allMatch(ArrayLayer::lossless);
  }

  private static Conditions old(Effect... effects) {
    return Conditions.IDEAL
        .with(effects.length == 0 ? EnumSet.allOf(Effect.class) : Set.of(effects))
        .aged(3e6)
        .compensated(Compensation.BATCH_NORM);
  }

  private static BatchNormEstimation estimation(Program of, int threads) {
    return new BatchNormEstimation(of, KERNELS, pictures, threads);
  }

  private static Program estimated(Program on, Conditions conditions, int threads) {
    return estimation(on, threads).estimated(on, new Simulator(on, KERNELS, conditions));
  }

  @Test
  void channelsThatWereScaledAndMovedAreBroughtBack() {
    BatchNormEstimation estimation = estimation(exact, 2);
    Cases.forAll(
        5,
        random -> {
          Program changed =
              exact.with(exact.layers().stream().map(l -> spoiled(l, random)).toList());
          Program back =
              estimation.estimated(changed, new Simulator(changed, KERNELS, Conditions.IDEAL));
          int moved = 0;
          for (int l = 0; l < exact.layers().size(); l++) {
            ArrayLayer expected = exact.layers().get(l);
            ArrayLayer got = back.layers().get(l);
            if (!estimation.layers().contains(expected.node())) {
              continue;
            }
            double[] scales = Objects.requireNonNull(expected.scales());
            double[] found = Objects.requireNonNull(got.scales());
            double[] spoiled = Objects.requireNonNull(changed.layers().get(l).scales());
            for (int c = 0; c < scales.length; c++) {
              // a channel that is the same everywhere tells nothing of its scale
              if (found[c] != spoiled[c]) {
                assertThat(found[c]).isCloseTo(scales[c], within(2e-3 * scales[c]));
                moved++;
              }
            }
          }
          assertThat(moved).isGreaterThan(20);
          for (Map<String, Tensor> picture : pictures) {
            float[] expected = outputs(new Simulator(exact, KERNELS, Conditions.IDEAL), picture);
            float[] got = outputs(new Simulator(back, KERNELS, Conditions.IDEAL), picture);
            for (int i = 0; i < expected.length; i++) {
              assertThat(got[i]).isCloseTo(expected[i], within(0.05f));
            }
          }
        });
  }

  private static float[] outputs(Simulator simulator, Map<String, Tensor> picture) {
    return simulator.run(picture).outputs().values().iterator().next().toFloats();
  }

  private static ArrayLayer spoiled(ArrayLayer layer, RandomGenerator random) {
    if (layer.unrolling() instanceof Unrolling.Product) {
      return layer;
    }
    double[] scales = Objects.requireNonNull(layer.scales()).clone();
    float[] biases = new float[scales.length];
    for (int c = 0; c < scales.length; c++) {
      double gain = random.nextDouble(0.3, 1.5);
      double bias = layer.biases() == null ? 0 : layer.biases()[c];
      scales[c] *= gain;
      biases[c] = (float) (bias * gain + random.nextDouble(-0.5, 0.5));
    }
    return layer.scaled(scales, biases);
  }

  /// Read noise included: the pictures are read again under the same numbers.
  @Test
  void everyChannelHasTheMeanAndSpreadOfTheIdealChip() {
    BatchNormEstimation estimation = estimation(program, 2);
    Program better = estimation.estimated(program, new Simulator(program, KERNELS, old()));
    Map<String, ChannelMoments> aims = moments(lossless(program), Conditions.IDEAL, estimation);
    Map<String, ChannelMoments> before = moments(program, old(), estimation);
    Map<String, ChannelMoments> after = moments(better, old(), estimation);
    int wrongBefore = 0;
    for (String node : estimation.layers()) {
      ChannelMoments aim = Objects.requireNonNull(aims.get(node));
      ChannelMoments got = Objects.requireNonNull(after.get(node));
      ChannelMoments had = Objects.requireNonNull(before.get(node));
      for (int c = 0; c < aim.means().length; c++) {
        double spread = aim.deviation(c);
        assertThat(got.means()[c]).isCloseTo(aim.means()[c], within(1e-5 + 1e-4 * spread));
        // noise may keep a channel silent, whatever its scale
        if (got.deviation(c) > 0 && spread > 0) {
          assertThat(got.deviation(c)).isCloseTo(spread, within(1e-4 * spread));
          wrongBefore += Math.abs(had.deviation(c) - spread) > 0.05 * spread ? 1 : 0;
        }
      }
    }
    assertThat(wrongBefore).isGreaterThan(10);
  }

  private static Program lossless(Program of) {
    return of.with(of.layers().stream().map(layer -> layer.with(null)).toList());
  }

  private static Map<String, ChannelMoments> moments(
      Program of, Conditions conditions, BatchNormEstimation estimation) {
    Simulator simulator = new Simulator(of, KERNELS, conditions);
    Map<String, ArrayLayer> layers = of.byNode();
    Map<String, ChannelMoments> moments = new HashMap<>();
    for (int i = 0; i < pictures.size(); i++) {
      simulator.run(
          pictures.get(i),
          -1L - i,
          (node, outputs) -> {
            ArrayLayer layer = layers.get(node.name());
            if (layer != null && estimation.layers().contains(node.name())) {
              int channels = Objects.requireNonNull(layer.scales()).length;
              moments.merge(
                  node.name(),
                  ChannelMoments.of(layer, channels, outputs.getFirst()),
                  ChannelMoments::plus);
            }
          });
    }
    return moments;
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Program one = estimated(program, old(), 1);
    Program four = estimated(program, old(), 4);
    for (int l = 0; l < one.layers().size(); l++) {
      assertThat(four.layers().get(l).scales()).isEqualTo(one.layers().get(l).scales());
      assertThat(four.layers().get(l).biases()).isEqualTo(one.layers().get(l).biases());
    }
    assertThat(one.layers().getFirst().scales()).isNotEqualTo(program.layers().getFirst().scales());
  }

  @Test
  void whereNothingIsLostNothingChanges() {
    Program same = estimated(exact, old(Effect.DRIFT), 2);
    for (int l = 0; l < exact.layers().size(); l++) {
      assertThat(same.layers().get(l).scales()).isEqualTo(exact.layers().get(l).scales());
      float[] biases = exact.layers().get(l).biases();
      if (biases != null) {
        assertThat(same.layers().get(l).biases()).isEqualTo(biases);
      }
    }
    Conditions ideal = Conditions.IDEAL.compensated(Compensation.BATCH_NORM);
    assertThat(outputs(estimation(program, 1).simulator(program, ideal), pictures.getFirst()))
        .isEqualTo(outputs(new Simulator(program, KERNELS, ideal), pictures.getFirst()));
  }

  @Test
  void onlyConvolutionsThatOthersFollowHaveABatchNorm() {
    Set<String> layers = estimation(program, 1).layers();
    for (ArrayLayer layer : program.layers()) {
      boolean last = layer == program.layers().getLast();
      assertThat(layers.contains(layer.node()))
          .as(layer.node())
          .isEqualTo(!last && !(layer.unrolling() instanceof Unrolling.Product));
    }
    Program integers = program.with(program.layers().stream().map(ArrayLayer::unscaled).toList());
    assertThatThrownBy(() -> estimation(integers, 1).simulator(integers, old()))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("there is no batch norm to re-estimate in ")
        .hasMessageEndingWith("compensate by layer or column");
  }

  @Test
  void momentsAreThoseOfAllPicturesTogether() {
    ArrayLayer layer =
        program.layers().stream()
            .filter(l -> l.unrolling() instanceof Unrolling.Convolution)
            .findFirst()
            .orElseThrow();
    int channels = Objects.requireNonNull(layer.scales()).length;
    Shape shape = layer.outputShape();
    int each = shape.elements() / channels;
    Cases.forAll(
        10,
        random -> {
          ChannelMoments all = new ChannelMoments(0, new double[channels], new double[channels]);
          double[] sums = new double[channels];
          double[] squares = new double[channels];
          int count = random.nextInt(1, 4);
          for (int p = 0; p < count; p++) {
            float[] values = new float[shape.elements()];
            for (int i = 0; i < values.length; i++) {
              values[i] = i / each == 0 ? 2.5f : (float) random.nextDouble(-1, 3);
              sums[i / each] += values[i];
              squares[i / each] += (double) values[i] * values[i];
            }
            all = all.plus(ChannelMoments.of(layer, channels, Tensor.floats(shape, values)));
          }
          double n = (double) count * each;
          assertThat(all.deviation(0)).isZero();
          for (int c = 0; c < channels; c++) {
            double mean = sums[c] / n;
            assertThat(all.means()[c]).isCloseTo(mean, within(1e-9));
            assertThat(all.deviation(c))
                .isCloseTo(Math.sqrt(Math.max(0, squares[c] / n - mean * mean)), within(1e-6));
          }
        });
  }
}
