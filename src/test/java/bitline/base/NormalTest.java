package bitline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class NormalTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal ROOT_OF_TWO_PI =
      new BigDecimal("2.50662827463100050241576528481104525300698674060993831662992357");

  @Test
  void knownQuantiles() {
    assertThat(Normal.quantile(0.5)).isZero();
    assertThat(Normal.quantile(0.975)).isEqualTo(1.959963984540054, within(1e-15));
    assertThat(Normal.quantile(0.99)).isEqualTo(2.3263478740408408, within(1e-15));
    // the paper's own check values
    assertThat(Normal.quantile(0.25)).isEqualTo(-0.6744897501960817, within(1e-16));
    assertThat(Normal.quantile(0.001)).isEqualTo(-3.090232306167814, within(3e-15));
    assertThat(Normal.quantile(1e-20)).isEqualTo(-9.262340089798408, within(1e-14));
  }

  /// The distribution function, summed with sixty digits, gives back p.
  @Test
  void theDistributionFunctionUndoesIt() {
    for (int i = 0; i < 600; i++) {
      double p = i < 300 ? (i + 0.5) / 600 : StrictMath.pow(10, -(i - 299) * 30.0 / 300) / 2;
      double x = Normal.quantile(p);
      BigDecimal[] there = distribution(x);
      double off =
          there[0]
              .subtract(new BigDecimal(p))
              .divide(there[1], DIGITS)
              .divide(new BigDecimal(x), DIGITS)
              .doubleValue();
      assertThat(off).as("relative error of the quantile of " + p).isEqualTo(0, within(1e-15));
      if (1 - (1 - p) == p) {
        assertThat(Normal.quantile(1 - p)).isEqualTo(-x);
      }
    }
  }

  /// Φ(x) and its density, from Φ(x) = ½ + φ(x)·Σ x^(2k+1) / (1·3·…·(2k+1)).
  private static BigDecimal[] distribution(double at) {
    BigDecimal x = new BigDecimal(at);
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int k = 1; k < 600; k++) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal half = square.divide(BigDecimal.valueOf(-2), DIGITS);
    // exp(h) = exp(h/1024)^1024
    BigDecimal small = half.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal exponential = BigDecimal.ONE;
    BigDecimal each = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      each = each.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      exponential = exponential.add(each, DIGITS);
    }
    BigDecimal density = exponential.pow(1024, DIGITS).divide(ROOT_OF_TWO_PI, DIGITS);
    return new BigDecimal[] {
      new BigDecimal("0.5").add(density.multiply(sum, DIGITS), DIGITS), density
    };
  }

  @Test
  void drawsAreNormal() {
    int n = 200_000;
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double z = Normal.drawn(7, "test", i);
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= z;
        moments[k] += power / n;
      }
    }
    // five standard errors of each: 1, 2, 15 and 96 are the variances of z, z², z³ and z⁴
    double error = 5 / Math.sqrt(n);
    assertThat(moments[1]).isEqualTo(0, within(error));
    assertThat(moments[2]).isEqualTo(1, within(error * Math.sqrt(2)));
    assertThat(moments[3]).isEqualTo(0, within(error * Math.sqrt(15)));
    assertThat(moments[4]).isEqualTo(3, within(error * Math.sqrt(96)));
    assertThat(Normal.drawn(7, "test", 0)).isEqualTo(Normal.drawn(7, "test", 0));
    assertThat(Normal.drawn(7, "test", 0)).isNotEqualTo(Normal.drawn(8, "test", 0));
  }

  @Test
  void whatIsNoProbability() {
    for (double p : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> Normal.quantile(p)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
