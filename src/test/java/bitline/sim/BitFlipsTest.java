package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Keyed;
import bitline.cell.Cell.LowVoltage;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.Gaussian;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitFlipsTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final Chip DIGITAL = Chips.byName("houmo_h30_2023");
  private static final LowVoltage LOWEST = Objects.requireNonNull(DIGITAL.cell().lowVoltage());
  private static final AdcRange RANGE = AdcRange.covering(-1000, 1000, 256);

  private static Conditions at(double volts) {
    return Conditions.IDEAL.with(Set.of(Effect.BIT_FLIPS)).ofChip(11).supplied(volts);
  }

  private static Manufacture made(Chip chip, double volts) {
    return Objects.requireNonNull(Manufacture.of(chip, at(volts), SCALAR));
  }

  /// The whole number that the bits of a weight make after those that flip have flipped, worked out
  /// bit by bit.
  private static int read(ArrayLayer layer, int k, int n, double volts) {
    int columns = layer.unrolling().columns();
    Coding coding = layer.coding();
    int places = coding.weightDigits().size() * columns;
    int weight = layer.weights()[k * columns + n];
    boolean pair = coding.weightCode().subtractsOnBitline();
    int sum = 0;
    for (int device = 0; device < (pair ? 2 : 1); device++) {
      long key = Keyed.bits(11, "lowest supply of layer, device " + device, 0);
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        Digit digit = coding.weightDigits().get(j);
        int cell = coding.cell(weight, j);
        boolean one = device == 0 ? cell > 0 : cell < 0;
        float z = Gaussian.of(key, (long) k * places + j * columns + n);
        boolean flips = LOWEST.mean() + LOWEST.spread() * z > volts;
        sum += (one != flips ? 1 : 0) * digit.weight() * (device == 0 ? 1 : -1);
      }
    }
    return sum - coding.correction();
  }

  /// Sums are those of what the cells read as; zero points and corrections are those of the weights
  /// that were meant, which lie in digital logic.
  @Test
  void aFlippedBitCountsInEverySumOfItsColumn() {
    int[] flipped = new int[1];
    Cases.forAll(
        60,
        random -> {
          Coding.WeightCode code = Coding.WeightCode.values()[random.nextInt(5)];
          Coding coding = Coding.of(code, 8, false, 1, 8, random.nextBoolean(), 1);
          ArrayLayer layer = RandomLayers.matrix(random, 70, 5, coding, RANGE).with(null);
          Tensor x = RandomLayers.inputs(random, layer);
          double volts = 0.4 + 0.04 * 4 * random.nextDouble();
          Tensor meant = LayerRun.by(layer, new ReferenceEngine(layer)).run(x, 3, new Activity());
          Tensor read =
              LayerRun.flipped(layer, SCALAR, made(DIGITAL, volts)).run(x, 3, new Activity());
          for (int n = 0; n < 5; n++) {
            long expected = ((Tensor.Ints) meant).data()[n];
            for (int k = 0; k < 70; k++) {
              int change = read(layer, k, n, volts) - layer.weights()[k * 5 + n];
              expected += (long) change * x.intAt(k);
              flipped[0] += change == 0 ? 0 : 1;
            }
            assertThat((long) ((Tensor.Ints) read).data()[n]).isEqualTo(expected);
          }
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(flipped[0]).isGreaterThan(1000);
    }
  }

  @Test
  void asManyFlipAsTheirSpreadSaysAndMoreAtALowerSupply() {
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);
    ArrayLayer layer =
        RandomLayers.matrix(new SplittableRandom(1), 500, 40, coding, RANGE).with(null);
    boolean[] before = new boolean[8 * layer.weights().length];
    for (double volts : new double[] {0.56, 0.5, 0.46, 0.44, 0.40}) {
      int[] read = made(DIGITAL, volts).read(layer);
      int bits = 0;
      for (int i = 0; i < before.length; i++) {
        boolean flips = ((read[i / 8] ^ layer.weights()[i / 8]) >> i % 8 & 1) == 1;
        assertThat(flips || !before[i]).as("a cell that flipped at a higher supply").isTrue();
        before[i] = flips;
        bits += flips ? 1 : 0;
      }
      double expected = LOWEST.share(volts);
      double slack = 4 * Math.sqrt(expected / before.length) + 1e-5;
      assertThat((double) bits / before.length).isCloseTo(expected, within(slack));
    }
    assertThat(made(DIGITAL, 0.9).read(layer)).isEqualTo(layer.weights());
  }

  /// On an analog array of SRAM a flipped cell puts the charge of the opposite bit on its column.
  @Test
  void analogCellsFlipToo() {
    Chip chip = Chips.byName("generic_analog");
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);
    ArrayLayer layer = RandomLayers.matrix(new SplittableRandom(1), 90, 6, coding, RANGE);
    LevelCells cells = made(chip, 0.42).make(layer, 0).cells();
    for (int i = 0; i < cells.values().length; i++) {
      int n = i % 6;
      int k = i / 48;
      int bit = read(layer, k, n, 0.42) >> i / 6 % 8 & 1;
      assertThat((int) cells.values()[i]).isEqualTo(bit << 8);
    }
  }

  /// Where one layer is asked alone all others are as they were meant.
  @Test
  void oneLayerAlone() {
    Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);
    ArrayLayer layer =
        RandomLayers.matrix(new SplittableRandom(1), 90, 6, coding, RANGE).with(null);
    Conditions other = at(0.4).onlyIn("another");
    int[] read = Objects.requireNonNull(Manufacture.of(DIGITAL, other, SCALAR)).read(layer);
    assertThat(read).isEqualTo(layer.weights());
    Conditions own = at(0.4).onlyIn("layer");
    int[] flipped = Objects.requireNonNull(Manufacture.of(DIGITAL, own, SCALAR)).read(layer);
    assertThat(Arrays.equals(flipped, layer.weights())).isFalse();
  }
}
