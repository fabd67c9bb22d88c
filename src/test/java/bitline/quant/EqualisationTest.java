package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomProducts;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Window;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EqualisationTest {
  private static final Window PADDED =
      new Window(List.of(), List.of(), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);

  @Test
  void theNetworkComputesTheSameWithRangesThatAgree() {
    Cases.forAll(
        100,
        random -> {
          int groups = random.nextInt(1, 4);
          int perGroup = random.nextInt(1, 4);
          Tensor x = RandomProducts.gaussian(random, Shape.of(2, 3, 6, 6), 1);
          Graph network = network(random, x, groups, perGroup, random.nextBoolean());
          Graph equalised = Equalisation.apply(network);
          same(network, equalised, x);
          for (int c = 0; c < groups * perGroup; c++) {
            assertThat(reachOut(equalised, c) / reachIn(equalised, c, groups, perGroup))
                .isEqualTo(1, within(1e-3));
          }
        });
  }

  /// A second reader of what lies between, or of the weights, would not be scaled back.
  @Test
  void whatOthersReadStaysAsItIs() {
    Cases.forAll(
        20,
        random -> {
          Tensor x = RandomProducts.gaussian(random, Shape.of(1, 3, 6, 6), 1);
          NetworkBuilder between =
              builder(random, x, 1, 4, true).node("also", new Elementwise.Neg(), "relu");
          Graph network = between.graph("y", "also");
          assertThat(Equalisation.apply(network).constants()).isEqualTo(network.constants());
          Graph shown = builder(random, x, 1, 4, true).graph("y", "relu");
          assertThat(Equalisation.apply(shown).constants()).isEqualTo(shown.constants());
          Graph shared =
              builder(random, x, 1, 4, true)
                  .node("twin", new Linear.Conv(PADDED, 1), "x", "a")
                  .graph("y", "twin");
          assertThat(Equalisation.apply(shared).constants()).isEqualTo(shared.constants());
        });
  }

  private static Graph network(
      RandomGenerator random, Tensor x, int groups, int perGroup, boolean relu) {
    return builder(random, x, groups, perGroup, relu).graph("y");
  }

  private static NetworkBuilder builder(
      RandomGenerator random, Tensor x, int groups, int perGroup, boolean relu) {
    int channels = groups * perGroup;
    Tensor.Floats a = RandomProducts.gaussian(random, Shape.of(channels, 3, 3, 3), 1);
    for (int i = 0; i < a.elements(); i++) {
      a.data()[i] *= 1 << i / 27;
    }
    NetworkBuilder builder =
        new NetworkBuilder()
            .input("x", x)
            .constant("a", a)
            .constant("a_bias", RandomProducts.gaussian(random, Shape.of(channels), 1))
            .constant(
                "b", RandomProducts.gaussian(random, Shape.of(2 * groups, perGroup, 3, 3), 0.1f))
            .node("first", new Linear.Conv(PADDED, 1), "x", "a", "a_bias");
    if (relu) {
      builder.node("relu", new Elementwise.Relu(), "first");
    }
    return builder.node("y", new Linear.Conv(PADDED, groups), relu ? "relu" : "first", "b");
  }

  private static void same(Graph network, Graph equalised, Tensor x) {
    Interpreter interpreter = new Interpreter(new ScalarKernels("test"));
    Tensor before = interpreter.run(network, Map.of("x", x)).get("y");
    Tensor after = interpreter.run(equalised, Map.of("x", x)).get("y");
    double most = 0;
    for (int i = 0; i < before.elements(); i++) {
      most = Math.max(most, Math.abs(before.at(i)));
    }
    for (int i = 0; i < before.elements(); i++) {
      assertThat(after.at(i)).isEqualTo(before.at(i), within(1e-5 * most));
    }
  }

  /// How far the weights reach that make channel `c` between the two.
  private static double reachOut(Graph graph, int c) {
    Tensor a = graph.constant("a").tensor();
    double reach = 0;
    for (int i = 27 * c; i < 27 * (c + 1); i++) {
      reach = Math.max(reach, Math.abs(a.at(i)));
    }
    return reach;
  }

  /// How far the weights reach that read it.
  private static double reachIn(Graph graph, int c, int groups, int perGroup) {
    Tensor b = graph.constant("b").tensor();
    double reach = 0;
    for (int i = 0; i < b.elements(); i++) {
      int output = i / 9 / perGroup;
      int channel = output / (b.shape().size(0) / groups) * perGroup + i / 9 % perGroup;
      reach = channel == c ? Math.max(reach, Math.abs(b.at(i))) : reach;
    }
    return reach;
  }
}
