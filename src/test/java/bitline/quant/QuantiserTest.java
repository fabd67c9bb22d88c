package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomProducts;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Window;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantiserTest {
  private static final ScalarKernels KERNELS = new ScalarKernels("test");

  @Test
  void aBiasCountsInUnitsOfItsProductsInputsAndWeights() {
    Window plain = new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
    Cases.forAll(
        30,
        random -> {
          Tensor.Floats x = RandomProducts.gaussian(random, Shape.of(1, 2, 9, 9), 1);
          x.data()[random.nextInt(x.elements())] *= 10;
          NetworkBuilder builder = new NetworkBuilder().input("x", x);
          for (String name : List.of("first", "second", "third")) {
            builder.constant(
                name + "_w", RandomProducts.gaussian(random, Shape.of(3, 2, 2, 2), 0.3f));
            builder.constant(name + "_b", RandomProducts.gaussian(random, Shape.of(3), 1));
            builder.node(name, new Linear.Conv(plain, 1), "x", name + "_w", name + "_b");
          }
          Graph quantised =
              quantise(
                  builder.graph("first", "second", "third"),
                  settings(random.nextInt(3, 9), Calibration.Method.LEAST_SQUARED_ERROR),
                  x);
          Map<String, Node> producers = quantised.producers();
          for (String name : List.of("first", "second", "third")) {
            Node product = producers.get(name);
            float unit = (float) scale(quantised, producers, product.input(0)).at(0);
            float[] weights = scale(quantised, producers, product.input(1)).toFloats();
            float[] biases = scale(quantised, producers, product.input(2)).toFloats();
            for (int o = 0; o < biases.length; o++) {
              assertThat(biases[o]).as(name).isEqualTo(unit * weights[o]);
            }
          }
        });
  }

  @Test
  void biasCorrectionTakesTheMeanErrorOffWhateverFactorTheBiasHas() {
    Cases.forAll(
        30,
        random -> {
          float beta = random.nextInt(1, 9) / 4f * (random.nextBoolean() ? 1 : -1);
          Tensor.Floats x = RandomProducts.gaussian(random, Shape.of(16, 6), 1);
          Graph network =
              new NetworkBuilder()
                  .input("x", x)
                  .constant("w", RandomProducts.gaussian(random, Shape.of(6, 5), 0.3f))
                  .constant("b", RandomProducts.gaussian(random, Shape.of(5), 0.5f))
                  .node("y", new Linear.Gemm(1, beta, false, false), "x", "w", "b")
                  .graph("y");
          Graph quantised = quantise(network, settings(3, Calibration.Method.MIN_MAX), x);
          double[] wanted = means(network, x);
          double[] got = means(quantised, x);
          Map<String, Node> producers = quantised.producers();
          Tensor units = scale(quantised, producers, producers.get("y").input(2));
          for (int c = 0; c < got.length; c++) {
            assertThat(Math.abs(got[c] - wanted[c]))
                .isLessThanOrEqualTo(0.51 * Math.abs(beta) * units.at(c) + 1e-6);
          }
        });
  }

  private static double[] means(Graph graph, Tensor x) {
    Tensor y = new Interpreter(KERNELS).run(graph, Map.of("x", x)).get("y");
    double[] means = new double[y.shape().size(1)];
    for (int i = 0; i < y.elements(); i++) {
      means[i % means.length] += y.at(i) / y.shape().size(0);
    }
    return means;
  }

  private static Graph quantise(Graph network, Settings settings, Tensor x) {
    return Quantiser.quantise(
        network, settings, KERNELS, List.of(Map.of("x", x), Map.of("x", x)), Progress.SILENT);
  }

  private static Settings settings(int bits, Calibration.Method method) {
    return new Settings(bits, bits, false, method, 1, true, false, false, List.of());
  }

  /// The scale of the DequantizeLinear that makes a value.
  private static Tensor scale(Graph graph, Map<String, Node> producers, String value) {
    return graph.constant(producers.get(value).input(1)).tensor();
  }
}
