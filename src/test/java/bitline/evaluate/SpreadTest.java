package bitline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  /// Tables of Student's t, two-sided 95 %.
  @Test
  void studentsQuantilesAreThoseOfTheTables() {
    double[][] table = {
      {1, 12.706},
      {2, 4.303},
      {3, 3.182},
      {4, 2.776},
      {9, 2.262},
      {19, 2.093},
      {30, 2.042},
      {120, 1.980}
    };
    for (double[] row : table) {
      assertThat(Spread.student((int) row[0])).as("%s", row[0]).isCloseTo(row[1], within(6e-4));
    }
    assertThat(Spread.student(100_000)).isCloseTo(1.95996, within(3e-5));
  }

  @Test
  void aSampleOfFive() {
    Spread spread = Spread.of(List.of(0.9, 0.8, 1.0, 0.7, 0.85));
    assertThat(spread.mean()).isCloseTo(0.85, within(1e-12));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(0.05 / 4), within(1e-12));
    double half = 2.7764 * Math.sqrt(0.05 / 4 / 5);
    assertThat(spread.low()).isCloseTo(0.85 - half, within(1e-4));
    assertThat(spread.high()).isCloseTo(0.85 + half, within(1e-4));
    assertThat(spread.least()).isEqualTo(0.7);
    assertThat(spread.greatest()).isEqualTo(1.0);
  }

  /// Wilson's limits for 0, 8 and 10 of 10, as R's `prop.test(…, correct = FALSE)` gives them.
  @Test
  void wilsonsLimits() {
    List<Double> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(i / 10.0);
    }
    share(Spread.atLeast(ten, 2), 0, 0, 0.2775);
    share(Spread.atLeast(ten, 0.2), 8, 0.4902, 0.9433);
    share(Spread.atLeast(ten, 0), 10, 0.7225, 1);
  }

  private static void share(Share share, int passed, double low, double high) {
    assertThat(share.passed()).isEqualTo(passed);
    assertThat(share.low()).isCloseTo(low, within(5e-5));
    assertThat(share.high()).isCloseTo(high, within(5e-5));
  }

  /// What 95 % means: of many samples of a known normal distribution about 95 % catch its mean.
  @Test
  void theIntervalCatchesTheMeanInNineteenOfTwentySamples() {
    int samples = 4000;
    int caught = 0;
    for (int s = 0; s < samples; s++) {
      List<Double> figures = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        figures.add(3 + 2 * bitline.base.Normal.drawn(7, "spread", 5L * s + i));
      }
      Spread spread = Spread.of(figures);
      caught += spread.low() <= 3 && 3 <= spread.high() ? 1 : 0;
    }
    // four standard errors of a share of 4000
    assertThat((double) caught / samples).isCloseTo(0.95, within(0.014));
  }

  @Test
  void orderDoesNotMatterToExtremesAndEqualFiguresHaveNoSpread() {
    Cases.forAll(
        50,
        random -> {
          List<Double> figures = new ArrayList<>();
          int n = 2 + random.nextInt(20);
          for (int i = 0; i < n; i++) {
            figures.add(random.nextDouble());
          }
          Spread spread = Spread.of(figures);
          assertThat(spread.mean()).isBetween(spread.low(), spread.high());
          assertThat(spread.mean()).isBetween(spread.least(), spread.greatest());
          Spread equal = Spread.of(Collections.nCopies(n, figures.getFirst()));
          assertThat(equal.deviation()).isZero();
          assertThat(equal.low()).isEqualTo(figures.getFirst());
          assertThat(equal.high()).isEqualTo(figures.getFirst());
        });
  }

  @Test
  void oneChipHasNoIntervalAndNoneHasNoSpread() {
    assertThat(Spread.of(List.of(0.5)).low()).isNaN();
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
