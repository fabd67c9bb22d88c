package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlFlowTest {
  private static List<Port> ports(String... names) {
    return Arrays.stream(names).map(name -> new Port(name, ElementType.FLOAT, List.of())).toList();
  }

  private static Node add(String a, String b, String sum) {
    return new Node(sum, new Elementwise.Add(), List.of(a, b), List.of(sum));
  }

  private static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    return new Interpreter(new ScalarKernels("the reference")).run(graph, inputs);
  }

  private static Tensor number(double value) {
    return Evaluated.floats(Shape.SCALAR, value);
  }

  /// The body adds a value of the graph around it and one of that graph's constants.
  @Test
  void aLoopCarriesStacksAndReadsWhatIsAround() {
    Graph body =
        new Graph(
            "body",
            ports("turn", "go", "sum"),
            ports("go", "next", "next"),
            Map.of(),
            List.of(add("sum", "step", "part"), add("part", "one", "next")));
    Graph graph =
        new Graph(
            "outer",
            ports("trips", "start", "step"),
            ports("last", "all"),
            Map.of("one", Constant.of(number(1))),
            List.of(
                new Node(
                    "loop",
                    new ControlFlow.Loop(body),
                    List.of("trips", "", "start"),
                    List.of("last", "all"))));
    Map<String, Tensor> out =
        run(graph, Map.of("trips", Evaluated.scalar(3), "start", number(10), "step", number(4)));
    assertThat(out.get("last").at(0)).isEqualTo(25);
    assertThat(Evaluated.values(out.get("all"))).containsExactly(15, 20, 25);
    Map<String, Tensor> none =
        run(graph, Map.of("trips", Evaluated.scalar(0), "start", number(10), "step", number(4)));
    assertThat(none.get("last").at(0)).isEqualTo(10);
    assertThat(none.get("all").shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void aLoopEndsWhenItsConditionDoes() {
    Graph body =
        new Graph(
            "body",
            ports("turn", "go", "sum"),
            ports("small", "next"),
            Map.of("one", Constant.of(number(1)), "limit", Constant.of(number(5))),
            List.of(
                add("sum", "one", "next"),
                new Node(
                    "small", new Elementwise.Less(), List.of("next", "limit"), List.of("small"))));
    List<Tensor> out =
        Evaluated.all(
            new ControlFlow.Loop(body),
            1,
            null,
            Tensor.bools(Shape.SCALAR, new int[] {1}),
            number(0));
    assertThat(out.getFirst().at(0)).isEqualTo(5);
    List<Tensor> never =
        Evaluated.all(
            new ControlFlow.Loop(body),
            1,
            null,
            Tensor.bools(Shape.SCALAR, new int[] {0}),
            number(0));
    assertThat(never.getFirst().at(0)).isZero();
  }

  @Test
  void aBranchIsTaken() {
    Graph sum = new Graph("sum", List.of(), ports("s"), Map.of(), List.of(add("x", "x", "s")));
    Graph same = new Graph("same", List.of(), ports("x"), Map.of(), List.of());
    Graph graph =
        new Graph(
            "outer",
            ports("c", "x"),
            ports("y"),
            Map.of(),
            List.of(new Node("if", new ControlFlow.If(sum, same), List.of("c"), List.of("y"))));
    for (int c : new int[] {0, 1}) {
      Tensor condition = Tensor.bools(Shape.of(1), new int[] {c});
      assertThat(run(graph, Map.of("c", condition, "x", number(3))).get("y").at(0))
          .isEqualTo(c == 1 ? 6 : 3);
    }
  }

  @Test
  void aScanRunsAlongAnyAxisInEitherDirection() {
    Graph body =
        new Graph(
            "body",
            ports("sum", "x"),
            ports("next", "next"),
            Map.of(),
            List.of(add("sum", "x", "next")));
    Tensor x = Evaluated.floats(Shape.of(2, 3), 1, 2, 3, 10, 20, 30);
    Tensor start = Evaluated.floats(Shape.of(2), 0, 0);
    ControlFlow.Scan forward =
        new ControlFlow.Scan(body, 1, List.of(1), List.of(), List.of(-1), List.of(), false);
    List<Tensor> sums = Evaluated.all(forward, 2, start, x);
    assertThat(Evaluated.values(sums.get(0))).containsExactly(6, 60);
    assertThat(Evaluated.values(sums.get(1))).containsExactly(1, 3, 6, 10, 30, 60);
    ControlFlow.Scan backward =
        new ControlFlow.Scan(body, 1, List.of(1), List.of(true), List.of(0), List.of(true), false);
    assertThat(Evaluated.values(Evaluated.all(backward, 2, start, x).get(1)))
        .containsExactly(6, 60, 5, 50, 3, 30);
  }

  @Test
  void theOlderScanKeepsSequencesOfABatchApart() {
    Graph body =
        new Graph(
            "body",
            ports("sum", "x"),
            ports("next", "next"),
            Map.of(),
            List.of(add("sum", "x", "next")));
    ControlFlow.Scan scan =
        new ControlFlow.Scan(body, 1, List.of(), List.of(), List.of(), List.of(), true);
    Tensor x = Evaluated.floats(Shape.of(2, 3, 1), 1, 2, 3, 10, 20, 30);
    Tensor start = Evaluated.floats(Shape.of(2, 1), 0, 0);
    List<Tensor> all = Evaluated.all(scan, 2, null, start, x);
    assertThat(Evaluated.values(all.get(1))).containsExactly(1, 3, 6, 10, 30, 60);
    List<Tensor> part = Evaluated.all(scan, 2, Evaluated.longs(3, 2), start, x);
    assertThat(Evaluated.values(part.get(0))).containsExactly(6, 30);
    assertThat(Evaluated.values(part.get(1))).containsExactly(1, 3, 6, 10, 30, 0);
  }

  @Test
  void turnsOfDifferentShapesCannotBeStacked() {
    Graph body =
        new Graph(
            "body",
            ports("turn", "go", "x"),
            ports("go", "y", "x"),
            Map.of(),
            List.of(add("x", "row", "y")));
    Graph graph =
        new Graph(
            "outer",
            ports("x", "row"),
            ports("last", "all"),
            Map.of("trips", Constant.of(Evaluated.scalar(2))),
            List.of(
                new Node(
                    "loop",
                    new ControlFlow.Loop(body),
                    List.of("trips", "", "x"),
                    List.of("last", "all"))));
    Tensor row = Evaluated.floats(Shape.of(1, 1), 1);
    assertThat(run(graph, Map.of("x", row, "row", row)).get("all").shape())
        .isEqualTo(Shape.of(2, 1, 1));
    Tensor vector = Evaluated.floats(Shape.of(1), 1);
    assertThatThrownBy(() -> run(graph, Map.of("x", vector, "row", row)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("turn 1 gives float 1x1, the first one float 1");
  }
}
