package bitline.onnx;

import static bitline.onnx.Protos.attribute;
import static bitline.onnx.Protos.function;
import static bitline.onnx.Protos.graph;
import static bitline.onnx.Protos.model;
import static bitline.onnx.Protos.node;
import static bitline.onnx.Protos.read;
import static bitline.onnx.Protos.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Verifier;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GraphImportTest {
  private static final List<String> X = List.of("x");
  private static final List<String> Y = List.of("y");

  private static Tensor run(Graph graph, float... x) {
    Verifier.verify(graph);
    return new Interpreter(new ScalarKernels("test"))
        .run(graph, Map.of("x", Tensor.floats(Shape.of(x.length), x)))
        .get("y");
  }

  @Test
  void nodesOutOfOrderAreSorted() {
    Graph graph =
        read(model(
                graph(
                    X,
                    Y,
                    node("Neg", List.of("b"), Y),
                    node("Abs", List.of("a"), List.of("b")),
                    node("Neg", X, List.of("a")))))
            .graph();
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("Neg_2", "Abs_1", "Neg_0");
    assertThat(run(graph, 3, -4).toFloats()).containsExactly(-3, -4);
  }

  @Test
  void aCircleIsOneProblem() {
    assertProblem(
        model(
            graph(
                X,
                Y,
                node("Add", List.of("x", "b"), List.of("a")),
                node("Neg", List.of("a"), List.of("b")),
                node("Neg", List.of("b"), Y))),
        "m.onnx: the graph runs in a circle at node 'Add'");
  }

  @Test
  void missingMakersAndDoubleNamesAreRefused() {
    assertProblem(
        model(graph(X, Y, node("Neg", List.of("xx"), Y))),
        "m.onnx: node 'Neg_0' (Neg): reads 'xx', which nothing makes; did you mean 'x'?");
    assertProblem(
        model(graph(X, Y, node("Neg", X, Y), node("Abs", X, Y))),
        "m.onnx: value 'y' is made twice; the second time by node 'Abs'");
    assertProblem(
        model(graph(X, List.of("z"), node("Neg", X, Y))),
        "m.onnx: output 'z' of graph 'g' is made by nothing");
    assertProblem(
        model(graph(List.of("x", "x"), Y, node("Neg", X, Y))),
        "m.onnx: value 'x' is made twice; the second time by an input");
  }

  @Test
  void nodeNamesBecomeUnique() {
    Graph graph =
        read(model(
                graph(
                    X,
                    Y,
                    node("n", "Neg", "", X, List.of("a")),
                    node("n", "Abs", "", List.of("a"), Y))))
            .graph();
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("n", "n_2");
  }

  @Test
  void unsupportedOperatorsAreNamedWithAHint() {
    assertProblem(
        model(graph(X, Y, node("c", "Relo", "", X, Y))),
        "m.onnx: node 'c' (Relo): operator Relo of ai.onnx opset 13 is not supported; did you mean 'Relu'?");
    assertProblem(
        model(graph(X, Y, node("c", "Fancy", "com.example", X, Y))),
        "m.onnx: node 'c' (Fancy): operator Fancy of com.example opset 1 is not supported");
  }

  @Test
  void opsetsOutsideTheRangeAreRefused() {
    assertProblem(
        model(0, graph(X, Y, node("Neg", X, Y))),
        "m.onnx: opset 0 is not supported; 1 to 27 are: convert the model with onnx.version_converter");
    assertProblem(
        model(99, graph(X, Y, node("Neg", X, Y))),
        "m.onnx: opset 99 is not supported; 1 to 27 are: convert the model with onnx.version_converter");
    assertThat(read(model(6, graph(X, Y, node("Neg", X, Y)))).opsets())
        .isEqualTo(Map.of("ai.onnx", 6L));
    assertProblem(
        model(6, graph(X, Y, node("s", "Add", "", X, Y))),
        "m.onnx: node 's' (Add): operator Add of ai.onnx opset 6 is not supported; it is in other opsets");
  }

  @Test
  void everyFormOfAConstantNodeBecomesAConstant() {
    WireWriter value =
        attribute("value", 4).message(5, tensor("", Tensor.floats(Shape.SCALAR, new float[] {1})));
    WireWriter floats = attribute("value_floats", 6).fixedFloat(7, 10).fixedFloat(7, 20);
    WireWriter real = attribute("value_float", 1).fixedFloat(2, 100);
    Graph graph =
        read(model(
                graph(
                    X,
                    Y,
                    node("Constant", List.of(), List.of("a"), value),
                    node("Constant", List.of(), List.of("b"), floats),
                    node("Constant", List.of(), List.of("c"), real),
                    node(
                        "Constant",
                        List.of(),
                        List.of("d"),
                        attribute("value_ints", 7).varint(8, 4).varint(8, 5)),
                    node(
                        "Constant",
                        List.of(),
                        List.of("e"),
                        attribute("value_int", 2).varint(3, -6)),
                    node("Sum", List.of("x", "a", "b", "c"), Y))))
            .graph();
    assertThat(graph.nodes()).hasSize(1);
    assertThat(run(graph, 1000, 2000).toFloats()).containsExactly(1111, 2121);
    assertThat(graph.constants().get("d").tensor().toLongs()).containsExactly(4, 5);
    assertThat(graph.constants().get("e").tensor().toLongs()).containsExactly(-6);
    assertThat(graph.constants().get("e").shape()).isEqualTo(Shape.SCALAR);
    assertProblem(
        model(
            graph(
                X,
                Y,
                node(
                    "s",
                    "Constant",
                    "",
                    List.of(),
                    Y,
                    attribute("value_string", 3).string(4, "s")))),
        "m.onnx: node 's' (Constant): element type string is not supported");
  }

  @Test
  void initialisersThatAreInputsTooAreConstants() {
    WireWriter graph =
        graph(List.of("x", "w"), Y, node("Add", List.of("x", "w"), Y))
            .message(5, tensor("w", Tensor.floats(Shape.of(2), new float[] {1, 2})));
    Graph read = read(model(graph)).graph();
    assertThat(read.inputs()).extracting(Port::name).containsExactly("x");
    assertThat(run(read, 1, 1).toFloats()).containsExactly(2, 3);
  }

  @Test
  void functionsAreInlinedWithTheirAttributesAndNestedCalls() {
    WireWriter leaky =
        function(
            "Twice",
            List.of("u"),
            List.of("v"),
            List.of("slope"),
            node(
                "act",
                "LeakyRelu",
                "",
                List.of("u"),
                List.of("t"),
                attribute("alpha", 1).string(21, "slope")),
            node("Add", List.of("t", "t"), List.of("v")));
    WireWriter outer =
        function(
            "Outer",
            List.of("p"),
            List.of("q"),
            List.of(),
            node(
                "one",
                "Twice",
                "own",
                List.of("p"),
                List.of("t"),
                attribute("slope", 1).fixedFloat(2, 0.5f)),
            node(
                "two",
                "Twice",
                "own",
                List.of("t"),
                List.of("q"),
                attribute("slope", 1).fixedFloat(2, 0.25f)));
    Graph graph =
        read(model(graph(X, Y, node("call", "Outer", "own", X, Y)), leaky, outer)).graph();
    assertThat(graph.nodes())
        .extracting(Node::name)
        .containsExactly("call/one/act", "call/one/Add_1", "call/two/act", "call/two/Add_1");
    assertThat(run(graph, 1, -8).toFloats()).containsExactly(4, -4);
  }

  @Test
  void aFunctionMayPassAnInputOnAsItsOutput() {
    WireWriter same =
        function(
            "Same", List.of("u"), List.of("u"), List.of(), node("Neg", List.of("u"), List.of("n")));
    Graph graph = read(model(graph(X, Y, node("call", "Same", "own", X, Y)), same)).graph();
    assertThat(run(graph, 7).toFloats()).containsExactly(7);
  }

  @Test
  void functionsThatCallThemselvesAreRefused() {
    WireWriter a =
        function(
            "A",
            List.of("u"),
            List.of("v"),
            List.of(),
            node("b", "B", "own", List.of("u"), List.of("v")));
    WireWriter b =
        function(
            "B",
            List.of("u"),
            List.of("v"),
            List.of(),
            node("a", "A", "own", List.of("u"), List.of("v")));
    assertThatThrownBy(() -> read(model(graph(X, Y, node("call", "A", "own", X, Y)), a, b)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("function 'A' calls itself");
  }

  @Test
  void functionsThatDoubleAtEachLevelAreStopped() {
    WireWriter[] functions = new WireWriter[30];
    for (int i = 0; i < functions.length; i++) {
      String inner = i == 0 ? "Neg" : "F" + (i - 1);
      String domain = i == 0 ? "" : "own";
      functions[i] =
          function(
              "F" + i,
              List.of("u"),
              List.of("v"),
              List.of(),
              node("", inner, domain, List.of("u"), List.of("t")),
              node("", inner, domain, List.of("t"), List.of("v")));
    }
    assertThatThrownBy(() -> read(model(graph(X, Y, node("call", "F29", "own", X, Y)), functions)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("once its functions are inlined");
  }

  @Test
  void bodiesReadWhatIsAroundThemAndHideNoName() {
    WireWriter then = graph(List.of(), List.of("t"), node("Neg", X, List.of("t")));
    WireWriter otherwise = graph(List.of(), List.of("t"), node("Abs", X, List.of("t")));
    WireWriter graph =
        graph(
                X,
                Y,
                node(
                    "If",
                    List.of("c"),
                    Y,
                    attribute("then_branch", 5).message(6, then),
                    attribute("else_branch", 5).message(6, otherwise)),
                node("Neg", X, List.of("t")))
            .message(5, tensor("c", Tensor.bools(Shape.SCALAR, new int[] {1})));
    assertThat(run(read(model(graph)).graph(), 2, -3).toFloats()).containsExactly(-2, 3);
  }

  @Test
  void graphsNestedWithoutEndAreStopped() {
    WireWriter body = graph(List.of(), Y, node("Neg", X, Y));
    for (int i = 0; i < 200; i++) {
      body =
          graph(
              List.of(),
              Y,
              node(
                  "If",
                  List.of("x"),
                  Y,
                  attribute("then_branch", 5).message(6, body),
                  attribute("else_branch", 5).message(6, graph(List.of(), Y, node("Neg", X, Y)))));
    }
    WireWriter deep = model(body);
    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("graphs nested more than");
  }

  @Test
  void typesOtherThanTensorsAreNamed() {
    WireWriter sequence =
        new WireWriter().string(1, "s").message(2, new WireWriter().message(4, new WireWriter()));
    assertProblem(
        model(graph(X, Y, node("Neg", X, Y)).message(11, sequence)),
        "m.onnx: 's' is of type sequence, which is not supported; only tensors are");
  }

  @Test
  void whatIsNoModelIsSaid() {
    assertProblem(
        new WireWriter(), "m.onnx: no graph in it; this is not an ONNX model, or it is cut");
    assertThatThrownBy(() -> read("PK\3\4 a zip file".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("m.onnx: byte ");
  }

  private static void assertProblem(WireWriter model, String message) {
    assertThatThrownBy(() -> read(model)).isInstanceOf(Problem.class).hasMessage(message);
  }
}
