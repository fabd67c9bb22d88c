package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.graph.Graph;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stored outputs of the smaller networks, and multiply-accumulates of all. `bitline verify` runs
/// all networks.
final class ModelReproductionTest {
  @Test
  void storedOutputsAreReproduced() {
    Path models = SharedModels.folder();
    for (String name :
        new String[] {
          "mnist_cnn",
          "gtsrb_cnn_30_nhwc",
          "gtsrb_cnn_32",
          "resnet20_cifar10",
          "mlperftiny_kws_int8_qdq",
          "mlperftiny_resnet8_int8_qdq",
          "mlperftiny_vww96",
          "mobilenetv2_imagenet_int8_qdq",
          "vit_ibp_cifar10",
          "tinyllama_stories260k_t64"
        }) {
      assertThat(ModelCheck.run(models.resolve(name), KernelsProvider.best()))
          .isNotEmpty()
          .allMatch(ModelCheck::passed);
    }
  }

  @Test
  void multiplyAccumulatesAreExact() throws IOException {
    int models = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(SharedModels.folder())) {
      for (Path folder : folders) {
        if (!Files.exists(folder.resolve("model.onnx"))) {
          continue;
        }
        JsonNode info = JsonMapper.shared().readTree(Files.readString(folder.resolve("info.json")));
        MacCount macs = count(folder.resolve("model.onnx"));
        assertThat(macs.total()).as(folder + " total").isEqualTo(info.get("macs").asLong());
        assertThat(macs.weightStationary())
            .as(folder + " weights")
            .isEqualTo(info.get("wmacs").asLong());
        assertThat(macs.activationByActivation())
            .as(folder + " activations")
            .isEqualTo(info.get("dmacs").asLong());
        Map<String, Long> byOperator = new TreeMap<>();
        macs.layers().forEach(layer -> byOperator.merge(layer.operator(), layer.macs(), Long::sum));
        info.get("by")
            .propertyStream()
            .forEach(entry ->
                assertThat(byOperator.get(entry.getKey()))
                    .as(folder + " " + entry.getKey())
                    .isEqualTo(entry.getValue().asLong()));
        models++;
      }
    }
    assertThat(models).isGreaterThanOrEqualTo(23);
  }

  @Test
  void multiplyAccumulatesOfTheLightArchitecturesAreThoseStated() {
    Path folder = SharedModels.folder().resolve("onnx_light_architectures");
    Map<String, Double> millions =
        Map.of(
            "densenet121",
            2834.2,
            "inception_v1",
            1431.6,
            "inception_v2",
            2018.9,
            "resnet50",
            4089.2,
            "shufflenet",
            124.7,
            "squeezenet",
            349.2,
            "zfnet512",
            1481.7);
    millions.forEach((name, stated) ->
        assertThat(Math.round(count(folder.resolve("light_" + name + ".onnx")).total() / 1e5))
            .as(name)
            .isEqualTo(Math.round(stated * 10)));
  }

  private static MacCount count(Path model) {
    Graph graph = OnnxReader.read(model).graph();
    return MacCount.of(graph, Shapes.infer(graph, Map.of()));
  }

  @Test
  void theRulesTellNearFromFar() {
    Tensor expected = Tensor.floats(Shape.of(3), new float[] {0, 1, 10});
    assertThat(check(expected, 0, 0, 1, 10).share()).isZero();
    assertThat(check(expected, 0, 0.0009f, 1, 10).passed()).isTrue();
    assertThat(check(expected, 0, 0.0011f, 1, 10).passed()).isFalse();
    assertThat(check(expected, 0.5, 0.5f, 1, 10).passed()).isTrue();
    assertThat(check(expected, 0.5, 0.6f, 1, 10).passed()).isFalse();
    assertThat(check(expected, 0, 0, 1, Float.NaN).passed()).isFalse();
    assertThat(check(Tensor.floats(Shape.of(1, 3), new float[3]), 0, 0, 0, 0).passed()).isFalse();
  }

  @Test
  void anInfiniteElementDoesNotExcuseTheOthers() {
    float masked = Float.NEGATIVE_INFINITY;
    Tensor expected = Tensor.floats(Shape.of(3), new float[] {masked, 1, 10});
    assertThat(check(expected, 0, masked, 1, 10).share()).isZero();
    assertThat(check(expected, 0, masked, 2, 10).passed()).isFalse();
    assertThat(check(expected, 0, -1e30f, 1, 10).passed()).isFalse();
  }

  private static ModelCheck check(Tensor expected, double step, float... got) {
    return ModelCheck.compare(
        "m", "s", "o", Tensor.floats(Shape.of(got.length), got), expected, step);
  }
}
