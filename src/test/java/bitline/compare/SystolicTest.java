package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Accelerator.Die;
import bitline.catalogue.Accelerator.Engine;
import bitline.catalogue.Accelerator.Rate;
import bitline.catalogue.Accelerator.Store;
import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.catalogue.Technology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Machines of systolic arrays: published utilisation, and what must hold of any.
class SystolicTest {
  /// The first TPU: 256 × 256 multipliers at 700 MHz, 28 MiB on the chip, 34 GB/s (Jouppi et al.,
  /// ISCA 2017).
  private static final Accelerator TPU1 =
      part("tpu-v1", new Engine(1, 256, 256, 700e6, null), 92e12, 28 * 1048576.0, 34e9, 28e-9);

  private static Accelerator part(
      String name,
      Engine engine,
      double ops,
      double onChip,
      @Nullable Double bandwidth,
      @Nullable Double node) {
    return new Accelerator(
        name,
        name,
        "",
        Technology.ASIC,
        Segment.DATA_CENTRE,
        "2015",
        List.of(new Die("", node, 331e-6, null, 1)),
        List.of(new Rate(Format.INT8, ops, null)),
        75.0,
        Accelerator.PowerMeans.TDP,
        bandwidth == null ? null : new Store("DDR4", 8e9, bandwidth),
        onChip,
        null,
        null,
        null,
        1,
        null,
        engine,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Workload.Layer layer(long m, long n, long k) {
    return new Workload.Layer("l", "MatMul", 1, m, n, k, true, m * k, n * k, m * n, m * n, 0);
  }

  private static Workload perceptron(int layers, int width) {
    List<Workload.Layer> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(layer(1, width, width));
    }
    return new Workload("mlp", all);
  }

  private static final Systolic TPU =
      new Systolic(TPU1, Geometry.of(TPU1).withoutKeptWeights().scheduled(1));

  private static double ops(Workload work, int batch) {
    return 2.0 * work.macs() * TPU.run(work, batch, Format.INT8).rate();
  }

  /// Its networks as far as the paper tells of them: MLP0 has 20 M weights in 5 layers and batches
  /// of 200, MLP1 5 M in 5 and 168, and LSTM0 52 M in 24 and 64. It measured 12.3, 9.7 and 3.7 TOPS
  /// of 92, recalled from its table 3.
  @Test
  void theFirstTpuWaitsForWeights() {
    assertThat(ops(perceptron(5, 2000), 200)).isCloseTo(12.3e12, within(0.2 * 12.3e12));
    assertThat(ops(perceptron(5, 1000), 168)).isCloseTo(9.7e12, within(0.25 * 9.7e12));
    assertThat(ops(perceptron(24, 1472), 64)).isCloseTo(3.7e12, within(0.2 * 3.7e12));
    Outcome outcome = TPU.run(perceptron(5, 2000), 200, Format.INT8);
    assertThat(outcome.limit()).startsWith("memory");
  }

  /// A convolution with many vectors and few weights, such as CNN0's, which reached 86 of 92 TOPS.
  @Test
  void theFirstTpuIsBusyWithConvolutions() {
    Workload.Layer conv = layer(361, 256, 2304);
    Workload work = new Workload("cnn", java.util.Collections.nCopies(16, conv));
    assertThat(ops(work, 8)).isBetween(80e12, 92e12);
  }

  /// One layer that fits: the tiles of the closed form and nothing else.
  @Test
  void aLayerTakesTheCyclesOfItsTiles() {
    Accelerator small =
        part("small", new Engine(1, 16, 8, 1e9, null), 2 * 16 * 8 * 1e9, 1e6, null, 7e-9);
    Workload work = new Workload("one", List.of(layer(1000, 24, 64)));
    Outcome outcome = new Systolic(small).run(work, 1, Format.INT8);
    double cycles = new SystolicArray(16, 8).weightStationary(4 * 3, 1000);
    assertThat(outcome.layers().getFirst().seconds())
        .isCloseTo(cycles * 1e-9 / Systolic.SCHEDULED + Systolic.LAYER, within(1e-15));
    assertThat(outcome.limit()).startsWith("compute");
    assertThat(outcome.latency()).isGreaterThan(outcome.interval());
  }

  /// Weights that do not fit come once for all pictures that go together.
  @Test
  void weightsThatDoNotFitAreFetchedOnceABatch() {
    Workload work = perceptron(8, 4000);
    Outcome one = TPU.run(work, 1, Format.INT8);
    Outcome many = TPU.run(work, 16, Format.INT8);
    assertThat(bytes(one, "DDR4")).isCloseTo(8 * 16e6, within(1.0));
    assertThat(bytes(many, "DDR4")).isCloseTo(8 * 1e6, within(1.0));
    assertThat(many.latency()).isGreaterThan(one.latency());
    assertThat(many.interval()).isLessThan(one.interval());
  }

  private static double bytes(Outcome outcome, String level) {
    return outcome.levels().stream()
        .filter(l -> l.name().equals(level))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  /// No tiling beats the multipliers that there are, and more arrays are never slower.
  @Test
  void arraysShareALayer() {
    bitline.Cases.forAll(
        200,
        random -> {
          int groups = random.nextInt(1, 4) == 1 ? random.nextInt(1, 200) : 1;
          Workload.Layer any =
              new Workload.Layer(
                  "l",
                  "Conv",
                  groups,
                  random.nextInt(1, 3000),
                  random.nextInt(1, 600),
                  random.nextInt(1, 2000),
                  random.nextBoolean(),
                  0,
                  0,
                  0,
                  0,
                  0);
          SystolicArray array =
              new SystolicArray(1 << random.nextInt(0, 9), 1 << random.nextInt(0, 9));
          int pictures = random.nextInt(1, 20);
          double before = Double.POSITIVE_INFINITY;
          for (int units = 1; units <= 64; units *= 2) {
            Tiling tiling = Tiling.best(any, pictures, array, units);
            double least =
                (double) any.macs() * pictures / ((double) units * array.rows() * array.columns());
            assertThat(tiling.cycles()).isGreaterThanOrEqualTo(least).isLessThanOrEqualTo(before);
            before = tiling.cycles();
          }
        });
  }

  @Test
  void joulesAreBoundedByRatedPowerAndAddUpWhereTheyAreNot() {
    Outcome outcome = TPU.run(perceptron(5, 2000), 200, Format.INT8);
    assertThat(outcome.watts()).isPositive().isLessThanOrEqualTo(75);
    double sum = outcome.levels().stream().mapToDouble(Outcome.Level::joules).sum();
    assertThat(outcome.joules()).isCloseTo(sum, within(1e-9 * sum));
    assertThat(outcome.foundation())
        .contains("one constant fitted")
        .contains("models of components");
    Accelerator unknown =
        part("unknown", new Engine(1, 256, 256, 700e6, null), 92e12, 28e6, 34e9, null);
    Outcome rated = new Systolic(unknown).run(perceptron(5, 2000), 200, Format.INT8);
    assertThat(rated.watts()).isCloseTo(75, within(1e-9));
    assertThat(rated.foundation()).contains("rated power");
  }

  @Test
  void whatIsNotToldIsRefusedOrSaid() {
    Accelerator none =
        part("none", new Engine(1, null, null, 700e6, null), 92e12, 28e6, 34e9, 7e-9);
    assertThat(new Systolic(none).run(perceptron(1, 100), 1, Format.INT8).foundation())
        .contains("5 arrays of 128 × 103 follow from its peak");
    assertThatThrownBy(() -> new Systolic(none).run(perceptron(1, 100), 1, Format.FP16))
        .isInstanceOf(Problem.class)
        .hasMessage("none: no dense peak is told in FP16; there are INT8");
    assertThatThrownBy(() -> new Systolic(none).run(perceptron(1, 100), 0, Format.INT8))
        .isInstanceOf(Problem.class);
  }
}
