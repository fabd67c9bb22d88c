package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
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
import org.junit.jupiter.params.provider.ValueSource;

/// A network gives the bits of the integer reference whether its weights stay on the chip or are
/// exchanged.
class ThreeWaysTest {
  private static final Path MODELS =
      Path.of(System.getProperty("bitline.data", "../shared"), "models");
  private static final Chip SRAM = Workbench.chip("houmo_h30_2023");

  private static final List<Request> WAYS =
      List.of(
          Request.PLAIN.with(Way.RESIDENT),
          Request.PLAIN.with(Way.STREAMED),
          Request.PLAIN.ofBatch(4).with(Way.BATCHED));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist_cnn",
        "gtsrb_cnn_32",
        "mlperftiny_resnet8",
        "mlperftiny_kws_int8_qdq",
        "resnet20_cifar10",
        "tinyllama_stories260k_t64"
      })
  void everyWayGivesTheReferencesBits(String name) {
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
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, List.of(inputs));
    for (Request request : WAYS) {
      Mapping mapping = Workbench.map(quantised, SRAM, shapes, request);
      assertThat(mapping).as("%s", request).isInstanceOf(Mapping.Mapped.class);
      Program program = ((Mapping.Mapped) mapping).program();
      assertThat(program.resident()).isEqualTo(request.way() == Way.RESIDENT);
      IdealCheck.Result result = IdealCheck.check(program, KernelsProvider.best(1), inputs);
      assertThat(result.first()).as("%s", request).isNull();
      assertThat(result.layers()).isEqualTo(program.layers().size());
    }
  }
}
