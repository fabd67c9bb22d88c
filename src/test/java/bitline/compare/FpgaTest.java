package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
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
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Dataflows and machines of which only the peak is known.
class FpgaTest {
  static Accelerator part(Technology technology, String vendor, double onChip) {
    return new Accelerator(
        "part",
        "a part",
        vendor,
        technology,
        Segment.EDGE,
        "2020",
        List.of(new Die("", 16e-9, 400e-6, null, 1)),
        List.of(new Rate(Format.INT8, 2 * 10_000 * 300e6, null)),
        100.0,
        Accelerator.PowerMeans.TDP,
        new Store("DDR4", 8e9, 77e9),
        onChip,
        null,
        null,
        null,
        1,
        null,
        new Engine(1, null, null, 300e6, null),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static final Accelerator LOGIC = part(Technology.FPGA, "AMD", 50e6);

  private static Workload.Layer conv(int groups, long m, long n, long k, long inputs) {
    return new Workload.Layer(
        "l", "Conv", groups, m, n, k, true, inputs, groups * n * k, groups * m * n, m * n, 0);
  }

  private static List<Workload.Layer> random(RandomGenerator random) {
    List<Workload.Layer> layers = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      layers.add(
          conv(
              1,
              random.nextInt(1, 9),
              random.nextInt(1, 7),
              random.nextInt(1, 9),
              random.nextInt(1, 999)));
    }
    return layers;
  }

  /// Every engine of every size, tried one after another.
  private static double least(Workload.Layer layer, double cycles) {
    double least = Double.POSITIVE_INFINITY;
    for (int v = 1; v <= layer.m(); v++) {
      for (int o = 1; o <= layer.groups() * layer.n(); o++) {
        for (int i = 1; i <= layer.k(); i++) {
          double takes =
              Math.ceil((double) layer.m() / v)
                  * Math.ceil((double) layer.groups() * layer.n() / o)
                  * Math.ceil((double) layer.k() / i);
          if (takes <= cycles) {
            least = Math.min(least, (double) v * o * i);
          }
        }
      }
    }
    return least;
  }

  /// The slowest engine is as fast as can be: one cycle less would need more multipliers than there
  /// are. Engines that work on no more vectors than they must are the smallest, or nearly.
  @Test
  void multipliersAreDealtOutForTheSlowest() {
    Cases.forAll(
        200,
        random -> {
          List<Workload.Layer> layers = random(random);
          double budget = layers.size() + random.nextInt(0, 60);
          List<Fpga.Engine> engines = Fpga.fastest(layers, budget);
          double used = 0;
          double slowest = 0;
          for (int i = 0; i < engines.size(); i++) {
            Fpga.Engine engine = engines.get(i);
            Workload.Layer layer = layers.get(i);
            used += engine.multipliers();
            slowest = Math.max(slowest, engine.cycles());
            assertThat(engine.cycles())
                .isEqualTo(
                    Math.ceil(layer.m() / engine.vectors())
                        * Math.ceil(layer.n() / engine.outputs())
                        * Math.ceil(layer.k() / engine.inputs()));
          }
          assertThat(used).isLessThanOrEqualTo(budget);
          double needed = 0;
          for (Workload.Layer layer : layers) {
            needed += least(layer, slowest);
          }
          // exhaustive search may mix vectors and results at once where ours does not
          assertThat(used).isGreaterThanOrEqualTo(needed);
          double faster = 0;
          for (Workload.Layer layer : layers) {
            faster += least(layer, Math.ceil(slowest * 0.5));
          }
          assertThat(slowest == 1 || faster > budget * 0.9).isTrue();
        });
  }

  @Test
  void theSlowestEngineIsTheIntervalAndFillsAreTheLatency() {
    Workload work =
        new Workload("net", List.of(conv(1, 196, 64, 576, 64 * 256), conv(1, 196, 64, 64, 12544)));
    Outcome outcome = new Fpga(LOGIC).run(work, 1, Format.INT8);
    double slowest = outcome.layers().stream().mapToDouble(Outcome.Layer::seconds).max().orElse(0);
    assertThat(outcome.interval()).isEqualTo(slowest);
    assertThat(2 * work.macs() * outcome.rate()).isLessThanOrEqualTo(0.8 * 6e12);
    assertThat(outcome.latency()).isBetween(outcome.interval(), 4 * outcome.interval() + 1e-4);
    assertThat(outcome.watts()).isPositive().isLessThanOrEqualTo(100);
    assertThat(outcome.foundation()).contains("of 10000 multipliers");
  }

  /// Blocks of logic make a product or two, tensor blocks 30; engines have hundreds.
  @Test
  void hardEnginesAreToldFromLogic() {
    assertThat(Fpga.hardEngines(engines(5000))).isFalse();
    assertThat(Fpga.hardEngines(engines(333))).isFalse();
    assertThat(Fpga.hardEngines(engines(40))).isTrue();
    assertThat(Baselines.of(engines(5000))).isInstanceOf(Fpga.class);
    assertThat(Baselines.of(engines(40))).isInstanceOf(Systolic.class);
    assertThat(Baselines.of(part(Technology.ASIC, "A", 1e6))).isInstanceOf(Systolic.class);
    assertThat(Baselines.of(part(Technology.NEUROMORPHIC, "A", 1e6))).isInstanceOf(PeakOnly.class);
    assertThat(Baselines.of(part(Technology.ANALOG_COMPUTE_IN_MEMORY, "A", 1e6)))
        .isInstanceOf(PeakOnly.class);
  }

  /// 10,000 products a cycle, made by so many units.
  private static Accelerator engines(int units) {
    Accelerator logic = LOGIC;
    return new Accelerator(
        logic.name(),
        logic.title(),
        logic.vendor(),
        logic.technology(),
        logic.segment(),
        logic.released(),
        logic.dies(),
        logic.rates(),
        logic.power(),
        logic.powerMeans(),
        logic.memory(),
        logic.onChip(),
        null,
        null,
        null,
        1,
        null,
        new Engine(units, null, null, 300e6, null),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void weightsThatDoNotFitComeFromTheMemory() {
    Workload work = new Workload("net", List.of(conv(1, 1, 8000, 8000, 8000)));
    Outcome one = new Fpga(LOGIC).run(work, 1, Format.INT8);
    assertThat(one.interval()).isCloseTo(64e6 / (77e9 * Systolic.MEMORY), within(1e-12));
    assertThat(one.limit()).isEqualTo("memory");
    Outcome many = new Fpga(LOGIC).run(work, 100, Format.INT8);
    assertThat(many.interval()).isLessThan(one.interval());
    assertThat(new Fpga(part(Technology.FPGA, "AMD", 70e6)).run(work, 1, Format.INT8).limit())
        .isEqualTo("the slowest engine");
  }

  @Test
  void moreProductsThanMultipliersAreRefused() {
    assertThatThrownBy(() -> Fpga.fastest(List.of(conv(1, 9, 9, 9, 9), conv(1, 9, 9, 9, 9)), 1))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("needs a multiplier each");
  }

  /// Peak × share, which the foundation says, with the chip of ours that is the same.
  @Test
  void aPeakIsMultipliedWithAShare() {
    Workload work = new Workload("net", List.of(conv(1, 196, 64, 576, 12544)));
    Accelerator h30 = part(Technology.DIGITAL_COMPUTE_IN_MEMORY, "Houmo", 1e6);
    Outcome outcome = new PeakOnly(h30).run(work, 4, Format.INT8);
    assertThat(2 * work.macs() * outcome.rate()).isCloseTo(0.4 * 6e12, within(1.0));
    assertThat(outcome.watts()).isEqualTo(100);
    assertThat(outcome.levels()).isEmpty();
    assertThat(outcome.foundation())
        .contains("not modelled", "0.29 to 0.57", "--chip houmo_h30_2023");
    assertThat(new PeakOnly(part(Technology.PHOTONIC, "Houmo", 1e6)).run(work, 1, Format.INT8))
        .extracting(Outcome::foundation)
        .asString()
        .doesNotContain("--chip");
  }
}
