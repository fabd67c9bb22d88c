package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomProducts;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void minMaxIsExactOverAllPictures() {
    Cases.forAll(
        50,
        random -> {
          List<Tensor> pictures = new ArrayList<>();
          float least = 0;
          float greatest = 0;
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            Tensor.Floats picture =
                RandomProducts.gaussian(random, Shape.of(1, 2, 80, 60), 1 + random.nextFloat());
            for (float x : picture.data()) {
              least = Math.min(least, x);
              greatest = Math.max(greatest, x);
            }
            pictures.add(picture);
          }
          assertThat(range(pictures, Calibration.Method.MIN_MAX, 1))
              .isEqualTo(new Calibration.Range(least, greatest));
        });
  }

  @Test
  void percentileCutsItsShareAtEitherEnd() {
    float[] data = new float[2001];
    for (int i = 0; i < data.length; i++) {
      data[i] = i - 1000;
    }
    Tensor tensor = Tensor.floats(Shape.of(1, 1, 2001), data);
    // 1 % of 2000 values lie outside at either end.
    assertThat(range(List.of(tensor), Calibration.Method.PERCENTILE, 0.99))
        .isEqualTo(new Calibration.Range(-980, 980));
    assertThat(range(List.of(tensor), Calibration.Method.PERCENTILE, 1))
        .isEqualTo(new Calibration.Range(-1000, 1000));
  }

  @Test
  void leastSquaresIsNoWorseThanMinMaxAndBetterWhereOneValueLiesFarOff() {
    Cases.forAll(
        60,
        random -> {
          int bits = random.nextInt(2, 9);
          boolean signed = random.nextBoolean();
          Tensor.Floats picture = RandomProducts.gaussian(random, Shape.of(1, 1, 2000), 1);
          boolean outlier = random.nextBoolean();
          if (outlier) {
            picture.data()[random.nextInt(2000)] = 8;
          }
          double minMax =
              error(picture, range(List.of(picture), Calibration.Method.MIN_MAX, 1), bits, signed);
          Settings settings = settings(Calibration.Method.LEAST_SQUARED_ERROR, 1, signed);
          double best =
              error(
                  picture,
                  calibrated(List.of(picture)).range("x", null, settings, bits, 0),
                  bits,
                  signed);
          assertThat(best).isLessThanOrEqualTo(minMax);
          if (outlier && bits <= 4) {
            assertThat(best).isLessThan(0.9 * minMax);
          }
        });
  }

  @Test
  void whatIsNoFiniteNumberIsLeftOut() {
    float[] data = {1, Float.NaN, -2, Float.POSITIVE_INFINITY, 3, Float.NEGATIVE_INFINITY};
    Tensor tensor = Tensor.floats(Shape.of(1, 2, 3), data);
    for (Calibration.Method method : Calibration.Method.values()) {
      Calibration.Range range = range(List.of(tensor), method, 0.9);
      assertThat(range.least()).isBetween(-2f, 0f);
      assertThat(range.greatest()).isBetween(0f, 3f);
    }
    assertThat(range(List.of(tensor), Calibration.Method.MIN_MAX, 1))
        .isEqualTo(new Calibration.Range(-2, 3));
    Tensor none = Tensor.floats(Shape.of(1, 1, 2), new float[] {Float.NaN, Float.NaN});
    assertThat(calibrated(List.of(none)).has("x")).isFalse();
  }

  @Test
  void theSampleMissesNoColumn() {
    SeenActivation seen = new SeenActivation(256, Set.of());
    float[] data = new float[64 * 64 * 16];
    for (int i = 0; i < data.length; i++) {
      data[i] = i % 64;
    }
    seen.look(Tensor.floats(Shape.of(1, 16, 64, 64), data));
    Set<Float> columns = new HashSet<>();
    for (float x : seen.sample()) {
      columns.add(x);
    }
    assertThat(columns).hasSize(64);
    assertThat(seen.sample().length).isBetween(200, 256);
  }

  @Test
  void manyPicturesKeepTheSampleSmall() {
    Tensor picture = Tensor.floats(Shape.of(1, 1, 5000), new float[5000]);
    List<Tensor> pictures = IntStream.range(0, 300).mapToObj(_ -> picture).toList();
    Settings settings = settings(Calibration.Method.LEAST_SQUARED_ERROR, 1, false);
    Calibration calibration = calibrated(pictures);
    assertThat(calibration.range("x", null, settings, 8, 0)).isEqualTo(new Calibration.Range(0, 0));
    assertThat(calibration.sampled("x")).isBetween(1 << 16, 1 << 17);
  }

  @Test
  void reachOfChannelsIsThatOfTheirValues() {
    Cases.forAll(
        50,
        random -> {
          int channels = random.nextInt(1, 6);
          Shape shape =
              Shape.of(random.nextInt(1, 3), channels, random.nextInt(1, 9), random.nextInt(1, 9));
          Tensor.Floats picture = RandomProducts.gaussian(random, shape, 1);
          SeenActivation seen = new SeenActivation(100, EnumSet.allOf(Calibration.Axis.class));
          seen.look(picture);
          for (Calibration.Axis axis : Calibration.Axis.values()) {
            int count = axis == Calibration.Axis.PICTURE ? channels : shape.size(3);
            int inner = axis == Calibration.Axis.PICTURE ? shape.span(2, 4) : 1;
            float[] reach = new float[count];
            for (int i = 0; i < picture.elements(); i++) {
              reach[i / inner % count] =
                  Math.max(reach[i / inner % count], Math.abs(picture.data()[i]));
            }
            SeenActivation.Channels found = Objects.requireNonNull(seen.channels(axis));
            assertThat(found.reach()).containsExactly(reach);
          }
        });
  }

  @Test
  void tensorsOfOtherChannelsLeaveNoChannels() {
    SeenActivation seen = new SeenActivation(100, EnumSet.allOf(Calibration.Axis.class));
    seen.look((Tensor.Floats) Tensor.zeros(ElementType.FLOAT, Shape.of(1, 2, 4)));
    seen.look((Tensor.Floats) Tensor.zeros(ElementType.FLOAT, Shape.of(1, 3, 4)));
    assertThat(seen.channels(Calibration.Axis.PICTURE)).isNull();
    assertThat(seen.channels(Calibration.Axis.ROW)).isNotNull();
    SeenActivation empty = new SeenActivation(100, EnumSet.allOf(Calibration.Axis.class));
    empty.look((Tensor.Floats) Tensor.zeros(ElementType.FLOAT, Shape.of(0, 0, 0)));
    assertThat(empty.channels(Calibration.Axis.ROW)).isNull();
    assertThat(empty.any()).isFalse();
  }

  private static double error(
      Tensor.Floats data, Calibration.Range range, int bits, boolean signed) {
    IntegerCode code = IntegerCode.covering(range, bits, signed);
    double error = 0;
    for (float x : data.data()) {
      error += Math.pow(code.real(code.integer(x)) - (double) x, 2);
    }
    return error;
  }

  private static Calibration.Range range(
      List<Tensor> pictures, Calibration.Method method, double percentile) {
    return calibrated(pictures).range("x", null, settings(method, percentile, false), 8, 0);
  }

  private static Settings settings(Calibration.Method method, double percentile, boolean signed) {
    return new Settings(8, 8, signed, method, percentile, false, false, false, List.of());
  }

  /// Calibrates the input of a convolution of one weight.
  private static Calibration calibrated(List<Tensor> pictures) {
    Tensor first = pictures.getFirst();
    int[] kernel = new int[first.shape().rank()];
    Arrays.fill(kernel, 1);
    kernel[1] = first.shape().size(1);
    Window window = new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
    Graph graph =
        new NetworkBuilder()
            .input("x", first)
            .constant("w", Tensor.zeros(ElementType.FLOAT, Shape.of(kernel)))
            .node("y", new Linear.Conv(window, 1), "x", "w")
            .graph("y");
    List<Map<String, Tensor>> inputs =
        pictures.stream().map(picture -> Map.of("x", picture)).toList();
    return Calibration.run(
        graph, Settings.PLAIN, new ScalarKernels("test"), inputs, Progress.SILENT);
  }
}
