package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.RandomProducts;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ChannelWeightsTest {
  @Test
  void everyChannelUsesItsWholeRangeAndIsWithinHalfAStep() {
    Cases.forAll(
        300,
        random -> {
          Shape shape = Shape.of(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 4));
          int axis = random.nextInt(3);
          int bits = random.nextInt(2, 9);
          int most = (1 << (bits - 1)) - 1;
          Tensor.Floats weights = RandomProducts.gaussian(random, shape, 3);
          int channels = shape.size(axis);
          ChannelWeights rounded = ChannelWeights.round(weights, axis, bits, new double[channels]);
          int inner = shape.span(axis + 1, 3);
          long[] greatest = new long[channels];
          for (int i = 0; i < shape.elements(); i++) {
            int channel = i / inner % channels;
            long integer = rounded.integers().intAt(i);
            greatest[channel] = Math.max(greatest[channel], Math.abs(integer));
            double off = Math.abs(integer * (double) rounded.scales()[channel] - weights.at(i));
            assertThat(off).isLessThanOrEqualTo(rounded.scales()[channel] * 0.5 * (1 + 1e-5));
          }
          assertThat(greatest).containsOnly(most);
        });
  }

  @Test
  void aChannelOfZerosStaysZero() {
    ChannelWeights rounded =
        ChannelWeights.round(
            Tensor.floats(Shape.of(2, 2), new float[] {0, 0, 1.2f, -2}), 0, 4, new double[2]);
    assertThat(rounded.integers().toLongs()).containsExactly(0, 0, 4, -7);
    assertThat(rounded.scales()[0]).isPositive();
  }

  @Test
  void noScaleFallsBelowTheLeast() {
    ChannelWeights rounded =
        ChannelWeights.round(
            Tensor.floats(Shape.of(2, 1), new float[] {1, 1}), 0, 8, new double[] {0.5, 0});
    assertThat(rounded.scales()[0]).isEqualTo(0.5f);
    assertThat(rounded.integers().toLongs()).containsExactly(2, 127);
  }
}
