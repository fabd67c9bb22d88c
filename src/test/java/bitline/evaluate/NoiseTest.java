package bitline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static Tensor of(float... values) {
    return Tensor.floats(Shape.of(values.length), values);
  }

  @Test
  void energiesByHand() {
    Noise noise = Noise.between(of(3, 4, 0), of(3, 2, -1));
    assertThat(noise).isEqualTo(new Noise(25, 5));
    assertThat(noise.decibels()).isCloseTo(6.9897000433601875, within(1e-12));
    assertThat(noise.share()).isEqualTo(0.2);
    assertThat(noise.plus(new Noise(75, 5)).decibels()).isEqualTo(10);
  }

  @Test
  void nothingDiffersIsAnInfiniteRatio() {
    assertThat(Noise.between(of(1, -0f), of(1, 0)).decibels()).isInfinite().isPositive();
    assertThat(Noise.NONE.decibels()).isInfinite().isPositive();
    assertThat(Noise.NONE.share()).isZero();
    assertThat(new Noise(0, 2).share()).isEqualTo(1);
    assertThat(new Noise(0, 2).decibels()).isInfinite().isNegative();
  }

  @Test
  void whatIsNoNumberOnBothSidesCountsForNothing() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(Noise.between(of(Float.NaN, inf, 2), of(Float.NaN, inf, 1)))
        .isEqualTo(new Noise(4, 1));
    for (float other : new float[] {0, -inf, Float.NaN}) {
      assertThat(Noise.between(of(inf, 2), of(other, 2)).error()).isInfinite();
    }
    assertThat(Noise.between(of(1), of(Float.NaN)).decibels()).isInfinite().isNegative();
  }

  @Test
  void shapesMustBeTheSame() {
    assertThatThrownBy(() -> Noise.between(of(1), of(1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }
}
