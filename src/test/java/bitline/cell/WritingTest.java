package bitline.cell;

import static bitline.cell.SomeCells.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import bitline.Cases;
import bitline.base.Problem;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class WritingTest {
  private static WriteVerify verify(double step, double noise, double near, int most) {
    return new WriteVerify(step, noise, near, 0, most, 100e-9, 1e-6, 10e-12, 1e-12);
  }

  @Test
  void pulseByPulse() {
    WriteVerify exact = verify(10, 0, 0.5, 10);
    assertThat(exact.run(0, 0.4, () -> 0)).isEqualTo(new WriteVerify.Outcome(0, 0, true));
    assertThat(exact.run(0, 25, () -> 0)).isEqualTo(new WriteVerify.Outcome(3, 25, true));
    assertThat(exact.run(25, 5, () -> 0)).isEqualTo(new WriteVerify.Outcome(2, 5, true));
    assertThat(exact.run(0, 1000, () -> 0)).isEqualTo(new WriteVerify.Outcome(10, 100, false));
    assertThat(exact.expectedPulses(0, 25)).isEqualTo(3);
    assertThat(exact.convergence(0, 25)).isEqualTo(1);
    assertThat(exact.convergence(0, 1000)).isZero();
    assertThat(exact.expectedPulses(0, 0.4)).isZero();
    assertThat(exact.time(3)).isEqualTo(3 * 1.1e-6 + 1e-6, within(1e-15));
    assertThat(exact.energy(3)).isEqualTo(3 * 11e-12 + 1e-12, within(1e-20));
  }

  @Test
  void theFormulasAreThoseOfManyRuns() {
    Cases.forAll(
        12,
        random -> {
          double noise = random.nextDouble(0.2, 3.3);
          WriteVerify verify = verify(10, noise, random.nextDouble(0.2, 1) * noise, 12);
          double target = random.nextDouble(40, 90);
          long pulses = 0;
          int accepted = 0;
          double squares = 0;
          int count = 20_000;
          for (int i = 0; i < count; i++) {
            WriteVerify.Outcome end = verify.run(30, target, random::nextGaussian);
            pulses += end.pulses();
            if (end.accepted()) {
              accepted++;
              squares += (end.conductance() - target) * (end.conductance() - target);
            }
          }
          assertThat((double) pulses / count)
              .isCloseTo(verify.expectedPulses(30, target), withinPercentage(3));
          assertThat((double) accepted / count)
              .isEqualTo(verify.convergence(30, target), within(0.02));
          assertThat(Math.sqrt(squares / accepted))
              .isCloseTo(verify.residualSigma(target), withinPercentage(3));
        });
  }

  /// What the loop leaves is what was published as the spread after programming: acceptance and
  /// spread of CMO/HfOx come from the same publication but say it independently.
  @Test
  void theAcceptanceExplainsTheProgrammingNoise() {
    for (String name : new String[] {"rram_1t1r_cmo", "rram_1t1r_cmo_fine"}) {
      Cell cell = shipped(name);
      WriteVerify verify = Objects.requireNonNull(Objects.requireNonNull(cell.write()).verify());
      double target = 50e-6;
      assertThat(verify.residualSigma(target))
          .isCloseTo(Device.of(cell).programmingSigma(target), withinPercentage(7));
    }
  }

  @Test
  void neurramTakesTheReportedPulses() {
    Writing writing = Objects.requireNonNull(Writing.of(shipped("rram_1t1r_neurram")));
    assertThat(writing.meanPulses()).isEqualTo(8.5, within(0.2));
    Writing.Cost cost = writing.cost(65_536, 256);
    assertThat(cost.erases()).isZero();
    double cell = cost.pulses() * 2e-6 + 1e-6;
    assertThat(cost.time()).isCloseTo(256 * cell, withinPercentage(1e-6));
    assertThat(cost.energy())
        .isCloseTo(65_536 * (cost.pulses() * 0.7e-12 + 0.1e-12), withinPercentage(1e-6));
    assertThat(writing.lifeUsed(1000)).isEqualTo(0.01, within(1e-12));
    assertThat(writing.lifetime(3600)).isEqualTo(3.6e8, within(1e-3));
  }

  @Test
  void flashErasesBlocks() {
    Writing writing = Objects.requireNonNull(Writing.of(shipped("nor_flash_mythic")));
    assertThat(writing.cost(0, 1)).isEqualTo(new Writing.Cost(writing.meanPulses(), 0, 0, 0.0));
    Writing.Cost one = writing.cost(1, 1);
    assertThat(one.erases()).isEqualTo(1);
    assertThat(one.time()).isCloseTo(20e-3, withinPercentage(1));
    assertThat(one.energy()).isCloseTo(100e-6, withinPercentage(1));
    assertThat(writing.cost(32_769, 32).erases()).isEqualTo(2);
    // an unverified write counts its published time
    Writing sonos = Objects.requireNonNull(Writing.of(shipped("sonos_crosssim")));
    assertThat(sonos.cost(64, 32).time()).isEqualTo(2e-3 + 10e-3, within(1e-12));
    assertThat(sonos.cost(64, 32).energy()).isNull();
  }

  @Test
  void retention() {
    Writing writing = Objects.requireNonNull(Writing.of(shipped("rram_1t1r_milo")));
    assertThat(writing.retention(298)).isEqualTo(10 * 31_557_600.0);
    double hot = Objects.requireNonNull(writing.retention(398)); // 125 °C
    assertThat(hot).isBetween(1e3, 1e6);
    Writing pcm = Objects.requireNonNull(Writing.of(shipped("pcm_1t1r_aihwkit")));
    assertThatThrownBy(() -> pcm.retention(398)).isInstanceOf(Problem.class);
    Writing sram = Objects.requireNonNull(Writing.of(shipped("sram_6t_digital")));
    assertThat(sram.retention(398)).isNull();
    assertThat(sram.lifeUsed(1e18)).isZero();
  }

  @Test
  void badLoops() {
    assertThatThrownBy(() -> verify(1, 2, 1, 5)).hasMessageStartingWith("noise ");
    assertThatThrownBy(() -> verify(1, 1, 0, 5)).hasMessageStartingWith("acceptance ");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    WriteVerify narrow = verify(1, 1, 1e-9, 50);
    assertThat(narrow.residualSigma(3)).isEqualTo(1e-9 / Math.sqrt(3), within(1e-15));
    assertThat(narrow.run(0, 3, random::nextGaussian).pulses()).isEqualTo(50);
    assertThat(narrow.expectedPulses(0, 3)).isCloseTo(50, withinPercentage(0.1));
  }
}
