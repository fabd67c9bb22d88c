package bitline.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.RandomChips;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.Pair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DefectsTest {
  private static final Defects.Extent ALL_KINDS =
      new Defects.Extent(0.5, 0.2, 0.2, 0.1, 1.5, 0.5, 0.2);

  private static Chip chip(Array array, int sets) {
    return RandomChips.of(array, sets, 1, 1, 3, 4, Medium.RRAM, false);
  }

  /// A chip of any size, pairs in a cell or not, with up to three spare lines a direction.
  private static Chip any(RandomGenerator random) {
    boolean pair = random.nextBoolean();
    Array array =
        new Array(
            random.nextInt(1, 30),
            random.nextInt(1, 30),
            1,
            pair ? Encoding.DIFFERENTIAL_PAIR : Encoding.TWOS_COMPLEMENT,
            pair ? Pair.CELL : null,
            List.of(4),
            List.of(4),
            true,
            random.nextInt(4),
            random.nextInt(4));
    return chip(array, random.nextInt(1, 3));
  }

  private static Defects any(RandomGenerator random, Chip chip) {
    double mean = random.nextDouble() * 6;
    double clustering = random.nextBoolean() ? Double.POSITIVE_INFINITY : 1 + random.nextInt(4);
    Defects.Extent extent = random.nextBoolean() ? Defects.Extent.singleCells() : ALL_KINDS;
    assertThat(chip.arrays()).isPositive();
    return new Defects(mean, clustering, extent);
  }

  @Test
  void whatIsCountedIsWhatARunMeets() {
    int[] whole = new int[3];
    Cases.forAll(
        600,
        random -> {
          Chip chip = any(random);
          Defects defects = any(random, chip);
          long number = random.nextInt(1000);
          FaultSource source = new FaultSource.Defective(defects, new FaultSource.Fine());
          DefectiveChip counted = new DefectiveChip(chip, number, defects);
          Set<DefectiveChip.Place> hit = new HashSet<>(counted.hit());
          for (int array = 0; array < chip.arrays(); array++) {
            for (int set = 0; set < chip.macro().weightSets(); set++) {
              ArrayFaults met = source.of(chip, number, array, set);
              DefectiveChip.Place place = new DefectiveChip.Place(array, set);
              long faulty = met.count(Stuck.OFF) + met.count(Stuck.ON);
              assertThat(hit.contains(place)).isEqualTo(faulty > 0);
              Spares spares = Spares.of(chip.array(), met);
              RepairedArray bare = new RepairedArray(met, Spares.none(chip.array(), met));
              assertThat(counted.bare(place)).isEqualTo(bare.stuck() == 0);
              assertThat(counted.whole(place)).isEqualTo(spares.left() == 0);
              assertThat(counted.repaired(place))
                  .isEqualTo(new DefectiveChip.Repaired(faulty, bare.stuck(), spares.left()));
              whole[bare.stuck() == 0 ? 0 : spares.left() == 0 ? 1 : 2]++;
            }
          }
        });
    if (Long.getLong("cases.seed") == null) {
      for (int count : whole) {
        assertThat(count).as("whole, repaired, or beyond repair").isGreaterThan(200);
      }
    }
  }

  @Test
  void defectsOfALowerDensityAreAmongThoseOfAHigherOne() {
    Cases.forAll(
        200,
        random -> {
          Chip chip = any(random).withSpares(0, 0, null);
          double mean = 4 * random.nextDouble();
          ArrayFaults few = of(new Defects(mean, 2, Defects.Extent.singleCells()), chip);
          ArrayFaults many = of(new Defects(2 * mean, 2, Defects.Extent.singleCells()), chip);
          forEachStuck(few, (row, column) -> assertThat(many.both(row, column)).isNotZero());
        });
  }

  @Test
  void spareLinesMoveNoDefectOfTheArrayAndThoseOfTwoAreAmongThoseOfThree() {
    Cases.forAll(
        200,
        random -> {
          Chip chip = any(random);
          Defects defects = new Defects(5 * random.nextDouble(), 3, ALL_KINDS);
          ArrayFaults without = of(defects, chip.withSpares(0, 0, null));
          ArrayFaults two = of(defects, chip.withSpares(0, 2, null));
          ArrayFaults three = of(defects, chip.withSpares(0, 3, null));
          forEachStuck(without, (row, column) -> assertThat(two.both(row, column)).isNotZero());
          forEachStuck(two, (row, column) -> assertThat(three.both(row, column)).isNotZero());
        });
  }

  @FunctionalInterface
  private interface Cell {
    void at(int row, int column);
  }

  private static void forEachStuck(ArrayFaults faults, Cell cell) {
    for (int row = 0; row < faults.rows(); row++) {
      for (int column = 0; column < faults.columns(); column++) {
        if (faults.both(row, column) != 0) {
          cell.at(row, column);
        }
      }
    }
  }

  private static ArrayFaults of(Defects defects, Chip chip) {
    return new FaultSource.Defective(defects, new FaultSource.Fine()).of(chip, 11, 0, 0);
  }

  @Test
  void theirNumberHasMeanAndVarianceOfTheNegativeBinomial() {
    double mean = 0.8;
    double clustering = 2;
    Defects defects = new Defects(mean, clustering, ALL_KINDS);
    Array array = FaultCases.array(64, 32, 4, 2);
    // spare lines have as many for their area
    double all = mean * (1 + 4 / 64.0 + 2 / 32.0);
    int chips = 20_000;
    double sum = 0;
    double squares = 0;
    for (int number = 0; number < chips; number++) {
      double count = defects.of(array, number, defects.factor(number), 1, 0).size();
      sum += count;
      squares += count * count;
    }
    double found = sum / chips;
    double variance = all + all * all / clustering;
    assertThat(found).isCloseTo(all, within(4 * Math.sqrt(variance / chips)));
    assertThat(squares / chips - found * found).isCloseTo(variance, within(0.06 * variance));
  }

  @Test
  void shareOfEachKindIsWhatWasAsked() {
    Array array = FaultCases.array(64, 32, 0, 0);
    int[] kinds = new int[Defect.Kind.values().length];
    int on = 0;
    int lines = 0;
    int all = 0;
    Defects defects = new Defects(10, Double.POSITIVE_INFINITY, ALL_KINDS);
    for (int at = 0; at < 2000; at++) {
      for (Defect defect : defects.of(array, 3, 1, at, 0)) {
        kinds[defect.kind().ordinal()]++;
        boolean line = defect.kind().compareTo(Defect.Kind.ROW) >= 0;
        lines += line ? 1 : 0;
        on += line && defect.stuck() == Stuck.ON ? 1 : 0;
        all++;
      }
    }
    assertThat((double) kinds[Defect.Kind.CELL.ordinal()] / all).isCloseTo(0.5, within(0.015));
    assertThat((double) kinds[Defect.Kind.CLUSTER.ordinal()] / all).isCloseTo(0.1, within(0.01));
    assertThat((double) kinds[Defect.Kind.ROW.ordinal()] / all).isCloseTo(0.2, within(0.013));
    assertThat((double) kinds[Defect.Kind.COLUMN.ordinal()] / all).isCloseTo(0.2, within(0.013));
    assertThat((double) on / lines).isCloseTo(0.2, within(0.02));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Defects(-1, 3, ALL_KINDS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Defects(1, 0, ALL_KINDS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Defects.Extent(0.5, 0.5, 0.5, 0, 1, 0.5, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
