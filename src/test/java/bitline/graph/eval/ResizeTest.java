package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Resampling.Aspect;
import bitline.graph.Resampling.Coordinates;
import bitline.graph.Resampling.Interpolation;
import bitline.graph.Resampling.Nearest;
import bitline.graph.Resampling.Resize;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResizeTest {
  private static Resize resize(Interpolation mode, Coordinates coordinates, boolean antialias) {
    return new Resize(
        mode,
        coordinates,
        Nearest.ROUND_PREFER_FLOOR,
        -0.75f,
        false,
        0,
        antialias,
        List.of(),
        Aspect.STRETCH);
  }

  private static Tensor to(Resize op, Tensor x, long... sizes) {
    return Evaluated.of(op, x, null, null, Evaluated.longs(sizes));
  }

  /// 10·row + column: what a straight interpolation must reproduce wherever no edge is near.
  private static Tensor ramp(int rows, int columns) {
    double[] data = new double[rows * columns];
    Arrays.setAll(data, i -> 10.0 * (i / columns) + i % columns);
    return Evaluated.floats(Shape.of(1, 1, rows, columns), data);
  }

  @Test
  void linearAndCubicReproduceARampInside() {
    for (Interpolation mode : List.of(Interpolation.LINEAR, Interpolation.CUBIC)) {
      Tensor y = to(resize(mode, Coordinates.HALF_PIXEL, false), ramp(8, 9), 1, 1, 16, 27);
      int edge = mode == Interpolation.LINEAR ? 1 : 2;
      for (int i = 2 * edge; i < 16 - 2 * edge; i++) {
        for (int j = 3 * edge; j < 27 - 3 * edge; j++) {
          // Keys' cubic with a = −0.75 is not exact on ramps; with a = −0.5 it is.
          double off = mode == Interpolation.LINEAR ? 1e-5 : 1;
          double want = 10 * ((i + 0.5) / 2 - 0.5) + (j + 0.5) / 3 - 0.5;
          assertThat(at(y, 0, 0, i, j)).isCloseTo(want, within(off));
        }
      }
    }
    Resize keys =
        new Resize(
            Interpolation.CUBIC,
            Coordinates.HALF_PIXEL,
            Nearest.FLOOR,
            -0.5f,
            false,
            0,
            false,
            List.of(2, 3),
            Aspect.STRETCH);
    Tensor y = to(keys, ramp(8, 9), 16, 27);
    for (int i = 4; i < 12; i++) {
      assertThat(at(y, 0, 0, i, 13))
          .isCloseTo(10 * ((i + 0.5) / 2 - 0.5) + 13.5 / 3 - 0.5, within(1e-4));
    }
  }

  @Test
  void cornersStayWhenAligned() {
    Tensor x = ramp(3, 4);
    Tensor y = to(resize(Interpolation.LINEAR, Coordinates.ALIGN_CORNERS, false), x, 1, 1, 5, 7);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 7; j++) {
        assertThat(at(y, 0, 0, i, j)).isCloseTo(10 * i * 2 / 4.0 + j * 3 / 6.0, within(1e-5));
      }
    }
  }

  @Test
  void nearestRepeatsOrPicks() {
    Cases.forAll(
        10,
        random -> {
          Tensor x = Evaluated.random(random, 1, 2, 3, 5);
          Tensor scales = Evaluated.floats(Shape.of(4), 1, 1, 2, 3);
          Tensor y =
              Evaluated.of(
                  resize(Interpolation.NEAREST, Coordinates.ASYMMETRIC, false), x, null, scales);
          Tensor half =
              Evaluated.of(
                  resize(Interpolation.NEAREST, Coordinates.HALF_PIXEL, false), x, null, scales);
          assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 6, 15));
          for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 6; i++) {
              for (int j = 0; j < 15; j++) {
                assertThat(at(half, 0, c, i, j)).isEqualTo(at(x, 0, c, i / 2, j / 3));
                // Asymmetric coordinates 0, 1/3, 2/3, 1 …: the nearest, the lower of two equally
                // near.
                int column = Math.min(4, (j + 1) / 3);
                assertThat(at(y, 0, c, i, j)).isEqualTo(at(x, 0, c, i / 2, column));
              }
            }
          }
        });
  }

  @Test
  void antialiasingKeepsTheMean() {
    Cases.forAll(
        20,
        random -> {
          Tensor x = Evaluated.random(random, 1, 1, 12, 12);
          for (Interpolation mode : List.of(Interpolation.LINEAR, Interpolation.CUBIC)) {
            Tensor constant =
                to(
                    resize(mode, Coordinates.HALF_PIXEL, true),
                    Evaluated.floats(Shape.of(1, 1, 5), 3, 3, 3, 3, 3),
                    1,
                    1,
                    2);
            assertThat(Evaluated.values(constant))
                .containsExactly(new double[] {3, 3}, within(1e-6));
          }
          // A triangle of half width 4 whose samples lie at odd halves: inside, every input counts
          // the same in sum.
          Tensor y = to(resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, true), x, 1, 1, 3, 12);
          double[] weight = {0.125, 0.375, 0.625, 0.875, 0.875, 0.625, 0.375, 0.125};
          for (int j = 0; j < 12; j++) {
            double sum = 0;
            for (int i = 0; i < 8; i++) {
              sum += weight[i] / 4 * at(x, 0, 0, i + 2, j);
            }
            assertThat(at(y, 0, 0, 1, j)).isCloseTo(sum, within(1e-5));
          }
        });
  }

  @Test
  void regionsAspectAndTypes() {
    Resize crop =
        new Resize(
            Interpolation.LINEAR,
            Coordinates.TF_CROP_AND_RESIZE,
            Nearest.FLOOR,
            -0.75f,
            false,
            7,
            false,
            List.of(0),
            Aspect.STRETCH);
    Tensor x = Evaluated.floats(Shape.of(5), 0, 1, 2, 3, 4);
    Tensor y =
        Evaluated.of(crop, x, Evaluated.floats(Shape.of(2), 0.5, 1.25), null, Evaluated.longs(4));
    assertThat(Evaluated.values(y)).containsExactly(2, 3, 4, 7);
    Resize smaller =
        new Resize(
            Interpolation.NEAREST,
            Coordinates.ASYMMETRIC,
            Nearest.FLOOR,
            -0.75f,
            false,
            0,
            false,
            List.of(2, 3),
            Aspect.NOT_LARGER);
    assertThat(to(smaller, ramp(4, 8), 8, 8).shape()).isEqualTo(Shape.of(1, 1, 4, 8));
    Tensor bytes = Evaluated.ints(ElementType.UINT8, Shape.of(2), 10, 20);
    Tensor doubled = to(resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, false), bytes, 4);
    assertThat(doubled.type()).isEqualTo(ElementType.UINT8);
    assertThat(Evaluated.values(doubled)).containsExactly(10, 12, 17, 20);
    assertThatThrownBy(() ->
            Evaluated.of(
                resize(Interpolation.LINEAR, Coordinates.HALF_PIXEL, false), x, null, null, null))
        .isInstanceOf(Problem.class);
  }

  @Test
  void anInfinitePixelDoesNotReachItsNeighboursNeighbours() {
    Tensor x = Evaluated.floats(Shape.of(4), Double.POSITIVE_INFINITY, 1, 2, 3);
    Tensor y = to(resize(Interpolation.LINEAR, Coordinates.ASYMMETRIC, false), x, 8);
    assertThat(y.at(2)).isEqualTo(1);
    assertThat(y.at(4)).isEqualTo(2);
  }
}
