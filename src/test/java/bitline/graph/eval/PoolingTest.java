package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Pooling;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private static Window window(RandomGenerator random) {
    int kernel = random.nextInt(2, 4);
    return new Window(
        List.of(kernel, random.nextInt(2, 4)),
        List.of(random.nextInt(1, 3), random.nextInt(1, 4)),
        List.of(random.nextInt(1, 3), 1),
        List.of(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2)),
        Window.AutoPad.NOTSET);
  }

  @Test
  void windowsAreFoldedAsDefined() {
    Cases.forAll(
        100,
        random -> {
          Window w = window(random);
          boolean ceil = random.nextBoolean();
          boolean counted = random.nextBoolean();
          int height = random.nextInt(6, 9);
          int width = random.nextInt(4, 9);
          Tensor x = Evaluated.random(random, 2, 3, height, width);
          List<Tensor> max = Evaluated.all(new Pooling.MaxPool(w, ceil, false), 2, x);
          Tensor fast = Evaluated.of(new Pooling.MaxPool(w, ceil, false), x);
          Tensor mean = Evaluated.of(new Pooling.AveragePool(w, ceil, counted), x);
          Tensor norm = Evaluated.of(new Pooling.LpPool(w, ceil, 2), x);
          Shape shape = mean.shape();
          for (int i = 0; i < mean.elements(); i++) {
            int ox = i % shape.size(3);
            int oy = i / shape.size(3) % shape.size(2);
            int plane = i / (shape.size(3) * shape.size(2));
            double most = Double.NEGATIVE_INFINITY;
            int place = -1;
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int ky = 0; ky < w.kernel().get(0); ky++) {
              for (int kx = 0; kx < w.kernel().get(1); kx++) {
                int y = oy * w.strides().get(0) - w.pads().get(0) + ky * w.dilations().get(0);
                int z = ox * w.strides().get(1) - w.pads().get(1) + kx;
                boolean inside = y >= 0 && y < height && z >= 0 && z < width;
                boolean padding = y < height + w.pads().get(2) && z < width + w.pads().get(3);
                if (inside) {
                  double value = at(x, plane / 3, plane % 3, y, z);
                  if (value > most) {
                    most = value;
                    place = (plane * height + y) * width + z;
                  }
                  sum += value;
                  squares += value * value;
                }
                count += inside || (counted && padding) ? 1 : 0;
              }
            }
            assertThat(max.get(0).at(i)).isEqualTo(most);
            assertThat(fast.at(i)).isEqualTo(most);
            assertThat(max.get(1).at(i)).isEqualTo(place);
            assertThat(mean.at(i)).isCloseTo(sum / count, within(1e-6));
            assertThat(norm.at(i)).isCloseTo(Math.sqrt(squares), within(1e-5));
          }
        });
  }

  @Test
  void unpoolingPutsValuesBackWhereTheyCameFrom() {
    Cases.forAll(
        10,
        random -> {
          Window w =
              new Window(List.of(2, 2), List.of(2, 2), List.of(), List.of(), Window.AutoPad.NOTSET);
          Tensor x = Evaluated.random(random, 1, 2, 4, 6);
          List<Tensor> pooled = Evaluated.all(new Pooling.MaxPool(w, false, false), 2, x);
          Tensor back = Evaluated.of(new Pooling.MaxUnpool(w), pooled.get(0), pooled.get(1));
          assertThat(back.shape()).isEqualTo(x.shape());
          int kept = 0;
          for (int i = 0; i < x.elements(); i++) {
            assertThat(back.at(i)).isIn(0.0, x.at(i));
            kept += back.at(i) != 0 ? 1 : 0;
          }
          assertThat(kept).isEqualTo(12);
        });
  }

  @Test
  void wholePicturesAndIntegers() {
    Tensor x = Evaluated.floats(Shape.of(1, 2, 2, 2), 1, 2, 3, 4, -3, 0, 4, 0);
    assertThat(Evaluated.values(Evaluated.of(new Pooling.GlobalAveragePool(), x)))
        .containsExactly(2.5, 0.25);
    assertThat(Evaluated.values(Evaluated.of(new Pooling.GlobalMaxPool(), x)))
        .containsExactly(4, 4);
    assertThat(Evaluated.of(new Pooling.GlobalLpPool(2), x).at(1)).isEqualTo(5);
    Tensor bytes = Evaluated.ints(ElementType.INT8, Shape.of(1, 1, 4), -128, -5, -9, -7);
    Window pair = new Window(List.of(2), List.of(2), List.of(), List.of(), Window.AutoPad.NOTSET);
    Tensor most = Evaluated.of(new Pooling.MaxPool(pair, false, false), bytes);
    assertThat(most.type()).isEqualTo(ElementType.INT8);
    assertThat(Evaluated.values(most)).containsExactly(-5, -7);
  }

  @Test
  void placesCountDownColumnsWhenAsked() {
    Tensor x = Evaluated.floats(Shape.of(1, 1, 2, 3), 0, 9, 0, 0, 0, 8);
    Window all = new Window(List.of(2, 3), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
    assertThat(Evaluated.all(new Pooling.MaxPool(all, false, false), 2, x).get(1).at(0))
        .isEqualTo(1);
    assertThat(Evaluated.all(new Pooling.MaxPool(all, false, true), 2, x).get(1).at(0))
        .isEqualTo(2);
  }

  @Test
  void regionsArePooledBinByBin() {
    double[] ramp = new double[64];
    Arrays.setAll(ramp, i -> i);
    Tensor x = Evaluated.floats(Shape.of(1, 1, 8, 8), ramp);
    Tensor region = Evaluated.floats(Shape.of(1, 5), 0, 2, 2, 5, 5);
    Tensor y = Evaluated.of(new Pooling.MaxRoiPool(List.of(2, 2), 1), x, region);
    assertThat(Evaluated.values(y)).containsExactly(27, 29, 43, 45);
  }
}
