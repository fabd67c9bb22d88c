package bitline.forecast.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IndexTest {
  /// Two goods: 3 of the first at 1 and 4 of the second at 2 become 5 at 2 and 3 at 3.
  ///
  ///     Laspeyres  (2·3 + 3·4) / (1·3 + 2·4) = 18 / 11
  ///     Paasche    (2·5 + 3·3) / (1·5 + 2·3) = 19 / 11
  ///     Fisher     √(18 · 19) / 11 = 1.681205…
  ///     shares     3/11, 8/11 before; 10/19, 9/19 after
  ///     Törnqvist  2^(½(3/11 + 10/19)) · 1.5^(½(8/11 + 9/19)) = 1.682…
  private static final double[] PRICES = {1, 2};

  private static final double[] LATER = {2, 3};
  private static final double[] AMOUNTS = {3, 4};
  private static final double[] LATER_AMOUNTS = {5, 3};

  @Test
  void pricesAndAmountsOfTwoGoods() {
    double[] before = Index.shares(PRICES, AMOUNTS);
    double[] after = Index.shares(LATER, LATER_AMOUNTS);
    assertThat(before).containsExactly(3 / 11.0, 8 / 11.0);
    assertThat(Index.laspeyres(PRICES, LATER, before)).isCloseTo(18 / 11.0, within(1e-12));
    assertThat(Index.paasche(PRICES, LATER, after)).isCloseTo(19 / 11.0, within(1e-12));
    assertThat(Index.fisher(PRICES, LATER, before, after))
        .isCloseTo(Math.sqrt(18 * 19) / 11, within(1e-12));
    double byHand =
        Math.pow(2, (3 / 11.0 + 10 / 19.0) / 2) * Math.pow(1.5, (8 / 11.0 + 9 / 19.0) / 2);
    assertThat(Index.tornqvist(PRICES, LATER, before, after)).isCloseTo(byHand, within(1e-12));
  }

  @Test
  void pricesTimesAmountsAreValues() {
    double[] before = Index.shares(PRICES, AMOUNTS);
    double[] after = Index.shares(LATER, LATER_AMOUNTS);
    double values = (2 * 5 + 3 * 3) / 11.0;
    assertThat(
            Index.fisher(PRICES, LATER, before, after)
                * Index.fisher(AMOUNTS, LATER_AMOUNTS, before, after))
        .isCloseTo(values, within(1e-12));
  }

  @Test
  void nothingChangesAndAllChangeAlike() {
    Cases.forAll(
        200,
        random -> {
          double[] amounts = positive(random, 5);
          double[] shares = shares(random, 5);
          double[] other = shares(random, 5);
          double factor = Math.exp(4 * random.nextDouble() - 2);
          double[] scaled = amounts.clone();
          for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
          }
          assertThat(Index.tornqvist(amounts, amounts, shares, other)).isCloseTo(1, within(1e-12));
          assertThat(Index.fisher(amounts, amounts, shares, other)).isCloseTo(1, within(1e-12));
          assertThat(Index.tornqvist(amounts, scaled, shares, other) / factor)
              .isCloseTo(1, within(1e-12));
          assertThat(Index.fisher(amounts, scaled, shares, other) / factor)
              .isCloseTo(1, within(1e-12));
        });
  }

  @Test
  void backwardsIsOneOverForwards() {
    Cases.forAll(
        200,
        random -> {
          double[] before = positive(random, 4);
          double[] after = positive(random, 4);
          double[] then = shares(random, 4);
          double[] now = shares(random, 4);
          assertThat(
                  Index.fisher(before, after, then, now) * Index.fisher(after, before, now, then))
              .isCloseTo(1, within(1e-12));
          assertThat(
                  Index.tornqvist(before, after, then, now)
                      * Index.tornqvist(after, before, now, then))
              .isCloseTo(1, within(1e-12));
        });
  }

  /// Laspeyres and Paasche are an arithmetic and a harmonic mean, so all lie in this order when
  /// shares stay; Törnqvist is then the geometric mean, exact for Cobb-Douglas.
  @Test
  void withSharesThatStayTornqvistIsTheGeometricMean() {
    Cases.forAll(
        200,
        random -> {
          double[] before = positive(random, 3);
          double[] after = positive(random, 3);
          double[] shares = shares(random, 3);
          double geometric = 1;
          for (int i = 0; i < 3; i++) {
            geometric *= Math.pow(after[i] / before[i], shares[i]);
          }
          assertThat(Index.tornqvist(before, after, shares) / geometric).isCloseTo(1, within(1e-9));
          double laspeyres = Index.laspeyres(before, after, shares);
          double paasche = Index.paasche(before, after, shares);
          assertThat(Index.fisher(before, after, shares)).isBetween(paasche, laspeyres);
          assertThat(geometric).isBetween(paasche * (1 - 1e-12), laspeyres * (1 + 1e-12));
        });
  }

  @Test
  void sharesThatAreNoneAreRefused() {
    double[] half = {0.5, 0.6};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Index.tornqvist(PRICES, LATER, half))
        .withMessageContaining("sum to 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Index.fisher(new double[] {0, 1}, LATER, new double[] {0.5, 0.5}))
        .withMessageContaining("above 0");
  }

  private static double[] positive(RandomGenerator random, int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = Math.exp(6 * random.nextDouble() - 3);
    }
    return out;
  }

  private static double[] shares(RandomGenerator random, int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return Index.shares(positive(random, n), ones);
  }
}
