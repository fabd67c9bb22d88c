package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Recurrent;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MacCountTest {
  private static final Window WINDOW =
      new Window(List.of(), List.of(2, 2), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);

  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private void weight(String name, int... sizes) {
    constants.put(name, Constant.of(Tensor.zeros(ElementType.FLOAT, Shape.of(sizes))));
  }

  private void node(Op op, String output, String... inputs) {
    nodes.add(new Node("n" + nodes.size(), op, List.of(inputs), List.of(output)));
  }

  private MacCount count(String output, String... sizes) {
    Graph graph =
        new Graph(
            "g",
            List.of(new Port("x", ElementType.FLOAT, List.of(sizes))),
            List.of(new Port(output, null, null)),
            constants,
            nodes);
    return MacCount.of(graph, Shapes.infer(graph, Map.of()));
  }

  @Test
  void convolutionsCountOutputElementsTimesWeightsOfAChannel() {
    weight("w", 6, 2, 3, 3);
    node(new Linear.Conv(WINDOW, 2), "y", "x", "w");
    assertThat(count("y", "N", "4", "8", "8").layers())
        .containsExactly(new MacCount.Layer("n0", "Conv", 6 * 4 * 4 * (2 * 9), true));
  }

  @Test
  void transposedConvolutionsCountInputElementsTimesWeightsOfAChannel() {
    weight("w", 4, 3, 2, 2);
    node(new Linear.ConvTranspose(WINDOW, 2, List.of(), List.of()), "y", "x", "w");
    assertThat(count("y", "1", "4", "8", "8").total()).isEqualTo(4 * 64 * (3 * 4));
  }

  @Test
  void aProductOfTwoActivationsIsToldFromOneWithWeights() {
    weight("w", 5, 7);
    constants.put("q", Constant.of(new Tensor.Ints(ElementType.INT8, Shape.of(7, 5), new int[35])));
    weight("s");
    node(new Linear.MatMul(), "a", "x", "w");
    node(new Quantising.DequantizeLinear(0, 0), "d", "q", "s");
    node(new Linear.MatMul(), "b", "a", "d");
    node(new Elementwise.Relu(), "r", "b");
    node(new Linear.Gemm(1, 1, false, true), "y", "b", "r");
    MacCount macs = count("y", "3", "5");
    assertThat(macs.weightStationary()).isEqualTo(3 * 7 * 5 + 3 * 5 * 7);
    assertThat(macs.activationByActivation()).isEqualTo(3 * 3 * 5);
    assertThat(macs.total()).isEqualTo(105 + 105 + 45);
  }

  @Test
  void einsteinSumsCountTheProductOfAllSizes() {
    weight("w", 4, 5);
    node(new Linear.Einsum("...ij,jk->...ik"), "y", "x", "w");
    assertThat(count("y", "2", "3", "4").total()).isEqualTo(2 * 3 * 4 * 5);
  }

  @Test
  void recurrentLayersCountEveryStepAndDirection() {
    weight("w", 2, 4 * 3, 5);
    weight("r", 2, 4 * 3, 3);
    Recurrent.Layer layer =
        new Recurrent.Layer(
            List.of(), List.of(), List.of(), null, Recurrent.Direction.BIDIRECTIONAL, 3, false);
    node(new Recurrent.Lstm(layer, false), "y", "x", "w", "r");
    assertThat(count("y", "7", "2", "5").layers())
        .containsExactly(
            new MacCount.Layer("n0", "LSTM", 7L * 2 * (2 * 12 * 5 + 2 * 12 * 3), true));
  }

  @Test
  void shapesNeedADeclaredRank() {
    Graph graph =
        new Graph(
            "g",
            List.of(new Port("x", ElementType.FLOAT, null)),
            List.of(new Port("x", null, null)),
            Map.of(),
            List.of());
    assertThatThrownBy(() -> Shapes.infer(graph, Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessage("input 'x' of g has no declared shape; name one");
    assertThat(Shapes.infer(graph, Map.of("x", Shape.of(4))))
        .containsExactly(Map.entry("x", new ValueType(ElementType.FLOAT, Shape.of(4))));
  }

  @Test
  void namedSizesAreWhatTheCallerSaysOrOne() {
    Graph graph =
        new Graph(
            "g",
            List.of(new Port("x", ElementType.FLOAT, List.of("N", "T", "3"))),
            List.of(),
            Map.of(),
            List.of());
    assertThat(Shapes.declared(graph, Map.of("T", 5)).get("x")).isEqualTo(Shape.of(1, 5, 3));
  }
}
