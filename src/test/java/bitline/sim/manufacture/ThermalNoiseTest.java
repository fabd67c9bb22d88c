package bitline.sim.manufacture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.sim.RandomLayers;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalNoiseTest {
  private static final Conditions THERMAL = Conditions.IDEAL.with(Set.of(Effect.THERMAL));

  @TempDir Path folder;

  private static ArrayLayer layer(Coding coding) {
    return RandomLayers.matrix(
        new SplittableRandom(2), 100, 6, coding, AdcRange.covering(-1000, 1000, 256));
  }

  private static LevelCells cells(Chip chip, ArrayLayer layer, Conditions conditions) {
    Manufacture manufacture = Manufacture.of(chip, conditions, new ScalarKernels("a test"));
    return Objects.requireNonNull(manufacture).make(layer, 0).cells();
  }

  /// 2,304 capacitors of 1.2 fF at 0.85 V and 300 K: k·T/(N·C) is (38.7 µV)², a cell moves the
  /// column by 0.85 V / 2304 = 369 µV.
  @Test
  void capacitorsOfAColumn() {
    Chip jia = Chips.byName("jia_jssc_2020");
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);
    double unit = 1 << 16; // of one-bit cells, 2^-8 of a step
    assertThat(cells(jia, layer(coding), THERMAL).converterVariance() / unit)
        .isCloseTo(0.011007, withinPercentage(0.01));
    assertThat(cells(jia, layer(coding), THERMAL.at(600.0)).converterVariance() / unit)
        .isCloseTo(0.022014, withinPercentage(0.01));
    assertThat(cells(jia, layer(coding), THERMAL.supplied(1.7)).converterVariance() / unit)
        .isCloseTo(0.011007 / 4, withinPercentage(0.01));
  }

  /// The column's noise as that of capacitors that are sampled one by one and joined then.
  @Test
  void capacitorsOneByOne() {
    int cells = 64;
    double alone = Math.sqrt(1.380649e-23 * 300 / 1.2e-15) / 0.85;
    SplittableRandom random = new SplittableRandom(9);
    double squares = 0;
    int reads = 20_000;
    for (int i = 0; i < reads; i++) {
      double mean = 0;
      for (int c = 0; c < cells; c++) {
        mean += alone * random.nextGaussian() / cells;
      }
      squares += mean * mean * cells * cells / reads; // in cells, which move a mean by 1/cells
    }
    var capacitor = Objects.requireNonNull(Chips.byName("jia_jssc_2020").cell().capacitor());
    double sigma = capacitor.thermalNoise(cells, 300) * cells / 0.85;
    assertThat(squares).isCloseTo(sigma * sigma, withinPercentage(3));
  }

  /// 20 uS read for 512 ns at 0.2 V: √(2·k·300 K·20 uS/512 ns) = 0.569 nA, 2.84 nS of conductance.
  @Test
  void johnsonNoiseOfAllCellsThatStayConnected() throws IOException {
    ChipFiles.cell(
        folder, "pcm_8t4r_hermes", "write:", "read: {voltage: 0.2 V, assumed: a test}\nwrite:");
    Chip chip = ChipFiles.chip(folder, "hermes64_natel_2023");
    var read = Objects.requireNonNull(chip.cell().read());
    assertThat(read.thermalNoise(20e-6, 512e-9, 300)).isCloseTo(2.844e-9, within(1e-12));
    Coding coding = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 8, false, 3, 8, false, 8);
    ArrayLayer layer = layer(coding);
    LevelCells cells = cells(chip, layer, THERMAL);
    assertThat(cells.variances()).isNull();
    float[] sums = Objects.requireNonNull(cells.sumVariances());
    double step = Levels.of(chip.cell(), 0).step();
    int columns = 6;
    for (int s = 0; s < sums.length; s++) {
      double siemens = 0;
      for (int k = 0; k < 100; k++) {
        siemens +=
            Math.abs(coding.cell(layer.weights()[k * columns + s % columns], s / columns)) * step;
      }
      double sigma = read.thermalNoise(siemens, 512e-9, 300) / step * 64; // 2^-6 of a step
      assertThat((double) sums[s]).isCloseTo(sigma * sigma, withinPercentage(0.01));
    }
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    assertThat(Effect.of(Chips.byName("hermes64_natel_2023"))).doesNotContain(Effect.THERMAL);
    assertThat(Effect.of(Chips.byName("jia_jssc_2020"))).contains(Effect.THERMAL);
  }
}
