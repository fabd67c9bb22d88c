package bitline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.base.Progress;
import bitline.chip.Chip;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.map.Mapping;
import bitline.program.Program;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LayerLossTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final List<String> LAYERS = List.of("first", "second", "third");

  /// A network of which every other layer was left in float loses what the one layer loses.
  @Test
  void aLayersLossIsThatOfANetworkWithThatLayerAloneOnTheChip() {
    Cases.forAll(
        30,
        random -> {
          Graph network = network(random);
          List<Map<String, Tensor>> inputs =
              List.of(
                  Map.of("x", RandomProducts.gaussian(random, Shape.of(2, 6), 1)),
                  Map.of("x", RandomProducts.gaussian(random, Shape.of(2, 6), 1)));
          Chip chip = RandomChips.draw(random, 1000, random.nextInt(1, 8));
          Program whole = program(network, inputs, chip, List.of());
          Map<String, Noise> losses =
              new LayerLoss(network, whole, SCALAR).of(whole.layers(), inputs, 1, Progress.SILENT);
          assertThat(losses).containsOnlyKeys(LAYERS);
          for (String layer : LAYERS) {
            List<Settings.Override> others =
                LAYERS.stream()
                    .filter(other -> !other.equals(layer))
                    .map(other -> new Settings.Override(other, 0, 0))
                    .toList();
            Program alone = program(network, inputs, chip, others);
            assertThat(alone.layers()).hasSize(1);
            Noise expected = Noise.NONE;
            for (Map<String, Tensor> input : inputs) {
              Map<String, Tensor> exact = Workbench.runFloat(network, input);
              Map<String, Tensor> got = Workbench.run(alone, input).outputs();
              Noise noise = Noise.NONE;
              for (String output : exact.keySet()) {
                noise = noise.plus(Noise.between(exact.get(output), got.get(output)));
              }
              expected = expected.plus(noise);
            }
            assertThat(losses.get(layer)).as(layer).isEqualTo(expected);
          }
          assertThat(
                  new LayerLoss(network, whole, SCALAR)
                      .of(whole.layers(), inputs, 3, Progress.SILENT))
              .isEqualTo(losses);
        });
  }

  /// Three dense layers, the last of which reads the first and the second, and two outputs.
  private static Graph network(RandomGenerator random) {
    return new NetworkBuilder()
        .input("x", RandomProducts.gaussian(random, Shape.of(2, 6), 1))
        .constant("w1", RandomProducts.gaussian(random, Shape.of(6, 5), 0.5f))
        .constant("w2", RandomProducts.gaussian(random, Shape.of(5, 5), 0.5f))
        .constant("w3", RandomProducts.gaussian(random, Shape.of(5, 3), 0.5f))
        .node("first", new Linear.MatMul(), "x", "w1")
        .node("relu", new Elementwise.Relu(), "first")
        .node("second", new Linear.MatMul(), "relu", "w2")
        .node("sum", new Elementwise.Add(), "relu", "second")
        .node("third", new Linear.MatMul(), "sum", "w3")
        .graph("third", "second");
  }

  private static Program program(
      Graph network,
      List<Map<String, Tensor>> inputs,
      Chip chip,
      List<Settings.Override> overrides) {
    // without bias correction, which looks at the layers before
    Settings settings =
        new Settings(4, 4, false, Calibration.Method.MIN_MAX, 0.99, false, false, false, overrides);
    Graph quantised = Workbench.quantise(network, settings, inputs);
    return switch (Workbench.map(quantised, chip, Map.of(), 0)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }
}
