package bitline.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ElementaryTest {
  private interface OfFloat {
    float apply(float x);
  }

  private interface OfArray {
    void apply(float[] from, int fromAt, float[] to, int toAt, int count);
  }

  /// Every 1009th of all floats: 4.2 million, all exponents, infinities and NaN among them.
  private static void sweep(OfFloat ours, DoubleUnaryOperator exact, double ulps) {
    for (long bits = 0; bits < 1L << 32; bits += 1009) {
      float x = Float.intBitsToFloat((int) bits);
      check(x, ours.apply(x), exact.applyAsDouble(x), ulps);
    }
    for (float x :
        new float[] {
          0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 88.72f, -103.9f
        }) {
      check(x, ours.apply(x), exact.applyAsDouble(x), ulps);
    }
  }

  private static void check(float x, float found, double wanted, double ulps) {
    float rounded = (float) wanted;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      assertThat(Float.valueOf(found)).as("of %s", x).isEqualTo(Float.valueOf(rounded));
    } else if (Math.abs(found - wanted) > ulps * Math.ulp(rounded)) {
      throw new AssertionError("of " + x + ": " + found + " instead of " + wanted);
    }
  }

  @Test
  void exponentialIsWithin051Ulp() {
    sweep(Elementary::exp, StrictMath::exp, 0.51);
  }

  @Test
  void sigmoidIsWithin051Ulp() {
    sweep(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 0.51);
  }

  @Test
  void hyperbolicTangentIsWithin051Ulp() {
    sweep(Elementary::tanh, StrictMath::tanh, 0.51);
  }

  /// Against a series whose terms do not cancel, every 1/1024 from -5.9 to 5.9.
  @Test
  void errorFunctionAndGeluAgreeWithTheAlternatingSeries() {
    for (int i = -6000; i <= 6000; i++) {
      float x = i / 1024f;
      double exact = Math.copySign(erfBySeries(Math.abs(x)), x);
      check(x, Elementary.erf(x), exact, 0.52);
      double phi = 0.5 * (1 + Math.copySign(erfBySeries(Math.abs(x / StrictMath.sqrt(2))), x));
      assertThat((double) Elementary.gelu(x))
          .isCloseTo(x * phi, Offset.offset(4e-8 + 6e-8 * Math.abs(x)));
    }
    assertThat(Elementary.erf(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Elementary.erf(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Elementary.erf(Float.NaN)).isNaN();
    assertThat(Elementary.gelu(Float.NEGATIVE_INFINITY)).isEqualTo(-0f);
    assertThat(Elementary.gelu(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.gelu(Float.NaN)).isNaN();
  }

  /// 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all positive: no digits cancel.
  private static double erfBySeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 400; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
  }

  @Test
  void arraysGiveTheBitsOfSingleElements() {
    Cases.forAll(
        20,
        random -> {
          float[] from = new float[random.nextInt(700) + 3];
          for (int i = 0; i < from.length; i++) {
            from[i] =
                random.nextInt(10) == 0
                    ? Float.intBitsToFloat(random.nextInt())
                    : (float) random.nextGaussian() * 9;
          }
          same(from, Elementary::exp, Elementary::exp);
          same(from, Elementary::sigmoid, Elementary::sigmoid);
          same(from, Elementary::tanh, Elementary::tanh);
          same(from, Elementary::erf, Elementary::erf);
        });
  }

  private static void same(float[] from, OfArray array, OfFloat single) {
    float[] to = new float[from.length];
    array.apply(from, 1, to, 2, from.length - 2);
    for (int i = 0; i < from.length - 2; i++) {
      assertThat(Float.valueOf(to[i + 2])).isEqualTo(Float.valueOf(single.apply(from[i + 1])));
    }
  }
}
