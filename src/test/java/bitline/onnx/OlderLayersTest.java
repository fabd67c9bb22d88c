package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.graph.Quantising;
import bitline.graph.Resampling;
import bitline.graph.Resampling.Coordinates;
import bitline.graph.Resampling.Interpolation;
import bitline.graph.Resampling.Nearest;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Layers that older opsets wrote otherwise.
class OlderLayersTest {
  private final Map<String, Tensor> constants = new HashMap<>();

  private OperatorTable.Imported read(
      String operator, int opset, List<String> inputs, Map<String, Attribute> attributes) {
    OnnxNode node = new OnnxNode("n", operator, "", opset, inputs, List.of("y"), attributes);
    OperatorTable.Entry entry = OperatorTable.all().find("", operator, opset);
    return Objects.requireNonNull(entry, operator + " of opset " + opset)
        .reading()
        .read(node, new Beside());
  }

  private final class Beside implements OperatorTable.Target {
    @Override
    public String constant(Tensor value) {
      constants.put("c" + constants.size(), value);
      return "c" + (constants.size() - 1);
    }

    @Override
    public @Nullable Tensor known(String value) {
      return constants.get(value);
    }
  }

  private Resampling.Resize resize(OperatorTable.Imported imported) {
    return (Resampling.Resize) imported.op();
  }

  @Test
  void upsampleIsAResizeByRoundingDown() {
    Attribute scales = new Attribute.OfFloats(new float[] {1, 1, 2, 2});
    OperatorTable.Imported seven = read("Upsample", 7, List.of("x"), Map.of("scales", scales));
    assertThat(constants.get(seven.inputs().get(2)).toFloats()).containsExactly(1, 1, 2, 2);
    assertThat(seven.inputs().subList(0, 2)).containsExactly("x", "");
    assertThat(resize(seven).coordinates()).isEqualTo(Coordinates.ASYMMETRIC);
    assertThat(resize(seven).nearest()).isEqualTo(Nearest.FLOOR);
    OperatorTable.Imported nine =
        read("Upsample", 9, List.of("x", "s"), Map.of("mode", new Attribute.OfString("linear")));
    assertThat(nine.inputs()).containsExactly("x", "", "s");
    assertThat(resize(nine).mode()).isEqualTo(Interpolation.LINEAR);
    assertThat(read("Resize", 10, List.of("x", "s"), Map.of()))
        .isEqualTo(new OperatorTable.Imported(seven.op(), List.of("x", "", "s")));
    assertThat(resize(read("Resize", 11, List.of("x", "", "s"), Map.of())).coordinates())
        .isEqualTo(Coordinates.HALF_PIXEL);
    assertThatThrownBy(() -> read("Upsample", 9, List.of("x"), Map.of()))
        .isInstanceOf(Problem.class);
  }

  @Test
  void softmaxFlattenedBeforeThirteen() {
    assertThat(read("Softmax", 12, List.of("x"), Map.of()).op())
        .isEqualTo(new Normalising.Softmax(1, true));
    assertThat(read("Softmax", 13, List.of("x"), Map.of()).op())
        .isEqualTo(new Normalising.Softmax(-1, false));
    assertThat(read("Hardmax", 11, List.of("x"), Map.of("axis", new Attribute.OfInt(2))).op())
        .isEqualTo(new Normalising.Hardmax(2, true));
  }

  @Test
  void theTransformsAxisWasAnAttribute() {
    OperatorTable.Imported older =
        read("DFT", 17, List.of("x"), Map.of("axis", new Attribute.OfInt(2)));
    assertThat(older.inputs().subList(0, 2)).containsExactly("x", "");
    assertThat(constants.get(older.inputs().get(2)).toLongs()).containsExactly(2);
    assertThat(read("DFT", 20, List.of("x", "", "a"), Map.of()).inputs())
        .containsExactly("x", "", "a");
  }

  @Test
  void regionsOfTenHadNoHalfPixel() {
    assertThat(
            ((Resampling.RoiAlign) read("RoiAlign", 10, List.of("x", "r", "b"), Map.of()).op())
                .halfPixel())
        .isFalse();
    assertThat(
            ((Resampling.RoiAlign) read("RoiAlign", 16, List.of("x", "r", "b"), Map.of()).op())
                .halfPixel())
        .isTrue();
  }

  @Test
  void theQuantisedTypeIsTheZeroPointsOrTheAttributes() {
    constants.put("z", new Tensor.Ints(ElementType.INT8, Shape.SCALAR, new int[1]));
    assertThat(read("QuantizeLinear", 13, List.of("x", "s", "z"), Map.of()).op())
        .isEqualTo(new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8));
    assertThat(read("QuantizeLinear", 13, List.of("x", "s"), Map.of()).op())
        .isEqualTo(new Quantising.QuantizeLinear(1, 0, true, ElementType.UINT8));
    assertThat(read("QuantizeLinear", 13, List.of("x", "s", "unknown"), Map.of()).op())
        .isEqualTo(new Quantising.QuantizeLinear(1, 0, true, null));
    Map<String, Attribute> int4 =
        Map.of("output_dtype", new Attribute.OfInt(ElementType.INT4.onnx()));
    assertThat(read("QuantizeLinear", 21, List.of("x", "s"), int4).op())
        .isEqualTo(new Quantising.QuantizeLinear(1, 0, true, ElementType.INT4));
  }

  @Test
  void trainingFormsAreRefused() {
    OperatorTable.Entry entry =
        Objects.requireNonNull(OperatorTable.all().find("", "BatchNormalization", 9));
    OnnxNode training =
        new OnnxNode(
            "n",
            "BatchNormalization",
            "",
            9,
            List.of("x", "s", "b", "m", "v"),
            List.of("y", "mean"),
            Map.of());
    assertThatThrownBy(() -> entry.reading().read(training, new Beside()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("training");
    Normalising op =
        (Normalising)
            read("BatchNormalization", 9, List.of("x", "s", "b", "m", "v"), Map.of()).op();
    assertThat(op).isEqualTo(new Normalising.BatchNormalization(1e-5f, 0.9f, false));
  }
}
