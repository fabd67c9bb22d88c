package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Workbench;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.map.ActivationProducts;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole networks whose attention lies in arrays: every sum of every layer is the reference's, and
/// the answers are those of a chip that leaves attention to its vector unit. `lstr_lane_360x640`
/// and MiniLM take longer; `verify` looks at the former.
class AttentionNetworksTest {
  private static final Path MODELS =
      Path.of(System.getProperty("bitline.data", "../shared"), "models");

  @ParameterizedTest
  @CsvSource({
    "vit_ibp_cifar10, ideal_digital, 6",
    "vit_ibp_cifar10, houmo_h30_2023, 6",
    "tinyllama_stories260k_t64, ideal_digital, 10"
  })
  void attentionInArraysGivesTheReferencesBits(String name, String chip, int products) {
    Path folder = MODELS.resolve(name);
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> name + " skipped: no " + folder + " (see README)");
    Graph network = Workbench.load(folder.resolve("model.onnx"));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Port port : network.inputs()) {
      Tensor tensor = Npy.read(folder.resolve("sample0/input_" + port.name() + ".npy"));
      inputs.put(port.name(), tensor);
      shapes.put(port.name(), tensor.shape());
    }
    Graph quantised = Workbench.quantise(network, Settings.PLAIN.withAttention(8), List.of(inputs));
    Program arrays = program(quantised, chip, shapes, ActivationProducts.ARRAYS);
    assertThat(arrays.layers().stream().filter(layer -> layer.written() != null)).hasSize(products);
    IdealCheck.Result check = IdealCheck.check(arrays, KernelsProvider.best(1), inputs);
    assertThat(check.first()).isNull();
    assertThat(check.layers()).isEqualTo(arrays.layers().size());
    Program vector = program(quantised, chip, shapes, ActivationProducts.VECTOR);
    assertThat(vector.vectorProducts())
        .filteredOn(layer -> layer.written() != null)
        .extracting(ArrayLayer::node)
        .hasSize(products);
    Map<String, Tensor> expected = Workbench.run(vector, inputs).outputs();
    Workbench.run(arrays, inputs)
        .outputs()
        .forEach((output, tensor) ->
            assertThat(tensor.toFloats()).isEqualTo(expected.get(output).toFloats()));
  }

  private static Program program(
      Graph network, String chip, Map<String, Shape> shapes, ActivationProducts where) {
    Mapping mapping =
        Workbench.map(network, Workbench.chip(chip), shapes, Request.PLAIN.with(where));
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    return ((Mapping.Mapped) mapping).program();
  }
}
