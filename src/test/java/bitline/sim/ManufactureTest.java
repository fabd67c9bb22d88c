package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.Repair;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import bitline.tensor.simd.Widths;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManufactureTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final Set<Effect> ALL = EnumSet.allOf(Effect.class);
  private static final Chip HERMES = Chips.byName("hermes64_natel_2023");

  @Test
  void lanesGiveTheBitsOfTheReferenceOnNoisyChips() {
    Map<Integer, Kernels> widths = Widths.all(1);
    int[] different = new int[1];
    Cases.forAll(
        200,
        random -> {
          var drawn = RandomLayers.draw(random, true);
          ArrayLayer layer = drawn.layer();
          int widest = HERMES.core().macro().cell().bits();
          if (layer.coding().weightDigits().stream().anyMatch(digit -> digit.bits() > widest)) {
            return;
          }
          double age = random.nextInt(100_000);
          Conditions made = Conditions.IDEAL.with(ALL).ofChip(random.nextLong()).aged(age);
          long reading = random.nextInt(5);
          Tensor expected = run(layer, SCALAR, made, drawn, reading);
          for (Kernels kernels : widths.values()) {
            assertThat(ints(run(layer, kernels, made, drawn, reading)))
                .as(kernels.reason())
                .isEqualTo(ints(expected));
          }
          Tensor ideal =
              LayerRun.by(layer, new ReferenceEngine(layer))
                  .run(drawn.x(), drawn.zero(), new Activity());
          different[0] += java.util.Arrays.equals(ints(ideal), ints(expected)) ? 0 : 1;
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(different[0]).as("cases in which noise changed a sum").isGreaterThan(50);
    }
  }

  @Test
  void cellsHaveTheSpreadOfTheirDevice() {
    Cases.forAll(
        4,
        random -> {
          ArrayLayer layer = pairs(random);
          Set<Effect> aged = EnumSet.of(Effect.PROGRAMMING, Effect.DRIFT);
          LevelCells cells =
              make(layer, Conditions.IDEAL.with(aged).ofChip(7).aged(86_400)).cells();
          Levels levels = Levels.of(HERMES.core().macro().cell(), 86_400);
          int bits = HERMES.core().macro().cell().bits();
          double unit = 1.0 / (1 << (9 - bits));
          int zeros = 0;
          double sum = 0;
          double squares = 0;
          for (int i = 0; i < cells.values().length; i++) {
            if (digit(layer, i) == 0) {
              double value = cells.values()[i] * unit;
              zeros++;
              sum += value;
              squares += value * value;
            }
          }
          double expected = levels.sigma(0) * Math.sqrt(2);
          assertThat(zeros).isGreaterThan(2000);
          assertThat(sum / zeros).isCloseTo(0, within(0.1 * expected + unit));
          assertThat(Math.sqrt(squares / zeros))
              .isCloseTo(expected, within(0.25 * expected + unit));
        });
  }

  @Test
  void switchingOneEffectOffLeavesTheOthersAsTheyWere() {
    ArrayLayer layer = pairs(new java.util.SplittableRandom(3));
    short[] both = make(layer, with(Effect.PROGRAMMING, Effect.READ_NOISE)).cells().values();
    short[] one = make(layer, with(Effect.PROGRAMMING)).cells().values();
    assertThat(one).isEqualTo(both);
    assertThat(make(layer, with(Effect.PROGRAMMING)).cells().variances()).isNull();
    assertThat(make(layer, with(Effect.PROGRAMMING, Effect.READ_NOISE)).cells().variances())
        .isNotNull();
    short[] other = make(layer, with(Effect.PROGRAMMING).ofChip(1)).cells().values();
    assertThat(other).isNotEqualTo(one);
  }

  /// A stuck cell at the top is far noisier than one at digit 0; in the unit of its variance others
  /// must not vanish.
  @Test
  void oneVeryNoisyCellLeavesTheNoiseOfTheOthers() {
    ArrayLayer layer = pairs(new java.util.SplittableRandom(4));
    LevelCells alone = make(layer, with(Effect.READ_NOISE)).cells();
    LevelCells stuck = make(layer, with(Effect.READ_NOISE, Effect.STUCK)).cells();
    short[] before = Objects.requireNonNull(alone.variances());
    short[] after = Objects.requireNonNull(stuck.variances());
    double noise = 0;
    int same = 0;
    for (int i = 0; i < before.length; i++) {
      double expected = before[i] * (double) alone.varianceUnit();
      if (alone.values()[i] == stuck.values()[i]) {
        double error = after[i] * (double) stuck.varianceUnit() - expected;
        assertThat(Math.abs(error)).isLessThanOrEqualTo(stuck.varianceUnit());
        noise += expected;
        same++;
      }
    }
    assertThat(same).isGreaterThan(before.length * 9 / 10).isLessThan(before.length);
    assertThat((double) stuck.varianceUnit()).isLessThan(noise / same / 20);
  }

  @Test
  void compensationMakesUpForTheMeanDrift() {
    ArrayLayer layer = pairs(new java.util.SplittableRandom(5));
    Set<Effect> effects = EnumSet.of(Effect.DRIFT);
    Conditions old = Conditions.IDEAL.with(effects).aged(1e6);
    double[] none = make(layer, old).gains();
    double[] whole = make(layer, old.compensated(Compensation.LAYER)).gains();
    double[] each = make(layer, old.compensated(Compensation.COLUMN)).gains();
    assertThat(none).containsOnly(1);
    assertThat(whole[0]).isBetween(1.3, 2.2).isEqualTo(whole[1]);
    assertThat(each[0]).isCloseTo(whole[0], within(0.3)).isNotEqualTo(each[1]);
  }

  /// At 85 °C an hour is as long as e^(1.1 eV/k·(1/298 K − 1/358.15 K)) = 1,330 hours at 25 °C.
  @Test
  void heatMakesCellsAgeFaster() {
    Chip neurram = Chips.byName("wan_nature_2022");
    ArrayLayer layer =
        RandomLayers.matrix(
            new java.util.SplittableRandom(3),
            60,
            8,
            Coding.of(Coding.WeightCode.PAIR_OF_ROWS, 4, false, 3, 4, false, 4),
            AdcRange.covering(-1000, 1000, 256));
    Conditions old = with(Effect.DRIFT).aged(60);
    short[] hot = values(neurram, layer, old.at(358.15));
    assertThat(hot).isNotEqualTo(values(neurram, layer, old));
    assertThat(hot).isEqualTo(values(neurram, layer, old.aged(60 * 1330.0)));
    assertThat(neurram.cell().equivalentAge(1, 358.15)).isCloseTo(1330, within(5.0));
  }

  private static short[] values(Chip chip, ArrayLayer layer, Conditions conditions) {
    return Objects.requireNonNull(Manufacture.of(chip, conditions, SCALAR))
        .make(layer, 0)
        .cells()
        .values();
  }

  @Test
  void stuckCellsHoldTheirLevelAndRepairWithoutFaultsChangesNoBit() {
    Cases.forAll(
        60,
        random -> {
          ArrayLayer layer = RandomLayers.draw(random, true).layer();
          int widest = HERMES.core().macro().cell().bits();
          if (layer.coding().weightDigits().stream().anyMatch(digit -> digit.bits() > widest)) {
            return;
          }
          Conditions stuck = with(Effect.STUCK).ofChip(random.nextLong());
          short[] ideal = make(layer, stuck.withFaults(rates(0, 0))).cells().values();
          int one = 1 << (9 - widest);
          for (int i = 0; i < ideal.length; i++) {
            assertThat(ideal[i]).isEqualTo((short) (digit(layer, i) * one));
          }
          for (Repair repair : Repair.values()) {
            short[] repaired =
                make(layer, stuck.withFaults(rates(0, 0)).repaired(repair)).cells().values();
            assertThat(repaired).isEqualTo(ideal);
          }
          short top = (short) (((1 << widest) - 1) * one);
          boolean pair = layer.coding().weightCode().subtractsOnBitline();
          assertThat(make(layer, stuck.withFaults(rates(0, 1))).cells().values())
              .containsOnly(pair ? 0 : top);
          assertThat(make(layer, stuck.withFaults(rates(1, 0))).cells().values()).containsOnly(0);
        });
  }

  @Test
  void remappingLeavesDigitsNearerToWhatWasMeant() {
    var coding = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 8, false, 3, 8, false, 8);
    ArrayLayer layer =
        RandomLayers.matrix(
            new java.util.SplittableRandom(8), 120, 20, coding, AdcRange.covering(-999, 999, 256));
    Conditions stuck = with(Effect.STUCK).withFaults(rates(0.02, 0.02));
    short[] ideal = make(layer, with(Effect.STUCK).withFaults(rates(0, 0))).cells().values();
    long[] harm = new long[Repair.values().length];
    for (Repair repair : Repair.values()) {
      short[] values = make(layer, stuck.repaired(repair)).cells().values();
      for (int i = 0; i < values.length; i++) {
        int weight = coding.weightDigits().get(i / 20 % 3).weight();
        harm[repair.ordinal()] += (long) weight * Math.abs(values[i] - ideal[i]);
      }
    }
    assertThat(harm[Repair.SPARES.ordinal()]).isEqualTo(harm[Repair.NONE.ordinal()]);
    assertThat(harm[Repair.ROWS.ordinal()]).isLessThan(harm[Repair.NONE.ordinal()]);
    assertThat(harm[Repair.REMAP.ordinal()]).isLessThan(harm[Repair.ROWS.ordinal()]);
    assertThat(harm[Repair.BOTH.ordinal()]).isEqualTo(harm[Repair.REMAP.ordinal()]);
  }

  private static FaultSource rates(double off, double on) {
    return new FaultSource.Rates(new Cell.Stuck(off, on));
  }

  @Test
  void aDigitalChipIsAsItIsMeant() {
    Chip digital = Chips.byName("houmo_h30_2023");
    assertThat(Manufacture.of(digital, Conditions.IDEAL.with(Set.of(Effect.DRIFT)), SCALAR))
        .isNull();
    assertThat(Manufacture.of(HERMES, Conditions.IDEAL, SCALAR)).isNull();
  }

  private static Conditions with(Effect first, Effect... more) {
    return Conditions.IDEAL.with(EnumSet.of(first, more));
  }

  private static Manufacture.Made make(ArrayLayer layer, Conditions conditions) {
    return Objects.requireNonNull(Manufacture.of(HERMES, conditions, SCALAR)).make(layer, 0);
  }

  private static Tensor run(
      ArrayLayer layer,
      Kernels kernels,
      Conditions conditions,
      RandomLayers.Case drawn,
      long reading) {
    Manufacture manufacture = Manufacture.of(HERMES, conditions, kernels);
    return LayerRun.manufactured(layer, kernels, Objects.requireNonNull(manufacture))
        .run(drawn.x(), drawn.zero(), reading, new Activity());
  }

  /// The digit that a cell of the first matrix was meant to hold.
  private static int digit(ArrayLayer layer, int cell) {
    int columns = layer.unrolling().columns();
    int digits = layer.coding().weightDigits().size();
    int n = cell % columns;
    int j = cell / columns % digits;
    int k = cell / columns / digits;
    return layer.coding().cell(layer.weights()[k * columns + n], j);
  }

  /// A large matrix of small weights on pairs of HERMES' cells.
  private static ArrayLayer pairs(java.util.random.RandomGenerator random) {
    var coding = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 8, false, 3, 8, false, 8);
    return RandomLayers.matrix(random, 128, 24, coding, AdcRange.covering(-1000, 1000, 256));
  }

  private static int[] ints(Tensor tensor) {
    return ((Tensor.Ints) tensor).data();
  }
}
