package bitline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextFormTest {
  private static Graph small() {
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("w", Constant.of(Tensor.floats(Shape.of(4, 5), new float[20])));
    constants.put("a b", Constant.of(Tensor.int64(Shape.of(2), new long[] {-1, 1L << 60})));
    constants.put("_", Constant.of(Tensor.floats(Shape.SCALAR, new float[] {Float.NaN})));
    Node fc =
        new Node("fc", new Linear.Gemm(1, 1, false, true), List.of("x", "w", ""), List.of("fc:0"));
    Node conv =
        new Node(
            "a \"quoted\"\nname",
            new Linear.Conv(
                new Window(List.of(3), List.of(), List.of(), List.of(), Window.AutoPad.SAME_UPPER),
                2),
            List.of("fc:0", "_"),
            List.of("y"));
    return new Graph(
        "small",
        List.of(new Port("x", ElementType.FLOAT, List.of("N", "5", "?"))),
        List.of(new Port("y", null, null)),
        constants,
        List.of(fc, conv));
  }

  @Test
  void theTextIsOneAPersonCanRead() {
    Graph graph = small();
    assertThat(TextForm.print(graph))
        .isEqualTo(
            """
            graph small {
              in x : float [N, 5, "?"]
              out y : any
              const w : float 4x5 = sha256:%s
              const "a b" : int64 2 = {-1 1152921504606846976}
              const "_" : float scalar = {NaN}
              fc = Gemm(alpha=1.0, beta=1.0, transB=true) (x, w, _) -> (fc:0)
              "a \\"quoted\\"\\u000aname" = Conv(window=(kernel=[3], autoPad=SAME_UPPER), group=2) (fc:0, "_") -> (y)
            }
            """
                .formatted(graph.constants().get("w").hash()));
  }

  @Test
  void whatIsPrintedParsesToTheSameGraph() {
    Graph graph = small();
    Graph back = TextForm.parse(TextForm.print(graph), "t", TextForm.largeConstants(graph));
    assertThat(back.nodes()).isEqualTo(graph.nodes());
    assertThat(back.inputs()).isEqualTo(graph.inputs());
    assertThat(back.outputs()).isEqualTo(graph.outputs());
    assertThat(TextForm.print(back)).isEqualTo(TextForm.print(graph));
  }

  @Test
  void everyOperatorPrintsAndParses() {
    assertThat(OpRecords.byName()).hasSizeGreaterThan(100);
    OpRecords.byName()
        .forEach((name, type) ->
            Cases.forAll(
                3,
                random -> {
                  Op op = (Op) OpExamples.random(type, random);
                  assertThat(op.name()).isEqualTo(name);
                  Graph graph =
                      new Graph(
                          "g",
                          List.of(),
                          List.of(),
                          Map.of(),
                          List.of(new Node("n", op, List.of("a"), List.of("b"))));
                  String text = TextForm.print(graph);
                  Graph back = TextForm.parse(text, "t", Map.of());
                  assertThat(TextForm.print(back)).isEqualTo(text);
                  if (!text.contains("{0") && !(op instanceof Generating.ConstantOfShape)) {
                    assertThat(back.nodes().getFirst().op()).isEqualTo(op);
                  }
                }));
  }

  @Test
  void errorsNameLineAndColumn() {
    assertThatThrownBy(
            () -> TextForm.parse("graph g {\n  n = Relo (x) -> (y)\n}", "net.txt", Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessage("net.txt:2:7: unknown operator 'Relo'; did you mean 'Relu'?");
    assertThatThrownBy(() ->
            TextForm.parse("graph g {\n  n = Gemm(alpa=1.0) (x) -> (y)\n}", "net.txt", Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no component 'alpa'; did you mean 'alpha'?");
    assertThatThrownBy(() ->
            TextForm.parse("graph g {\n  const w : float 2x2 = {1 2 3}\n}", "net.txt", Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("2x2 takes 4 numbers, not 3");
  }

  @Test
  void damagedTextGivesOneProblem() {
    String text = TextForm.print(small());
    Map<String, Constant> constants = TextForm.largeConstants(small());
    Cases.forAll(
        2000,
        random -> {
          StringBuilder damaged = new StringBuilder(text);
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
              case 0 -> damaged.setLength(Math.max(1, at));
              case 1 -> damaged.deleteCharAt(at);
              default -> damaged.setCharAt(at, text.charAt(random.nextInt(text.length())));
            }
            if (damaged.isEmpty()) {
              damaged.append(' ');
            }
          }
          try {
            TextForm.parse(damaged.toString(), "t", constants);
          } catch (Problem expected) {
            assertThat(expected.getMessage()).startsWith("t:");
          }
        });
  }
}
