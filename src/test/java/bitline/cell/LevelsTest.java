package bitline.cell;

import static bitline.cell.SomeCells.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTest {
  private static final List<String> CONDUCTING =
      List.of(
          "fefet_1t",
          "nor_flash_mythic",
          "pcm_1t1r_aihwkit",
          "pcm_8t4r_hermes",
          "pcm_8t4r_hermes_single",
          "rram_1t1r_cmo",
          "rram_1t1r_cmo_fine",
          "rram_1t1r_milo",
          "rram_1t1r_neurram",
          "sonos_crosssim",
          "stt_mram_1t1m");

  @Test
  void aDrawIsWhatTheDeviceConducts() {
    Cases.forAll(
        400,
        random -> {
          Cell cell = shipped(CONDUCTING.get(random.nextInt(CONDUCTING.size())));
          double age = random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextDouble(-3, 9));
          Device device = Device.of(cell);
          Levels levels = Levels.of(cell, age);
          int digit = random.nextInt(cell.levels());
          double z1 = random.nextGaussian() * 2;
          double z2 = random.nextGaussian() * 2;
          double z3 = random.nextGaussian() * (random.nextInt(5) == 0 ? 10 : 2);
          double now = device.conductance(device.target(digit), age, z1, z2, z3);
          double value = (now - device.target(0)) / levels.step();
          assertThat(levels.value(digit, z1, z2, z3))
              .as(cell.name())
              .isEqualTo(value, within(1e-8));
        });
  }

  /// The draw against the closed form of its mean and spread: within four standard errors.
  @ParameterizedTest
  @CsvSource({
    "pcm_1t1r_aihwkit, 0",
    "pcm_1t1r_aihwkit, 86400",
    "pcm_1t1r_aihwkit, 31557600",
    "pcm_8t4r_hermes, 86400",
    "rram_1t1r_neurram, 3600",
    "rram_1t1r_cmo, 86400",
    "sonos_crosssim, 200000",
    "stt_mram_1t1m, 0"
  })
  void drawsHaveTheMomentsOfTheTable(String name, double age) {
    Levels levels = Levels.of(shipped(name), age);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    int count = 40_000;
    for (int d = 0; d < levels.count(); d += Math.max(1, levels.count() - 1)) {
      double sum = 0;
      double squares = 0;
      double fourth = 0;
      double mean = levels.mean(d);
      for (int i = 0; i < count; i++) {
        double z1 = random.nextGaussian();
        double z2 = random.nextGaussian();
        double off = levels.value(d, z1, z2, random.nextGaussian()) - mean;
        sum += off;
        squares += off * off;
        fourth += off * off * off * off;
      }
      double variance = levels.sigma(d) * levels.sigma(d);
      assertThat(sum / count)
          .as("mean of digit " + d)
          .isEqualTo(0, within(4 * levels.sigma(d) / Math.sqrt(count)));
      double error = Math.sqrt((fourth / count - variance * variance) / count);
      assertThat(squares / count)
          .as("variance of digit " + d)
          .isEqualTo(variance, within(4 * error));
    }
  }

  /// Without drift a table must say what the device says.
  @Test
  void momentsInClosedForm() {
    Cell cell = shipped("stt_mram_1t1m");
    Levels levels = Levels.of(cell, 0);
    assertThat(levels.step()).isEqualTo(166e-6, within(1e-12));
    assertThat(levels.mean(1)).isEqualTo(1, within(1e-12));
    assertThat(levels.sigma(1)).isEqualTo(333 * 0.04 / 166, within(1e-12));
    assertThat(levels.sigma(0)).isEqualTo(167 * 0.04 / 166, within(1e-12));
    // E e^(−L|N(μ, 0)|), and |N(0, 1)| by 2 e^(L²/2) Q(L)
    assertThat(Levels.meanFactor(2, 0.3, 0)).isEqualTo(Math.exp(-0.6), within(1e-15));
    assertThat(Levels.meanFactor(1, 0, 1))
        .isEqualTo(2 * Math.exp(0.5) * Normal.above(1), within(1e-14));
  }

  @Test
  void readsOfTheTable() {
    Cell pcm = shipped("pcm_1t1r_aihwkit");
    Levels levels = Levels.of(pcm, 86_400);
    Device device = Device.of(pcm);
    double target = device.target(7);
    double now = 0.6 * target;
    assertThat(Math.sqrt(levels.readVariance(7, now / levels.step())) * levels.step())
        .isEqualTo(device.readSigma(target, now, 86_400), within(1e-15));
    assertThat(levels.readSigma(0)).isLessThan(0.05);
    assertThat(levels.noisyReads()).isTrue();
    Levels flash = Levels.of(shipped("sonos_crosssim"), 0);
    double step = 1600.0 / 15;
    assertThat(flash.readSigma(15)).isEqualTo(12.58 / step, within(1e-4));
    assertThat(flash.readVariance(15, 3)).isEqualTo(flash.readVariance(15, 15));
  }

  @Test
  void exactCells() {
    assertThat(Levels.of(shipped("sram_6t_digital"), 0).exact()).isTrue();
    assertThat(Levels.of(shipped("sram_6t_digital"), 0).value(1, 3, 3, 3)).isEqualTo(1);
    Cell ideal = SomeCells.with("conductance: {off: 1 uS, on: 40 uS}");
    assertThat(Levels.of(ideal, 1e6).exact()).isTrue();
    assertThat(Levels.of(ideal, 1e6).value(2, 1, 1, 1)).isEqualTo(2, within(1e-12));
    for (String name : CONDUCTING) {
      assertThat(Levels.of(shipped(name), 0).exact()).as(name).isFalse();
    }
  }

  @Test
  void capacitors() {
    Levels levels = Levels.of(shipped("sram_8t1c_charge"), 0);
    assertThat(levels.value(0, 2, 0, 0)).isEqualTo(0.004, within(1e-15));
    assertThat(levels.value(1, 2, 1, 0)).isEqualTo(1 + 0.02 + 0.004 + 0.001, within(1e-12));
    assertThat(levels.mean(1)).isEqualTo(1.004, within(1e-12));
    assertThat(levels.sigma(1)).isEqualTo(Math.hypot(0.01, 0.001), within(1e-12));
    assertThat(levels.sigma(0)).isEqualTo(0.001, within(1e-12));
    assertThat(levels.noisyReads()).isFalse();
    assertThat(levels.exact()).isFalse();
    assertThat(levels.readVariance(1, 1)).isZero();
  }
}
