package bitline.money.yield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Worked examples that were computed apart from this code.
class ArrayYieldTest {
  private static final Offset<Double> DIGITS = within(0.0006);

  /// 1 cm² at 0.1 defects a cm², 60 % of it in 256 arrays, cells twice as likely to be hit.
  private static double die(double factor, int spares) {
    double logic = 0.1 * 0.4 * factor;
    double array = 0.1 * 2 * 0.6 / 256 * factor;
    return StrictMath.exp(-logic) * StrictMath.pow(ArrayYield.lines(array, spares), 256);
  }

  @Test
  void oneSpareLineAnArrayLeavesTheLogicAsTheLimit() {
    assertThat(die(1, 0)).isCloseTo(0.852, DIGITS);
    assertThat(die(1, 1)).isCloseTo(0.961, DIGITS);
    assertThat(die(1, 1)).isLessThan(Math.exp(-0.04));
  }

  @Test
  void clusteredDefectsSpareSomeDies() {
    YieldModel clustered = YieldModel.NEGATIVE_BINOMIAL;
    // 0.855 in the example, from a coarser sum: without spare lines it is (1 + 0.16 / 3)^-3
    assertThat(clustered.mean(x -> die(x, 0), 3)).isCloseTo(0.8556625, within(1e-6));
    assertThat(clustered.mean(x -> die(x, 1), 3)).isCloseTo(0.961, DIGITS);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-8, 0, 0.511, 0.0006",
    "1e-8, 1, 0.9991, 0.0003",
    "1e-7, 0, 0.001, 0.0006",
    "1e-7, 1, 0.917, 0.0006",
    "1e-7, 2, 0.9992, 0.0003",
    "1e-6, 2, 0.53, 0.006",
    "1e-6, 4, 0.998, 0.0006",
    "1e-5, 8, 0.65, 0.006"
  })
  void spareColumnsMendFewCells(double fails, int spares, double yield, double digits) {
    double array = ArrayYield.columns(fails, 512, 512, spares);
    assertThat(StrictMath.pow(array, 256)).isCloseTo(yield, within(digits));
  }

  @Test
  void oneCellInTenThousandIsBeyondSpareColumns() {
    assertThat(StrictMath.pow(ArrayYield.columns(1e-4, 512, 512, 16), 256)).isLessThan(1e-9);
  }

  @Test
  void tilesThatCanBeDoneWithout() {
    assertThat(ArrayYield.atLeast(64, 64, 0.99)).isCloseTo(0.526, DIGITS);
    assertThat(ArrayYield.atLeast(64, 66, 0.99)).isCloseTo(0.971, DIGITS);
    assertThat(ArrayYield.atLeast(60, 64, 0.99)).isCloseTo(0.9995, within(0.0001));
  }

  @Test
  void theEndsAreCertain() {
    assertThat(ArrayYield.lines(0, 0)).isEqualTo(1);
    assertThat(ArrayYield.lines(1e6, 3)).isEqualTo(0);
    assertThat(ArrayYield.columns(0, 512, 512, 0)).isEqualTo(1);
    assertThat(ArrayYield.columns(1, 512, 512, 4)).isEqualTo(0);
    assertThat(ArrayYield.atLeast(0, 5, 0)).isEqualTo(1);
    assertThat(ArrayYield.atLeast(5, 5, 1)).isEqualTo(1);
    // 20 of 1000 at 2 %: terms that underflow one by one where they are multiplied
    assertThat(ArrayYield.atLeast(20, 1000, 0.02)).isCloseTo(0.53, within(0.02));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> ArrayYield.lines(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ArrayYield.columns(1.5, 2, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ArrayYield.atLeast(3, 2, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
