package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.NetworkBuilder;
import bitline.Workbench;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// relu → convolution, and relu + convolution at the end of the shortcut.
class ShortcutsTest {
  private static final Settings PLAIN =
      new Settings(8, 8, false, Calibration.Method.MIN_MAX, 0.9999, false, false, false, List.of());

  private static Tensor picture() {
    float[] values = new float[2 * 6 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101 - 30) / 23f;
    }
    return Tensor.floats(Shape.of(1, 2, 6, 6), values);
  }

  private static Graph network() {
    float[] weights = new float[2 * 2 * 3 * 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 7 % 11 - 5) / 9f;
    }
    Window window =
        new Window(List.of(3, 3), List.of(), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);
    return new NetworkBuilder()
        .input("x", picture())
        .constant("w", Tensor.floats(Shape.of(2, 2, 3, 3), weights))
        .node("r", new Elementwise.Relu(), "x")
        .node("t", new Elementwise.Relu(), "r")
        .node("c", new Linear.Conv(window, 1), "r", "w")
        .node("s", new Elementwise.Add(), "t", "c")
        .graph("s");
  }

  @Test
  void othersReadTheIntegersThatALayerReads() {
    Map<String, Tensor> input = Map.of("x", picture());
    Graph plain = Workbench.quantise(network(), PLAIN, List.of(input));
    Graph shared = Workbench.quantise(network(), PLAIN.withIntegerShortcuts(), List.of(input));

    Node reader = named(shared, "t");
    Node real = Objects.requireNonNull(shared.producers().get(reader.input(0)));
    assertThat(real.op()).isInstanceOf(Quantising.DequantizeLinear.class);
    Node rounding = Objects.requireNonNull(shared.producers().get(real.input(0)));
    assertThat(rounding.op()).isInstanceOf(Quantising.QuantizeLinear.class);
    assertThat(rounding.input(0)).isEqualTo("r");
    assertThat(named(plain, "t").input(0)).isEqualTo("r");

    Tensor exact = Objects.requireNonNull(Workbench.runFloat(plain, input).get("s"));
    Tensor rounded = Objects.requireNonNull(Workbench.runFloat(shared, input).get("s"));
    double step = Objects.requireNonNull(shared.constant(rounding.input(1))).tensor().at(0);
    double greatest = 0;
    for (int i = 0; i < exact.elements(); i++) {
      greatest = Math.max(greatest, Math.abs(exact.at(i) - rounded.at(i)));
    }
    assertThat(greatest).isPositive().isLessThanOrEqualTo(step / 2 * 1.001);
  }

  private static Node named(Graph graph, String name) {
    return graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }
}
