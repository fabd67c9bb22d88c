package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import bitline.Cases;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the quantiser makes, written as ONNX, is the same network in ONNX Runtime: every quantised
/// activation is the same integer, or a neighbour where a float sum lay between two, and outputs
/// are as near as one step of 8 bits.
final class QuantisedInRuntimeTest {
  /// Of an 8-bit integer, as a share of its range.
  private static final double STEP = 1.0 / 255;

  @Test
  void theTrafficSigns() throws Exception {
    Path file = Path.of("models", "signs_bitline.onnx");
    Graph network = Workbench.load(file);
    ModelCard card = ModelCards.find(file, null).fittedTo(network);
    EvaluationSet signs = EvaluationSet.folder(Path.of("examples", "signs"), null, card);
    List<Map<String, Tensor>> pictures =
        IntStream.range(0, 2).mapToObj(i -> signs.item(40 * i, card).inputs()).toList();
    agree(network, Settings.PLAIN, pictures, STEP);
    agree(network, Settings.PLAIN.withBits(4, 6), pictures, STEP);
  }

  @Test
  void aSharedNetworkWithResiduals() throws Exception {
    Path folder = SharedModels.folder().resolve("resnet20_cifar10");
    Graph network = Workbench.load(folder.resolve("model.onnx"));
    Port port = network.inputs().getFirst();
    Tensor picture = Npy.read(folder.resolve("sample0/input_" + port.name() + ".npy"));
    agree(network, Settings.PLAIN, List.of(Map.of(port.name(), picture)), STEP);
  }

  @Test
  void productsOfEveryOperatorAndWidth() {
    Cases.forAll(
        150,
        random -> {
          RandomProducts.Drawn drawn = RandomProducts.floats(random);
          while (refused(drawn)) {
            drawn = RandomProducts.floats(random);
          }
          try {
            agree(drawn.graph(), settings(random), List.of(drawn.inputs()), 1e-4);
          } catch (OrtException e) {
            throw new AssertionError(e);
          }
        });
  }

  /// ONNX Runtime takes no dilated convolution that says SAME.
  private static boolean refused(RandomProducts.Drawn drawn) {
    return drawn.graph().nodes().getFirst().op() instanceof Linear.Conv conv
        && conv.window().autoPad().name().startsWith("SAME")
        && conv.window().dilations().stream().anyMatch(dilation -> dilation > 1);
  }

  private static Settings settings(RandomGenerator random) {
    return new Settings(
        random.nextInt(2, 9),
        random.nextInt(2, 9),
        random.nextBoolean(),
        Calibration.Method.values()[random.nextInt(Calibration.Method.values().length)],
        0.99,
        random.nextBoolean(),
        false,
        random.nextBoolean(),
        List.of());
  }

  private static void agree(
      Graph network, Settings settings, List<Map<String, Tensor>> pictures, double share)
      throws OrtException {
    Graph quantised = watched(Workbench.quantise(network, settings, pictures));
    byte[] bytes = OnnxWriter.bytes(quantised);
    for (Map<String, Tensor> picture : pictures) {
      Map<String, Tensor> ours = Workbench.runFloat(quantised, picture);
      Map<String, Tensor> theirs = OnnxRuntime.run(bytes, picture);
      assertThat(theirs.keySet()).isEqualTo(ours.keySet());
      ours.forEach((name, tensor) -> near(name, tensor, theirs.get(name), share));
    }
  }

  /// Integers may be neighbours; reals may differ by a share of their range.
  private static void near(String name, Tensor ours, Tensor theirs, double share) {
    assertThat(theirs.shape()).as(name).isEqualTo(ours.shape());
    double least = 0;
    double greatest = 0;
    double worst = 0;
    for (int i = 0; i < ours.elements(); i++) {
      least = Math.min(least, ours.at(i));
      greatest = Math.max(greatest, ours.at(i));
      worst = Math.max(worst, Math.abs(ours.at(i) - theirs.at(i)));
    }
    assertThat(worst)
        .as(name)
        .isLessThanOrEqualTo(ours.type().isFloat() ? (greatest - least) * share : 1);
  }

  /// The network with its quantised activations among its outputs.
  private static Graph watched(Graph quantised) {
    List<Port> outputs = new ArrayList<>(quantised.outputs());
    for (Node node : quantised.nodes()) {
      if (node.op() instanceof Quantising.QuantizeLinear op) {
        outputs.add(new Port(node.output(), op.to(), null));
      }
    }
    return new Graph(
        quantised.name(), quantised.inputs(), outputs, quantised.constants(), quantised.nodes());
  }
}
