package bitline.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.chip.Array;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparesTest {
  @Test
  void anArrayIsMadeWholeExactlyWhereAnyChoiceOfLinesCouldMakeIt() {
    int[] whole = new int[2];
    Cases.forAll(
        400,
        random -> {
          Array array = tiny(random);
          ArrayFaults faults = FaultCases.strewn(random, array, 0.25 * random.nextDouble(), false);
          Spares spares = Spares.of(array, faults);
          long best = fewestLeft(array, faults);
          assertThat(spares.left() == 0).isEqualTo(best == 0);
          assertThat(spares.left()).isGreaterThanOrEqualTo(best);
          assertThat(spares.left()).isLessThanOrEqualTo(Spares.none(array, faults).left());
          whole[best == 0 ? 0 : 1]++;
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(whole[0]).as("arrays that can be made whole").isGreaterThan(100);
      assertThat(whole[1]).as("arrays that cannot").isGreaterThan(100);
    }
  }

  @Test
  void eachSpareLineStandsInForOneLineAtMostAndFaultsAreCountedBehindThem() {
    Cases.forAll(
        300,
        random -> {
          Array array = tiny(random);
          ArrayFaults faults = FaultCases.strewn(random, array, random.nextDouble(), true);
          Spares spares = Spares.of(array, faults);
          assertThat(Arrays.stream(spares.rowAt()).distinct().count()).isEqualTo(array.rows());
          assertThat(Arrays.stream(spares.columnAt()).distinct().count())
              .isEqualTo(array.columns());
          assertThat(moved(spares.rowAt())).isEqualTo(spares.rows());
          assertThat(moved(spares.columnAt())).isEqualTo(spares.columns());
          assertThat(left(faults, spares.rowAt(), spares.columnAt())).isEqualTo(spares.left());
          assertThat(spares.left()).isLessThanOrEqualTo(Spares.none(array, faults).left());
        });
  }

  @Test
  void anArrayWithoutFaultsKeepsItsLines() {
    Array array = FaultCases.array(5, 7, 2, 3);
    Spares spares = Spares.of(array, new ArrayFaults(array));
    assertThat(spares.rowAt()).isEqualTo(IntStream.range(0, 5).toArray());
    assertThat(spares.columnAt()).isEqualTo(IntStream.range(0, 7).toArray());
    assertThat(spares.rows() + spares.columns()).isZero();
  }

  private static Array tiny(RandomGenerator random) {
    return FaultCases.array(
        random.nextInt(2, 8), random.nextInt(2, 8), random.nextInt(3), random.nextInt(3));
  }

  private static long moved(int[] at) {
    return IntStream.range(0, at.length).filter(i -> at[i] != i).count();
  }

  private static long left(ArrayFaults faults, int[] rowAt, int[] columnAt) {
    long left = 0;
    for (int row : rowAt) {
      for (int column : columnAt) {
        left += faults.device(row, column, 0) == Stuck.FINE ? 0 : 1;
      }
    }
    return left;
  }

  /// Every choice of at most as many lines as there are spare ones, which are free of faults.
  private static long fewestLeft(Array array, ArrayFaults faults) {
    long best = Long.MAX_VALUE;
    for (int rows = 0; rows < 1 << array.rows(); rows++) {
      for (int columns = 0; columns < 1 << array.columns(); columns++) {
        if (Integer.bitCount(rows) > array.spareRows()
            || Integer.bitCount(columns) > array.spareColumns()) {
          continue;
        }
        long left = 0;
        for (int row = 0; row < array.rows(); row++) {
          for (int column = 0; column < array.columns(); column++) {
            boolean replaced = (rows >> row & 1) == 1 || (columns >> column & 1) == 1;
            left += replaced || faults.device(row, column, 0) == Stuck.FINE ? 0 : 1;
          }
        }
        best = Math.min(best, left);
      }
    }
    return best;
  }
}
