package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.tensor.Shape;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YoloV3Test {
  private static final Graph NETWORK = YoloV3.graph();

  private static final Map<String, Shape> PICTURE = Map.of(YoloV3.INPUT, Shape.of(1, 3, 416, 416));

  /// The author's page (pjreddie.com/darknet/yolo) gives 65.86 billion floating-point operations
  /// for YOLOv3-416, two for a multiply-accumulate.
  @Test
  void itHasTheOperationsThatItsAuthorGives() {
    long macs = MacCount.of(NETWORK, Shapes.infer(NETWORK, PICTURE)).total();
    assertThat(Math.round(2 * macs / 1e7)).isEqualTo(6586);
  }

  /// The count that is usually given for the network with its norms folded.
  @Test
  void itHas75ConvolutionsAnd62MillionWeightsAndBiases() {
    assertThat(NETWORK.nodes().stream().filter(node -> node.op() instanceof Linear.Conv))
        .hasSize(75);
    long weights =
        NETWORK.constants().entrySet().stream()
            .filter(constant -> constant.getKey().startsWith("conv_"))
            .mapToLong(constant -> constant.getValue().shape().elements())
            .sum();
    assertThat(weights).isEqualTo(61_922_845);
  }

  @Test
  void headsSeeThreeSizes() {
    var types = Shapes.infer(NETWORK, PICTURE);
    assertThat(NETWORK.outputs())
        .extracting(port -> Objects.requireNonNull(types.get(port.name())).shape())
        .containsExactly(
            Shape.of(1, 255, 13, 13), Shape.of(1, 255, 26, 26), Shape.of(1, 255, 52, 52));
  }

  /// Numbers of the configuration's layers.
  @Test
  void layersHaveTheNumbersOfTheConfiguration() {
    assertThat(NETWORK.outputs())
        .extracting(port -> port.name())
        .containsExactly("conv_81", "conv_93", "conv_105");
  }
}
