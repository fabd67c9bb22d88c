package bitline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerifierTest {
  private static Graph graph(Map<String, Constant> constants, Node... nodes) {
    return new Graph(
        "g",
        List.of(new Port("x", null, null)),
        List.of(new Port("y", null, null)),
        constants,
        List.of(nodes));
  }

  private static Node relu(String name, String from, String to) {
    return new Node(name, new Elementwise.Relu(), List.of(from), List.of(to));
  }

  @Test
  void aGoodGraphHasNoFaults() {
    assertThat(Verifier.faults(graph(Map.of(), relu("a", "x", "h"), relu("b", "h", "y"))))
        .isEmpty();
  }

  @Test
  void faultsAreNamed() {
    assertThat(Verifier.faults(graph(Map.of(), relu("b", "h", "y"), relu("a", "x", "h"))))
        .containsExactly("node 'b' (Relu) reads 'h', which nothing makes before it");
    assertThat(Verifier.faults(graph(Map.of(), relu("a", "x", "h"), relu("a", "h", "y"))))
        .containsExactly("node 'a' (Relu): the name is not unique");
    assertThat(Verifier.faults(graph(Map.of(), relu("a", "x", "y"), relu("b", "x", "y"))))
        .containsExactly("value 'y' is made twice; the second time by node 'b' (Relu)");
    assertThat(Verifier.faults(graph(Map.of(), relu("a", "x", "z"))))
        .containsExactly("output 'y' is made by nothing");
    Constant x = Constant.of(Tensor.floats(Shape.SCALAR, new float[1]));
    assertThat(Verifier.faults(graph(Map.of("x", x), relu("a", "x", "y"))))
        .containsExactly("value 'x' is made twice; the second time by constant");
    assertThat(
            Verifier.faults(
                graph(Map.of(), new Node("a", new Elementwise.Add(), List.of("x"), List.of("y")))))
        .containsExactly("node 'a' (Add) has 1 inputs; it needs 2");
    assertThat(
            Verifier.faults(
                graph(
                    Map.of(),
                    new Node("a", new Elementwise.Relu(), List.of("x", "x"), List.of("y")))))
        .containsExactly("node 'a' (Relu) has 2 inputs; it takes at most 1");
    assertThatThrownBy(() -> Verifier.verify(graph(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("graph 'g': output 'y' is made by nothing");
  }

  @Test
  void bodiesAreCheckedAndHideNoName() {
    Graph body =
        new Graph(
            "b",
            List.of(),
            List.of(new Port("x", null, null)),
            Map.of(),
            List.of(relu("n", "q", "x")));
    Node node = new Node("if", new ControlFlow.If(body, body), List.of("x"), List.of("y"));
    assertThat(Verifier.faults(graph(Map.of(), node)))
        .contains(
            "node 'n' (Relu) reads 'q', which nothing makes before it",
            "value 'x' is made twice; the second time by node 'n' (Relu)");
  }

  @Test
  void everyOperatorHasAnOperandCount() {
    assertThat(OpRecords.byName().keySet()).allMatch(Arity::knows);
  }
}
