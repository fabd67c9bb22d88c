package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.ConvGeometry;
import bitline.graph.Linear;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  /// A window, data and weight that fit each other, of one to three spatial axes.
  private record Drawn(Window window, int group, int[] data, int[] weight, int outputs) {
    static Drawn of(RandomGenerator random) {
      int axes = random.nextInt(1, 4);
      int group = random.nextInt(1, 4);
      int channels = random.nextInt(1, 3);
      int outputs = random.nextInt(1, 4);
      int[] data = new int[axes + 2];
      int[] weight = new int[axes + 2];
      data[0] = random.nextInt(1, 3);
      data[1] = channels * group;
      weight[0] = outputs * group;
      weight[1] = channels;
      List<Integer> strides = new ArrayList<>();
      List<Integer> dilations = new ArrayList<>();
      List<Integer> pads = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        weight[i + 2] = random.nextInt(1, 4);
        strides.add(random.nextInt(1, 4));
        dilations.add(random.nextInt(1, 3));
        data[i + 2] = (weight[i + 2] - 1) * dilations.getLast() + 1 + random.nextInt(5);
      }
      for (int i = 0; i < 2 * axes; i++) {
        pads.add(random.nextInt(3));
      }
      Window.AutoPad auto = Window.AutoPad.values()[random.nextInt(4)];
      return new Drawn(
          new Window(List.of(), strides, dilations, pads, auto),
          group,
          data,
          weight,
          outputs * group);
    }
  }

  /// The definition, one output element at a time.
  private static double element(
      ConvGeometry g, int group, Tensor x, Tensor w, double bias, int[] place, boolean inFloats) {
    int perGroup = w.shape().size(0) / group;
    int channels = w.shape().size(1);
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < g.kernelPlaces(); k++) {
        int[] from = new int[g.axes() + 2];
        int[] tap = new int[g.axes() + 2];
        from[0] = place[0];
        from[1] = place[1] / perGroup * channels + c;
        tap[0] = place[1];
        tap[1] = c;
        int rest = k;
        boolean inside = true;
        for (int axis = g.axes() - 1; axis >= 0; axis--) {
          tap[axis + 2] = rest % g.kernel().get(axis);
          rest /= g.kernel().get(axis);
          from[axis + 2] =
              place[axis + 2] * g.strides().get(axis)
                  - g.begin().get(axis)
                  + tap[axis + 2] * g.dilations().get(axis);
          inside &= from[axis + 2] >= 0 && from[axis + 2] < g.input().get(axis);
        }
        double value = inside ? at(x, from) : 0;
        sum =
            inFloats
                ? Math.fma((float) at(w, tap), (float) value, (float) sum)
                : Math.fma(at(w, tap), value, sum);
      }
    }
    return inFloats ? (float) sum + (float) bias : sum + bias;
  }

  private static int[] place(Shape shape, int i) {
    int[] place = new int[shape.rank()];
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = i % shape.size(axis);
      i /= shape.size(axis);
    }
    return place;
  }

  @Test
  void everyElementIsOneChainAndThenTheBias() {
    Cases.forAll(
        150,
        random -> {
          Drawn d = Drawn.of(random);
          Tensor x = Evaluated.random(random, d.data);
          Tensor w = Evaluated.random(random, d.weight);
          Tensor bias = Evaluated.random(random, d.outputs);
          ConvGeometry g = ConvGeometry.of(d.window, x.shape(), w.shape());
          Tensor y = Evaluated.of(new Linear.Conv(d.window, d.group), x, w, bias);
          Tensor exact =
              Evaluated.of(
                  new Linear.Conv(d.window, d.group),
                  Evaluated.doubles(x),
                  Evaluated.doubles(w),
                  Evaluated.doubles(bias));
          assertThat(y.shape()).isEqualTo(g.outputShape(d.data[0], d.outputs));
          for (int i = 0; i < y.elements(); i++) {
            int[] place = place(y.shape(), i);
            double last = bias.at(place[1]);
            assertThat(y.at(i)).isEqualTo(element(g, d.group, x, w, last, place, true));
            assertThat(exact.at(i)).isEqualTo(element(g, d.group, x, w, last, place, false));
          }
        });
  }

  @Test
  void integersWithZeroPointsSumExactly() {
    Cases.forAll(
        60,
        random -> {
          Drawn d = Drawn.of(random);
          Tensor.Ints x = Evaluated.random(random, ElementType.UINT8, d.data);
          Tensor.Ints w = Evaluated.random(random, ElementType.INT8, d.weight);
          Tensor.Ints xZero = Evaluated.random(random, ElementType.UINT8);
          Tensor.Ints wZero = Evaluated.random(random, ElementType.INT8, d.outputs);
          Tensor y = Evaluated.of(new Linear.ConvInteger(d.window, d.group), x, w, xZero, wZero);
          Tensor centredX = minus(x, i -> xZero.data()[0]);
          int each = w.elements() / d.outputs;
          Tensor centredW = minus(w, i -> wZero.data()[i / each]);
          ConvGeometry g = ConvGeometry.of(d.window, x.shape(), w.shape());
          for (int i = 0; i < y.elements(); i++) {
            assertThat(y.at(i))
                .isEqualTo(element(g, d.group, centredX, centredW, 0, place(y.shape(), i), false));
          }
        });
  }

  private static Tensor minus(Tensor.Ints tensor, IntUnaryOperator zero) {
    int[] data = tensor.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] -= zero.applyAsInt(i);
    }
    return new Tensor.Ints(ElementType.INT32, tensor.shape(), data);
  }

  /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ for the same weight: what makes the one the other's transpose.
  @Test
  void theTransposedConvolutionIsTheAdjoint() {
    Cases.forAll(
        120,
        random -> {
          Drawn d = Drawn.of(random);
          Tensor x = Evaluated.random(random, d.data);
          Tensor w = Evaluated.random(random, d.weight);
          Tensor forward = Evaluated.of(new Linear.Conv(d.window, d.group), x, w);
          Tensor y = Evaluated.random(random, forward.shape().sizes());
          ConvGeometry g = ConvGeometry.of(d.window, x.shape(), w.shape());
          List<Integer> pads = new ArrayList<>(g.begin());
          pads.addAll(g.end());
          List<Integer> extra = new ArrayList<>();
          for (int i = 0; i < g.axes(); i++) {
            int reached =
                (g.output().get(i) - 1) * g.strides().get(i)
                    + (g.kernel().get(i) - 1) * g.dilations().get(i)
                    + 1
                    - g.begin().get(i)
                    - g.end().get(i);
            extra.add(g.input().get(i) - reached);
          }
          Window window =
              new Window(List.of(), g.strides(), g.dilations(), pads, Window.AutoPad.NOTSET);
          Tensor back =
              Evaluated.of(
                  new Linear.ConvTranspose(window, d.group, extra, List.of()),
                  Evaluated.doubles(y),
                  Evaluated.doubles(w));
          Tensor inFloats =
              Evaluated.of(new Linear.ConvTranspose(window, d.group, extra, List.of()), y, w);
          assertThat(back.shape()).isEqualTo(x.shape());
          double left = 0;
          double right = 0;
          for (int i = 0; i < y.elements(); i++) {
            left += forward.at(i) * y.at(i);
          }
          for (int i = 0; i < x.elements(); i++) {
            right += back.at(i) * x.at(i);
            assertThat(inFloats.at(i)).isCloseTo(back.at(i), within(1e-4));
          }
          assertThat(left).isCloseTo(right, within(1e-3));
        });
  }

  @Test
  void unmovedPlacesMakeADeformableConvolutionAnOrdinaryOne() {
    Cases.forAll(
        40,
        random -> {
          Drawn d = Drawn.of(random);
          if (d.data.length != 4) {
            return;
          }
          Tensor x = Evaluated.random(random, d.data);
          Tensor w = Evaluated.random(random, d.weight);
          Tensor plain = Evaluated.of(new Linear.Conv(d.window, d.group), x, w);
          int places = d.weight[2] * d.weight[3];
          int[] sizes = {d.data[0], 2 * places, plain.shape().size(2), plain.shape().size(3)};
          Tensor still = Tensor.zeros(ElementType.FLOAT, Shape.of(sizes));
          Tensor y = Evaluated.of(new Linear.DeformConv(d.window, d.group, 1), x, w, still);
          for (int i = 0; i < y.elements(); i++) {
            assertThat(y.at(i)).isCloseTo(plain.at(i), within(1e-4));
          }
        });
  }

  @Test
  void sizesAndPadsAreOnnxs() {
    Window same =
        new Window(List.of(), List.of(2, 2), List.of(), List.of(), Window.AutoPad.SAME_UPPER);
    ConvGeometry g = ConvGeometry.of(same, Shape.of(1, 3, 224, 223), Shape.of(8, 3, 3, 3));
    assertThat(g.output()).containsExactly(112, 112);
    assertThat(g.begin()).containsExactly(0, 1);
    assertThat(g.end()).containsExactly(1, 1);
    Window ceil = new Window(List.of(2), List.of(2), List.of(), List.of(), Window.AutoPad.NOTSET);
    assertThat(ConvGeometry.of(ceil, List.of(5), List.of(2), true).output()).containsExactly(3);
    assertThat(ConvGeometry.of(ceil, List.of(5), List.of(2), false).output()).containsExactly(2);
    // The third window would start in the padding at the end.
    Window padded =
        new Window(List.of(1), List.of(2), List.of(), List.of(0, 1), Window.AutoPad.NOTSET);
    assertThat(ConvGeometry.of(padded, List.of(4), List.of(1), true).output()).containsExactly(2);
  }

  @Test
  void whatDoesNotFitIsSaidInOneLine() {
    Tensor x = Tensor.zeros(ElementType.FLOAT, Shape.of(1, 4, 5, 5));
    Tensor w = Tensor.zeros(ElementType.FLOAT, Shape.of(2, 3, 3, 3));
    Window window = new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
    assertThatThrownBy(() -> Evaluated.of(new Linear.Conv(window, 1), x, w))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1x4x5x5");
    Tensor large = Tensor.zeros(ElementType.FLOAT, Shape.of(2, 4, 7, 7));
    assertThatThrownBy(() -> Evaluated.of(new Linear.Conv(window, 1), x, large))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("does not fit spatial axis 0");
  }

  @Test
  void windowsWiderThanAnIntAreRefused() {
    int far = 1 << 30;
    Window forward =
        new Window(List.of(), List.of(), List.of(far), List.of(far, far), Window.AutoPad.NOTSET);
    assertThatThrownBy(() ->
            Evaluated.of(
                new Linear.Conv(forward, 1),
                Tensor.zeros(ElementType.FLOAT, Shape.of(1, 1, 8)),
                Tensor.zeros(ElementType.FLOAT, Shape.of(1, 1, 3))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("3 places, 1073741824 apart");
    Window back =
        new Window(
            List.of(),
            List.of(),
            List.of(far),
            List.of(Integer.MAX_VALUE, 2),
            Window.AutoPad.NOTSET);
    assertThatThrownBy(() ->
            Evaluated.of(
                new Linear.ConvTranspose(back, 1, List.of(), List.of()),
                Tensor.zeros(ElementType.FLOAT, Shape.of(1, 1, 8)),
                Tensor.zeros(ElementType.FLOAT, Shape.of(1, 1, 3))))
        .isInstanceOf(Problem.class);
  }
}
