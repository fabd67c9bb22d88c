package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Signs;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.silicon.Factors;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import bitline.time.Timing;
import bitline.time.UnitKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our own chips as machines: levels and layers are those of ledger, estimate and timing.
class SimulatedTest {
  private static final double KELVIN = 313.15;

  private static Program program(String chip) {
    return Workbench.map(Signs.QUANTISED, Workbench.chip(chip));
  }

  private static Simulated simulated(Program program, Batch batch) {
    Timing timing = Timing.settled(program, batch).timing();
    return Simulated.of(
        program,
        ExpectedActivity.of(program, ValueStatistics.assumed(program)),
        batch,
        timing,
        KELVIN,
        Factors.BLIND);
  }

  private static Outcome.Level level(Outcome outcome, String name) {
    return outcome.levels().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void joulesOfLevelsAddUpToThoseOfAPicture() {
    for (String chip : List.of("axelera_isscc_2024", "houmo_h30_2023", "wan_nature_2022")) {
      Simulated s = simulated(program(chip), Batch.of(1));
      double sum =
          s.outcome().levels().stream().mapToDouble(l -> l.joules() == null ? 0 : l.joules()).sum();
      assertThat(sum).as(chip).isCloseTo(s.joules().middle(), within(1e-9 * sum));
      assertThat(s.outcome().joules()).isEqualTo(s.estimate().energy());
      assertThat(s.joules().contains(s.joules().middle())).isTrue();
      assertThat(s.area().middle()).isCloseTo(s.estimate().squareMetres(), within(1e-12));
      assertThat(s.outcome().watts())
          .isCloseTo(s.joules().middle() / s.outcome().interval(), within(1e-9));
    }
  }

  @Test
  void noLevelTakesLongerThanThePictureAndLatencyIsLonger() {
    Simulated s = simulated(program("houmo_h30_2023"), Batch.of(1));
    Outcome outcome = s.outcome();
    // the interval is that of the middle half of the run; units were busy over all of it
    assertThat(outcome.levels()).allMatch(l -> l.seconds() <= 1.1 * outcome.interval());
    assertThat(outcome.latency()).isGreaterThanOrEqualTo(outcome.interval());
    assertThat(outcome.limit()).isNotBlank();
  }

  @Test
  void everyProductIsALayer() {
    Program program = program("axelera_isscc_2024");
    Outcome outcome = simulated(program, Batch.of(1)).outcome();
    assertThat(outcome.layers())
        .extracting(Outcome.Layer::name)
        .containsExactlyElementsOf(
            program.integerProducts().stream().map(ArrayLayer::node).toList());
    assertThat(outcome.layers()).allMatch(l -> l.seconds() > 0);
    Map<String, ArrayLayer> inArrays = program.byNode();
    assertThat(outcome.layers()).allMatch(l -> l.bytes() > 0 == inArrays.containsKey(l.name()));
    assertThat(outcome.layers().stream().mapToDouble(Outcome.Layer::macs).sum())
        .isEqualTo(program.integerProducts().stream().mapToDouble(l -> l.unrolling().macs()).sum());
  }

  /// A picture of 3 × 32 × 32 bytes comes in, so many real numbers go out as there are classes.
  @Test
  void theHostSeesPictureAndResult() {
    Program program = program("houmo_h30_2023");
    Outcome outcome = simulated(program, Batch.of(1)).outcome();
    double bytes = 0;
    for (var port : program.graph().inputs()) {
      bytes += bytes(program, port.name());
    }
    for (var port : program.graph().outputs()) {
      bytes += bytes(program, port.name());
    }
    assertThat(level(outcome, "PCIe 4.0").bytes()).isEqualTo(bytes);
  }

  private static double bytes(Program program, String value) {
    var type = program.types().get(value);
    return type.shape().elements() * Math.max(8, type.type().bits()) / 8.0;
  }

  /// Weights that do not stay pass the memory that they wait in, once a batch that goes together.
  @Test
  void weightsThatAreExchangedPassTheirMemory() {
    Chip chip = Workbench.chip("houmo_h30_2023");
    Mapping mapping =
        Workbench.map(Signs.QUANTISED, chip, Map.of(), Request.PLAIN.ofBatch(4).with(Way.BATCHED));
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    Program program = ((Mapping.Mapped) mapping).program();
    Outcome outcome = simulated(program, Batch.of(4)).outcome();
    double weights =
        program.layers().stream().mapToDouble(l -> l.cells()).sum() * chip.cell().bits() / 8;
    assertThat(level(outcome, Simulated.CELLS).bytes()).isGreaterThanOrEqualTo(weights / 4 * 0.999);
    String waits = UnitKind.name(program.weightsWait());
    assertThat(level(outcome, waits).bytes()).isCloseTo(weights / 4, within(1.0));
  }

  @Test
  void unitsOfEveryChipHaveAKind() {
    for (String name : List.of("houmo_h30_2023", "axelera_isscc_2024", "jia_jssc_2020")) {
      Program program = program(name);
      Timing timing = Timing.of(program, 1, 2);
      assertThat(timing.units())
          .isNotEmpty()
          .allSatisfy(use -> assertThat(UnitKind.of(use.unit(), program.chip())).isNotNull());
    }
  }
}
