package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Signs;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.ArrayLayer;
import bitline.program.LayerTraffic;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.program.Wear;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A program's energy follows from what it did.
class LedgerTest {
  private static final double KELVIN = 313.15;

  private static Program program(String chip) {
    return Workbench.map(Signs.QUANTISED, Workbench.chip(chip));
  }

  private static ProgramActivity activity(Program program) {
    return ExpectedActivity.of(program, ValueStatistics.assumed(program));
  }

  private static Estimate estimate(Program program, double seconds, int together) {
    return Ledger.of(program, activity(program), seconds, KELVIN, together, Set.of())
        .estimate(Factors.BLIND);
  }

  private static Map<String, Estimate.Layer> byNode(Estimate estimate) {
    Map<String, Estimate.Layer> layers = new HashMap<>();
    estimate.layers().forEach(layer -> layers.put(layer.node(), layer));
    return layers;
  }

  /// An idle chip of capacitors has no column over which charge would be shared.
  @Test
  void chipsOfEveryKindTakeFiniteEnergy() {
    for (String chip : List.of("jia_jssc_2020", "generic_analog", "generic_pcm")) {
      for (Estimate.Layer layer : estimate(program(chip), 1e-4, 1).layers()) {
        for (Map.Entry<Part, Double> part : layer.joules().entrySet()) {
          assertThat(part.getValue()).as(chip + ", " + layer.node() + part).isFinite().isPositive();
        }
      }
    }
  }

  @Test
  void everyLayerIsThereAndPartsSumUp() {
    for (String chip : List.of("axelera_isscc_2024", "houmo_h30_2023", "wan_nature_2022")) {
      Program program = program(chip);
      Estimate estimate = estimate(program, 1e-4, 1);
      Set<String> nodes = new HashSet<>(byNode(estimate).keySet());
      assertThat(nodes).contains(Estimate.ENDS, Estimate.ALWAYS);
      assertThat(nodes).containsAll(program.layers().stream().map(ArrayLayer::node).toList());
      double sum = 0;
      for (Estimate.Layer layer : estimate.layers()) {
        for (double joules : layer.joules().values()) {
          assertThat(joules).isPositive().isFinite();
          sum += joules;
        }
      }
      assertThat(estimate.energy()).isCloseTo(sum, within(1e-12 * sum));
      assertThat(estimate.area().values()).allMatch(a -> a >= 0 && Double.isFinite(a));
    }
  }

  /// What is summed before it is counted costs what its parts cost.
  @Test
  void layersTogetherCostTheSame() {
    for (String chip : List.of("houmo_h30_2023", "wan_nature_2022")) {
      Program program = program(chip);
      Ledger ledger = Ledger.of(program, activity(program), 1e-3, KELVIN, 1, Set.of());
      Factors factors = Factors.BLIND.with(Assumption.BUFFER_ENERGY, 3);
      double apart = ledger.estimate(factors).energy();
      assertThat(ledger.whole(factors).energy()).isCloseTo(apart, within(1e-9 * apart));
      assertThat(ledger.whole(factors).area()).isEqualTo(ledger.estimate(factors).area());
    }
  }

  /// Only what flows all the time grows with the time between pictures.
  @Test
  void timeCostsLeakageAndRefreshOnly() {
    Program program = program("houmo_h30_2023");
    Map<String, Estimate.Layer> once = byNode(estimate(program, 1e-4, 1));
    Map<String, Estimate.Layer> twice = byNode(estimate(program, 2e-4, 1));
    once.forEach((node, layer) -> {
      double times = node.equals(Estimate.ALWAYS) ? 2 : 1;
      layer
          .joules()
          .forEach((part, joules) ->
              assertThat(twice.get(node).joules().get(part))
                  .isCloseTo(times * joules, within(1e-9 * joules)));
    });
  }

  /// A factor on a component moves its part by just that.
  @Test
  void factorsMoveTheirParts() {
    Program program = program("wan_nature_2022");
    Ledger ledger = Ledger.of(program, activity(program), 1e-3, KELVIN, 1, Set.of());
    Map<Part, Double> plain = ledger.estimate(Factors.BLIND).joules();
    Map<Part, Double> more =
        ledger.estimate(Factors.BLIND.with(Assumption.COUNTING_ENERGY, 3)).joules();
    double converters = plain.get(Part.CONVERTERS);
    assertThat(more.get(Part.CONVERTERS)).isCloseTo(3 * converters, within(1e-9 * converters));
    assertThat(more.get(Part.DRIVERS)).isEqualTo(plain.get(Part.DRIVERS));
    Map<Part, Double> leaking = ledger.estimate(Factors.BLIND.with(Assumption.LEAKAGE, 2)).joules();
    double leaks = plain.get(Part.LEAKAGE);
    assertThat(leaking.get(Part.LEAKAGE)).isCloseTo(2 * leaks, within(1e-9 * leaks));
  }

  /// All cores together read at least what the busiest reads.
  @Test
  void allCoresReadMoreThanOne() {
    for (String chip : List.of("houmo_h30_2023", "wan_nature_2022")) {
      Program program = program(chip);
      for (ArrayLayer layer : program.layers()) {
        double most = LayerTraffic.read(layer, program.places(layer), program.chip());
        double all = LayerTraffic.readByAll(layer, program.places(layer), program.chip());
        assertThat(all).isBetween(most, most * program.chip().cores() * (1 + 1e-12));
      }
    }
  }

  /// More voltage costs energy and saves time; what is impossible is refused with the range.
  @Test
  void voltageTradesEnergyForTime() {
    Chip chip = Workbench.chip("axelera_isscc_2024");
    Chip low = AtVoltage.of(chip, 0.6);
    Chip high = AtVoltage.of(chip, 0.8);
    assertThat(high.operatingPoint().step()).isLessThan(low.operatingPoint().step());
    Program slow = Workbench.map(Signs.QUANTISED, low);
    Program fast = Workbench.map(Signs.QUANTISED, high);
    Map<Part, Double> less = estimate(slow, 1e-4, 1).joules();
    Map<Part, Double> more = estimate(fast, 1e-4, 1).joules();
    double square = 0.8 * 0.8 / (0.6 * 0.6);
    assertThat(more.get(Part.ADDERS) / less.get(Part.ADDERS)).isCloseTo(square, within(1e-6));
    assertThat(more.get(Part.HOST)).isEqualTo(less.get(Part.HOST));
    assertThatThrownBy(() -> AtVoltage.of(chip, 0.2))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("are possible");
    double same = AtVoltage.of(chip, 0.68).operatingPoint().step();
    assertThat(same).isCloseTo(chip.operatingPoint().step(), within(1e-9 * same));
  }

  /// Weights that are exchanged are written and brought; pictures that go together share that.
  @Test
  void exchangedWeightsAreSharedByABatch() {
    Program resident = program("houmo_h30_2023");
    assertThat(estimate(resident, 1e-4, 1).joules()).doesNotContainKey(Part.WRITES);
    Chip chip = Workbench.chip("houmo_h30_2023");
    Request request = Request.PLAIN.with(Way.STREAMED);
    Mapping mapping = Workbench.map(Signs.QUANTISED, chip, Map.of(), request);
    Program streamed = ((Mapping.Mapped) mapping).program();
    assertThat(streamed.resident()).isFalse();
    double alone = estimate(streamed, 1e-4, 1).joules().get(Part.WRITES);
    double shared = estimate(streamed, 1e-4, 4).joules().get(Part.WRITES);
    assertThat(alone).isPositive();
    assertThat(shared).isCloseTo(alone / 4, within(1e-9 * alone));
    assertThat(Wear.of(streamed, 1).cells()).isPositive();
    assertThatThrownBy(() -> Ledger.of(resident, activity(resident), 0, KELVIN, 1, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
