package bitline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTest {
  private static final int DRAWS = 40_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 3, 40})
  void meanVarianceAndSkewAreThoseOfTheDistribution(double shape) {
    double[] drawn = new double[DRAWS];
    double mean = 0;
    for (int i = 0; i < DRAWS; i++) {
      drawn[i] = Gamma.drawn(5, "test", i, shape);
      assertThat(drawn[i]).isPositive();
      mean += drawn[i] / DRAWS;
    }
    double second = 0;
    double third = 0;
    for (double x : drawn) {
      second += (x - mean) * (x - mean) / DRAWS;
      third += (x - mean) * (x - mean) * (x - mean) / DRAWS;
    }
    // Central moments are k, k, 2k; the fourth is 3k² + 6k.
    assertThat(mean).isCloseTo(shape, within(4 * Math.sqrt(shape / DRAWS)));
    double ofVariance = Math.sqrt((2 * shape * shape + 6 * shape) / DRAWS);
    assertThat(second).isCloseTo(shape, within(4 * ofVariance));
    assertThat(third / Math.pow(second, 1.5)).isCloseTo(2 / Math.sqrt(shape), within(0.35));
  }

  @Test
  void aShapeOfOneIsTheExponentialDistribution() {
    for (double least : new double[] {0.1, 0.7, 2, 4}) {
      int above = 0;
      for (int i = 0; i < DRAWS; i++) {
        above += Gamma.drawn(1, "test", i, 1) > least ? 1 : 0;
      }
      double expected = Math.exp(-least);
      double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
      assertThat((double) above / DRAWS).isCloseTo(expected, within(4 * deviation));
    }
  }

  @Test
  void whatIsDrawnIsAFunctionOfTheKey() {
    assertThat(Gamma.drawn(7, "a", 3, 2.5)).isEqualTo(Gamma.drawn(7, "a", 3, 2.5));
    assertThat(Gamma.drawn(7, "a", 3, 2.5)).isNotEqualTo(Gamma.drawn(8, "a", 3, 2.5));
    assertThatThrownBy(() -> Gamma.drawn(0, "a", 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
