package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Intervals are as wide as the assumptions make them.
class UncertaintyTest {
  /// A product of one factor: the spread of a log-normal variable is known.
  @Test
  void oneFactorGivesItsOwnSpread() {
    Uncertainty one = Uncertainty.of(f -> new double[] {3 * f.of(Assumption.SAR_ENERGY), 5}, 4000);
    double spread = Math.hypot(Assumption.SAR_ENERGY.spread(), Uncertainty.LEFT_OUT);
    Interval interval = one.intervals().getFirst();
    assertThat(interval.middle()).isEqualTo(3);
    assertThat(interval.spread()).isCloseTo(spread, within(0.04 * spread));
    assertThat(one.intervals().get(1).spread())
        .isCloseTo(Uncertainty.LEFT_OUT, within(0.04 * Uncertainty.LEFT_OUT));
    assertThat(one.causes()).hasSize(1);
    Uncertainty.Cause cause = one.causes().getFirst();
    assertThat(cause.high().getFirst() / 3).isCloseTo(cause.factor(), within(1e-12));
    assertThat(cause.low().getFirst() * cause.factor()).isCloseTo(3, within(1e-12));
    assertThat(one.causes(1)).isEmpty();
  }

  /// Of a sum the larger and less known summand matters most; a sum is surer than its parts.
  @Test
  void causesComeInTheirOrder() {
    Uncertainty sum =
        Uncertainty.of(
            f -> {
              double a = 2 * f.of(Assumption.SAR_ENERGY);
              double b = 3 * f.of(Assumption.WIRE_ENERGY);
              double c = 0.1 * f.of(Assumption.LEAKAGE);
              return new double[] {a + b + c, 1 / (a + b + c)};
            },
            2000);
    List<Assumption> order = sum.causes(0).stream().map(Uncertainty.Cause::assumption).toList();
    assertThat(order)
        .containsExactly(Assumption.SAR_ENERGY, Assumption.WIRE_ENERGY, Assumption.LEAKAGE);
    assertThat(sum.causes(1).getFirst().low().get(1))
        .isGreaterThan(sum.causes(1).getFirst().high().get(1));
    assertThat(sum.intervals().getFirst().spread())
        .isLessThan(Math.hypot(Assumption.SAR_ENERGY.spread(), Uncertainty.LEFT_OUT));
    assertThat(sum)
        .isEqualTo(
            Uncertainty.of(
                f -> {
                  double a = 2 * f.of(Assumption.SAR_ENERGY);
                  double b = 3 * f.of(Assumption.WIRE_ENERGY);
                  double c = 0.1 * f.of(Assumption.LEAKAGE);
                  return new double[] {a + b + c, 1 / (a + b + c)};
                },
                2000));
  }
}
