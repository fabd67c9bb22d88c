package bitline.sim.manufacture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Keyed;
import bitline.cell.Levels;
import bitline.cell.Telegraph;
import bitline.chip.Chip;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.sim.RandomLayers;
import bitline.tensor.Gaussian;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelegraphNoiseTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final int ROWS = 200;
  private static final int COLUMNS = 10;

  @TempDir Path folder;

  /// Pairs of two-bit cells of which three tenths have a trap.
  private Chip chip() throws IOException {
    return ChipFiles.chip(
        folder, "wan_nature_2022", "cell: rram_1t1r_neurram", "cell: rram_1t1r_milo");
  }

  private static ArrayLayer layer() {
    Coding coding = Coding.of(Coding.WeightCode.PAIR_OF_ROWS, 4, false, 2, 4, false, 4);
    return RandomLayers.matrix(
        new SplittableRandom(4), ROWS, COLUMNS, coding, AdcRange.covering(-900, 900, 1024));
  }

  private static Worth worth(Chip chip, ArrayLayer layer) {
    Conditions conditions = Conditions.IDEAL.with(Set.of(Effect.TELEGRAPH)).ofChip(3);
    Levels levels = Levels.of(chip.cell(), 0);
    return new Devices(conditions, chip, levels, levels, SCALAR, layer, 0, false, true, null)
        .draw(layer.rowGroups().getFirst());
  }

  @Test
  void eachCellHasTheMeanAndVarianceOfItsOwnTwoLevels() throws IOException {
    Chip chip = chip();
    ArrayLayer layer = layer();
    Worth worth = worth(chip, layer);
    Telegraph telegraph = Objects.requireNonNull(chip.cell().telegraph());
    long trap = Keyed.bits(3, "trap of layer, device 0", 0);
    long amplitude = Keyed.bits(3, "trap amplitude of layer, device 0", 0);
    long occupancy = Keyed.bits(3, "trap occupancy of layer, device 0", 0);
    double off = 50.0 / (175.0 / 3); // what digit 0 conducts, in steps of 58.3 uS
    int trapped = 0;
    for (int i = 0; i < worth.value().length; i++) {
      int k = i / worth.places();
      int place = i % worth.places();
      int digit =
          Math.max(
              0,
              layer.coding().cell(layer.weights()[k * COLUMNS + place % COLUMNS], place / COLUMNS));
      boolean has = Gaussian.of(trap, i) > 0.5244005; // the normal number that 30 % exceed
      trapped += has ? 1 : 0;
      double delta = has ? 0.01 * Math.exp(0.8 * Gaussian.of(amplitude, i)) * (digit + off) : 0;
      double p = 1 / (1 + Math.exp(-2 * Gaussian.of(occupancy, i)));
      assertThat(worth.value()[i]).isCloseTo(digit - p * delta, within(1e-6));
      assertThat(worth.fresh()[i]).isCloseTo(worth.value()[i], within(1e-12));
      assertThat(worth.variance()[i]).isCloseTo(p * (1 - p) * delta * delta, within(1e-7));
    }
    assertThat((double) trapped / worth.value().length).isCloseTo(telegraph.share(), within(0.02));
  }

  /// Traps read one by one, each filled or empty, against the one normal number that stands for all
  /// of them.
  @Test
  void aSumHasTheMeanAndVarianceOfItsTraps() throws IOException {
    Chip chip = chip();
    ArrayLayer layer = layer();
    Worth worth = worth(chip, layer);
    int sums = worth.places();
    SplittableRandom random = new SplittableRandom(1);
    for (int s = 0; s < sums; s += 7) {
      double mean = 0;
      double variance = 0;
      for (int k = 0; k < ROWS; k++) {
        mean += worth.value()[k * sums + s];
        variance += worth.variance()[k * sums + s];
      }
      int reads = 20_000;
      double total = 0;
      double squares = 0;
      for (int read = 0; read < reads; read++) {
        double sum = 0;
        for (int k = 0; k < ROWS; k++) {
          sum += read(worth, layer, chip, k * sums + s, random) - worth.value()[k * sums + s];
        }
        total += sum;
        squares += sum * sum;
      }
      double spread = Math.sqrt(variance);
      assertThat(mean + total / reads).isCloseTo(mean, within(5 * spread / Math.sqrt(reads)));
      assertThat(squares / reads).isCloseTo(variance, within(0.06 * variance));
    }
  }

  /// One cell, its trap as chance has it: what it would be without, less what a filled trap takes.
  private static double read(
      Worth worth, ArrayLayer layer, Chip chip, int i, SplittableRandom random) {
    if (worth.variance()[i] == 0) {
      return worth.value()[i];
    }
    Telegraph telegraph = Objects.requireNonNull(chip.cell().telegraph());
    int place = i % worth.places();
    int weight = layer.weights()[i / worth.places() * COLUMNS + place % COLUMNS];
    double empty = Math.max(0, layer.coding().cell(weight, place / COLUMNS));
    long key = Keyed.bits(3, "trap occupancy of layer, device 0", 0);
    double p = telegraph.occupancy(Gaussian.of(key, i));
    return random.nextDouble() < p ? empty - (empty - worth.value()[i]) / p : empty;
  }

  /// How far the normal distribution is from that of few traps: the largest difference of the two
  /// distribution functions, for equal traps that are filled half of the time.
  @Test
  void fewTrapsAreFartherFromNormalThanMany() {
    assertThat(distance(1)).isCloseTo(0.341, within(0.001));
    assertThat(distance(4)).isCloseTo(0.1875, within(0.001));
    assertThat(distance(16)).isCloseTo(0.098, within(0.001));
    assertThat(distance(64)).isCloseTo(0.0497, within(0.001));
  }

  private static double distance(int traps) {
    double[] share = {1};
    for (int n = 0; n < traps; n++) {
      double[] more = new double[share.length + 1];
      for (int i = 0; i < share.length; i++) {
        more[i] += share[i] / 2;
        more[i + 1] += share[i] / 2;
      }
      share = more;
    }
    double below = 0;
    double most = 0;
    for (int filled = 0; filled <= traps; filled++) {
      double normal = below((filled - traps / 2.0) / Math.sqrt(traps / 4.0));
      most = Math.max(most, Math.abs(normal - below));
      below += share[filled];
      most = Math.max(most, Math.abs(normal - below));
    }
    return most;
  }

  /// The standard normal distribution function, by Simpson's rule.
  private static double below(double x) {
    int steps = 2000;
    double width = (x + 9) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double t = -9 + i * width;
      sum += Math.exp(-t * t / 2) * (i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4);
    }
    return sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void theMatrixHoldsTheVarianceOfItsColumns() throws IOException {
    Chip chip = chip();
    ArrayLayer layer = layer();
    Conditions conditions = Conditions.IDEAL.with(Set.of(Effect.TELEGRAPH)).ofChip(3);
    LevelCells cells =
        Objects.requireNonNull(Manufacture.of(chip, conditions, SCALAR)).make(layer, 0).cells();
    Levels levels = Levels.of(chip.cell(), 0);
    Worth negative =
        new Devices(conditions, chip, levels, levels, SCALAR, layer, 0, true, true, null)
            .draw(layer.rowGroups().getFirst());
    Worth positive = worth(chip, layer);
    short[] made = Objects.requireNonNull(cells.variances());
    for (int s = 0; s < positive.places(); s++) {
      double exact = 0;
      double held = 0;
      for (int i = s; i < made.length; i += positive.places()) {
        exact += positive.variance()[i] + negative.variance()[i];
        held += made[i] * cells.varianceUnit() / (1 << 14); // cells of two bits: 2^-7 of a step
      }
      assertThat(held).isCloseTo(exact, within(0.01 * exact));
    }
  }
}
