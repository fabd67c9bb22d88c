package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Signs;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.chip.Chip;
import bitline.money.Terms;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.silicon.Factors;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import bitline.time.Timing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Architectures in several processes.
class TechnologyMixTest {
  private static Simulated simulate(Chip chip) {
    Program program = Workbench.map(Signs.QUANTISED, chip);
    return Simulated.of(
        program,
        ExpectedActivity.of(program, ValueStatistics.assumed(program)),
        Batch.of(1),
        Timing.settled(program, Batch.of(1)).timing(),
        313.15,
        Factors.BLIND);
  }

  private static final TechnologyMix MIX =
      TechnologyMix.of(
          Workbench.chip("houmo_h30_2023"),
          TechnologyMixTest::simulate,
          Catalogue.find("warboy"),
          Systolic::new,
          Workloads.of(Signs.QUANTISED, Map.of()),
          1,
          Format.INT8,
          Terms.of(100_000));

  @Test
  void everyArchitectureIsThereInEveryProcess() {
    TechnologyMix mix = MIX;
    assertThat(mix.entries()).hasSize(8);
    for (String each : List.of("houmo_h30_2023", "warboy")) {
      double area = Double.POSITIVE_INFINITY;
      double joules = Double.POSITIVE_INFINITY;
      double rate = 0;
      for (double node : TechnologyMix.NODES) {
        TechnologyMix.Entry entry = mix.at(each, node);
        assertThat(entry.area()).isLessThan(area);
        assertThat(entry.joules()).isLessThan(joules);
        assertThat(entry.rate()).isGreaterThanOrEqualTo(rate * (1 - 1e-9));
        assertThat(entry.dollars()).isNotNull();
        area = entry.area();
        joules = entry.joules();
        rate = entry.rate();
      }
    }
    assertThat(mix.at("houmo_h30_2023", 12e-9).own()).isTrue();
    assertThat(mix.at("houmo_h30_2023", 7e-9).own()).isFalse();
    assertThat(mix.at("warboy", 12e-9).own()).isFalse();
  }

  /// What is between two chips is all process and architecture, whatever the figure.
  @Test
  void aRatioIsProcessTimesArchitecture() {
    TechnologyMix mix = MIX;
    for (TechnologyMix.Figure figure : TechnologyMix.Figure.values()) {
      TechnologyMix.Split split = mix.split(figure, "houmo_h30_2023", 12e-9, "warboy", 5e-9);
      assertThat(split).isNotNull();
      assertThat(split.process() * split.architecture())
          .isCloseTo(split.ratio(), within(1e-9 * split.ratio()));
      TechnologyMix.Split back = mix.split(figure, "warboy", 5e-9, "houmo_h30_2023", 12e-9);
      assertThat(back.process()).isCloseTo(1 / split.process(), within(1e-9 / split.process()));
    }
    TechnologyMix.Split same =
        mix.split(TechnologyMix.Figure.PER_JOULE, "warboy", 12e-9, "warboy", 7e-9);
    assertThat(same.architecture()).isCloseTo(1, within(1e-12));
    assertThat(same.process()).isGreaterThan(1);
  }

  @Test
  void aPartInItsOwnProcessIsItself() {
    Accelerator t4 = Catalogue.find("t4");
    assertThat(Redrawn.of(t4, 12e-9)).isSameAs(t4);
    Accelerator finer = Redrawn.of(t4, 5e-9);
    assertThat(finer.engine().clock()).isGreaterThan(t4.engine().clock());
    assertThat(finer.dies().getFirst().area()).isBetween(Redrawn.PADS * 545e-6, 0.6 * 545e-6);
    assertThat(finer.memory()).isEqualTo(t4.memory());
    assertThat(Redrawn.of(finer, 12e-9).power()).isCloseTo(70, within(1.0));
  }

  @Test
  void aPartOfUnknownProcessIsRefused() {
    Accelerator t4 = Catalogue.find("t4");
    Accelerator unknown =
        new Accelerator(
            t4.name(),
            t4.title(),
            t4.vendor(),
            t4.technology(),
            t4.segment(),
            t4.released(),
            List.of(),
            t4.rates(),
            t4.power(),
            t4.powerMeans(),
            t4.memory(),
            t4.onChip(),
            null,
            null,
            null,
            1,
            null,
            t4.engine(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> Redrawn.of(unknown, 5e-9))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("its process is not told");
  }

  /// How far scaling is off where makers really changed the process; a factor of 3 either way is
  /// what a reader is told (docs/machines.md).
  @Test
  void scalingMeetsRealPairsWithinAFactorOfThree() {
    List<Redrawn.Check> checks = TechnologyMix.checks();
    assertThat(checks).hasSizeGreaterThanOrEqualTo(9);
    assertThat(checks).extracting(Redrawn.Check::from).contains("t4", "a100-sxm-80");
    assertThat(checks).allSatisfy(check -> assertThat(check.off()).isBetween(1 / 3.0, 3.0));
    double logarithms = 0;
    for (Redrawn.Check check : checks) {
      logarithms += Math.abs(StrictMath.log(check.off()));
    }
    assertThat(logarithms / checks.size()).isLessThan(StrictMath.log(1.6));
  }
}
