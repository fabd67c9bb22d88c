package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IntegerCodeTest {
  @Test
  void zeroIsExactAndEveryValueOfTheRangeIsWithinHalfAStep() {
    Cases.forAll(
        2000,
        random -> {
          boolean symmetric = random.nextBoolean();
          int bits = random.nextInt(2, 9);
          Calibration.Range range = range(random);
          IntegerCode code = IntegerCode.covering(range, bits, symmetric);
          assertThat(code.scale()).isPositive().isFinite();
          assertThat(code.greatest() - code.least()).isEqualTo((1 << bits) - 1);
          assertThat(code.zero()).isBetween(code.least(), code.greatest());
          assertThat(code.real(code.integer(0))).isZero();
          for (int i = 0; i <= 20; i++) {
            float x = range.least() + (range.greatest() - range.least()) * i / 20;
            double off = Math.abs(code.real(code.integer(x)) - (double) x);
            // The unsigned zero point is rounded, which may cost the ends another half.
            double most =
                symmetric || x > code.real(code.least()) && x < code.real(code.greatest())
                    ? 0.5
                    : 1;
            // A float of up to 255 units is known to 1.5e-5 of one.
            assertThat(off).isLessThanOrEqualTo(code.scale() * (most + 3e-5));
          }
        });
  }

  @Test
  void whatLiesOutsideSaturates() {
    IntegerCode code = IntegerCode.covering(new Calibration.Range(-1, 3), 8, false);
    assertThat(code.integer(-1e30f)).isZero();
    assertThat(code.integer(Float.POSITIVE_INFINITY)).isEqualTo(255);
    IntegerCode signed = IntegerCode.covering(new Calibration.Range(-1, 3), 4, true);
    assertThat(signed.integer(-1e30f)).isEqualTo(-8);
    assertThat(signed.integer(1e30f)).isEqualTo(7);
  }

  @Test
  void aRangeOfNothingButZeroAndTheWidestRangeHaveScalesToo() {
    for (boolean symmetric : new boolean[] {false, true}) {
      IntegerCode nothing = IntegerCode.covering(new Calibration.Range(0, 0), 8, symmetric);
      assertThat(nothing.scale()).isPositive();
      assertThat(nothing.real(nothing.integer(0))).isZero();
      IntegerCode all =
          IntegerCode.covering(
              new Calibration.Range(-Float.MAX_VALUE, Float.MAX_VALUE), 8, symmetric);
      assertThat(all.scale()).isFinite().isGreaterThan(1e36f);
    }
  }

  private static Calibration.Range range(RandomGenerator random) {
    float size = (float) StrictMath.pow(10, random.nextInt(-12, 13));
    float least = random.nextInt(3) == 0 ? 0 : -random.nextFloat() * size;
    float greatest = random.nextInt(3) == 0 ? 0 : random.nextFloat() * size;
    return new Calibration.Range(least, greatest);
  }
}
