package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Quantising;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisingTest {
  private static final List<ElementType> TYPES =
      List.of(
          ElementType.INT4,
          ElementType.UINT4,
          ElementType.INT8,
          ElementType.UINT8,
          ElementType.INT16,
          ElementType.UINT16);

  @Test
  void halvesGoToTheEvenNeighbourAndTheRestSaturates() {
    Tensor x = Evaluated.floats(Shape.of(6), 0.25, 0.75, -0.25, 100, -100, Double.NaN);
    Tensor scale = Evaluated.floats(Shape.SCALAR, 0.5);
    Tensor zero = Evaluated.ints(ElementType.INT4, Shape.SCALAR, 1);
    Tensor y = Evaluated.of(new Quantising.QuantizeLinear(1, 0, true, null), x, scale, zero);
    assertThat(y.type()).isEqualTo(ElementType.INT4);
    assertThat(Evaluated.values(y)).startsWith(1, 3, 1, 7, -8);
  }

  /// Each element is within half a step of itself after the way there and back, whichever way
  /// scales are laid out.
  @Test
  void thereAndBackIsWithinHalfAStep() {
    Cases.forAll(
        60,
        random -> {
          ElementType type = TYPES.get(random.nextInt(TYPES.size()));
          int axis = random.nextInt(3);
          int block = random.nextInt(4);
          int[] sizes = {3, 4, 5};
          int[] scaleSizes = block == 0 ? new int[] {sizes[axis]} : sizes.clone();
          if (block > 0) {
            scaleSizes[axis] = Math.ceilDiv(sizes[axis], block);
          }
          Shape scaleShape = Shape.of(scaleSizes);
          float[] scales = new float[scaleShape.elements()];
          int[] zeros = new int[scales.length];
          for (int i = 0; i < scales.length; i++) {
            scales[i] = random.nextFloat(0.01f, 1);
            zeros[i] = random.nextInt((int) type.least(), (int) type.greatest() + 1);
          }
          Tensor scale = Tensor.floats(scaleShape, scales);
          Tensor zero = new Tensor.Ints(type, scaleShape, zeros);
          float[] data = new float[60];
          int[] which = new int[60];
          for (int i = 0; i < 60; i++) {
            int[] place = {i / 20, i / 5 % 4, i % 5};
            if (block == 0) {
              which[i] = place[axis];
            } else {
              place[axis] /= block;
              which[i] = (place[0] * scaleSizes[1] + place[1]) * scaleSizes[2] + place[2];
            }
            int whole = random.nextInt((int) type.least(), (int) type.greatest() + 1);
            data[i] =
                (whole - zeros[which[i]] + random.nextFloat(-0.45f, 0.45f)) * scales[which[i]];
          }
          Tensor x = Tensor.floats(Shape.of(sizes), data);
          Tensor q =
              Evaluated.of(new Quantising.QuantizeLinear(axis, block, true, type), x, scale, zero);
          Tensor back = Evaluated.of(new Quantising.DequantizeLinear(axis, block), q, scale, zero);
          for (int i = 0; i < 60; i++) {
            assertThat(back.at(i))
                .isCloseTo(data[i], within((type.bits() > 8 ? 0.51 : 0.501) * scales[which[i]]));
            assertThat(back.at(i))
                .isEqualTo((float) (q.at(i) - zeros[which[i]]) * scales[which[i]]);
          }
        });
  }

  @Test
  void theDynamicRangeHoldsZeroAndBothEnds() {
    Tensor x = Evaluated.floats(Shape.of(4), 1, 2, 5, 4);
    List<Tensor> y = Evaluated.all(new Quantising.DynamicQuantizeLinear(), 3, x);
    assertThat(y.get(1).at(0)).isCloseTo(5 / 255.0, within(1e-8));
    assertThat(y.get(2).at(0)).isZero();
    assertThat(Evaluated.values(y.get(0))).containsExactly(51, 102, 255, 204);
    List<Tensor> negative =
        Evaluated.all(
            new Quantising.DynamicQuantizeLinear(), 3, Evaluated.floats(Shape.of(2), -3, -1));
    assertThat(negative.get(2).at(0)).isEqualTo(255);
    assertThat(Evaluated.values(negative.get(0))).containsExactly(0, 170);
    List<Tensor> nothing =
        Evaluated.all(new Quantising.DynamicQuantizeLinear(), 3, Evaluated.floats(Shape.of(1), 0));
    assertThat(nothing.get(0).at(0)).isZero();
  }

  @Test
  void scalesThatDoNotFitAreRefused() {
    Tensor x = Evaluated.floats(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor scale = Evaluated.floats(Shape.of(3), 1, 1, 1);
    assertThatThrownBy(
            () -> Evaluated.of(new Quantising.QuantizeLinear(1, 0, true, null), x, scale))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("does not fit axis 1");
  }
}
