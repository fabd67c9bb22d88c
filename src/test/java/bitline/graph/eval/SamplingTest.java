package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Resampling;
import bitline.graph.Resampling.GridSample;
import bitline.graph.Resampling.Interpolation;
import bitline.graph.Resampling.Outside;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SamplingTest {
  @Test
  void theIdentityMapSamplesThePictureItself() {
    Cases.forAll(
        20,
        random -> {
          boolean corners = random.nextBoolean();
          Tensor flat = Evaluated.random(random, 2, 3, 4, 5);
          Tensor solid = Evaluated.random(random, 1, 2, 3, 4, 5);
          Tensor plane = Evaluated.floats(Shape.of(2, 2, 3), 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0);
          Tensor space = Evaluated.floats(Shape.of(1, 3, 4), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
          Tensor planeGrid =
              Evaluated.of(new Resampling.AffineGrid(corners), plane, Evaluated.longs(2, 3, 4, 5));
          Tensor spaceGrid =
              Evaluated.of(
                  new Resampling.AffineGrid(corners), space, Evaluated.longs(1, 2, 3, 4, 5));
          for (Interpolation mode : Interpolation.values()) {
            for (Outside outside : Outside.values()) {
              GridSample op = new GridSample(mode, outside, corners);
              Tensor y = Evaluated.of(op, flat, planeGrid);
              Tensor z = Evaluated.of(op, solid, spaceGrid);
              for (int i = 0; i < flat.elements(); i++) {
                assertThat(y.at(i)).isCloseTo(flat.at(i), within(1e-5));
              }
              for (int i = 0; i < solid.elements(); i++) {
                assertThat(z.at(i)).isCloseTo(solid.at(i), within(1e-5));
              }
            }
          }
        });
  }

  @Test
  void beyondTheEdgeComeZerosTheEdgeOrItsMirrorImage() {
    Tensor x = Evaluated.floats(Shape.of(1, 1, 1, 4), 1, 2, 3, 4);
    // Columns −2 and 5, which lie outside, and 1.5 between two.
    Tensor grid = Evaluated.floats(Shape.of(1, 1, 3, 2), -1.75, 0, 1.75, 0, 0, 0);
    assertThat(linear(x, grid, Outside.ZEROS)).containsExactly(0, 0, 2.5);
    assertThat(linear(x, grid, Outside.BORDER)).containsExactly(1, 4, 2.5);
    assertThat(linear(x, grid, Outside.REFLECTION)).containsExactly(2, 3, 2.5);
  }

  private static double[] linear(Tensor x, Tensor grid, Outside outside) {
    return Evaluated.values(
        Evaluated.of(new GridSample(Interpolation.LINEAR, outside, false), x, grid));
  }

  @Test
  void alignedRegionsOfARampAreItsValuesAtTheirCentres() {
    double[] ramp = new double[100];
    Arrays.setAll(ramp, i -> 10.0 * (i / 10) + i % 10);
    Tensor x = Evaluated.floats(Shape.of(1, 1, 10, 10), ramp);
    Tensor region = Evaluated.floats(Shape.of(1, 4), 2, 4, 6, 8);
    Resampling.RoiAlign op = new Resampling.RoiAlign(true, false, 2, 2, 2, 1);
    Tensor y = Evaluated.of(op, x, region, Evaluated.longs(0));
    // Half-pixel regions reach from 1.5 to 5.5 across and 3.5 to 7.5 down: bin centres 2.5, 4.5 and
    // 4.5, 6.5.
    assertThat(Evaluated.values(y))
        .containsExactly(new double[] {47.5, 49.5, 67.5, 69.5}, within(1e-5));
  }

  @Test
  void ofOverlappingBoxesTheBestIsKept() {
    Tensor boxes =
        Evaluated.floats(
            Shape.of(1, 4, 4), 0, 0, 10, 10, 1, 1, 11, 11, 20, 20, 10, 10, 0, 0, 10, 9);
    Tensor scores = Evaluated.floats(Shape.of(1, 2, 4), 0.7, 0.9, 0.5, 0.1, 0.2, 0.3, 0.1, 0.8);
    Tensor all =
        Evaluated.of(
            new Resampling.NonMaxSuppression(false),
            boxes,
            scores,
            Evaluated.longs(3),
            Evaluated.floats(Shape.of(1), 0.5),
            Evaluated.floats(Shape.of(1), 0.15));
    // Class 0: box 1 (overlap .68 with box 0), then box 2. Class 1: box 3 holds box 0 off, box 1
    // overlaps it by .61.
    assertThat(Evaluated.values(all)).containsExactly(0, 0, 1, 0, 0, 2, 0, 1, 3);
    Tensor one =
        Evaluated.of(new Resampling.NonMaxSuppression(false), boxes, scores, Evaluated.longs(1));
    assertThat(Evaluated.values(one)).containsExactly(0, 0, 1, 0, 1, 3);
    assertThat(at(one, 1, 2)).isEqualTo(3);
  }
}
