package bitline.tensor.simd;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.graph.eval.Interpreter;
import bitline.onnx.OnnxReader;
import bitline.tensor.Kernels;
import bitline.tensor.Npy;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole networks give one answer, bit for bit, with the scalar kernels and with every lane width
/// and number of threads.
final class NetworkBitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"resnet20_cifar10", "mlperftiny_vww96"})
  void oneAnswer(String model) {
    Path folder = Path.of(System.getProperty("bitline.data", "../shared"), "models", model);
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "skipped: no " + folder + " (-Dbitline.data names another folder)");
    Graph graph = OnnxReader.read(folder.resolve("model.onnx")).graph();
    Map<String, Tensor> inputs = new HashMap<>();
    for (Port port : graph.inputs()) {
      inputs.put(port.name(), Npy.read(folder.resolve("sample0/input_" + port.name() + ".npy")));
    }
    List<Integer> expected = bits(new ScalarKernels("the reference"), graph, inputs);
    for (int threads : new int[] {1, 2}) {
      for (Kernels kernels : Widths.all(threads).values()) {
        assertThat(bits(kernels, graph, inputs)).as(kernels.reason()).isEqualTo(expected);
      }
    }
  }

  private static List<Integer> bits(Kernels kernels, Graph graph, Map<String, Tensor> inputs) {
    List<Integer> bits = new ArrayList<>();
    for (Tensor output : new Interpreter(kernels).run(graph, inputs).values()) {
      for (float value : output.toFloats()) {
        bits.add(Float.floatToRawIntBits(value));
      }
    }
    return bits;
  }
}
