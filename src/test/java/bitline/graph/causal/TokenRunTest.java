package bitline.graph.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Token by token gives the bits of the whole sequence, or a refusal.
class TokenRunTest {
  private static final Interpreter FAST = new Interpreter(KernelsProvider.best(1));
  private static final Interpreter SLOW = new Interpreter(new ScalarKernels("test"));

  @Test
  void everyRowOfEveryOutputHasTheBitsOfTheWholeRun() {
    Cases.forAll(
        120,
        random -> {
          RandomTransformer drawn = new RandomTransformer(random);
          Graph graph = drawn.graph();
          long[] ids = new long[drawn.tokens];
          for (int i = 0; i < ids.length; i++) {
            ids[i] = random.nextInt(RandomTransformer.VOCABULARY);
          }
          Interpreter interpreter = random.nextBoolean() ? FAST : SLOW;
          TokenPlan plan = plan(graph);
          assertThat(plan.tokens()).isEqualTo(drawn.tokens);
          assertThat(plan.cacheBytesPerToken()).isEqualTo(drawn.cacheBytes());
          Shape shape = drawn.batched ? Shape.of(1, ids.length) : Shape.of(ids.length);
          Tensor whole =
              interpreter
                  .run(graph, Map.of("tokens", Tensor.int64(shape, ids)))
                  .values()
                  .iterator()
                  .next();
          TokenRun run = new TokenRun(plan, Machine.interpreting(graph, interpreter));
          for (int t = 0; t < ids.length; t++) {
            Tensor row =
                run.next(Map.of("tokens", token(ids[t], drawn.batched))).values().iterator().next();
            float[] expected = Pieces.cut(whole, drawn.batched ? 1 : 0, t, 1).toFloats();
            assertThat(bits(row.toFloats())).as("token %d", t).isEqualTo(bits(expected));
          }
          assertThatThrownBy(() -> run.next(Map.of("tokens", token(0, drawn.batched))))
              .isInstanceOf(Problem.class)
              .hasMessageContaining("all of which have gone through");
        });
  }

  @Test
  void laterTokensThatCountAreRefused() {
    assertThat(refusal(builder("x").node("y", new Normalising.Softmax(0, false), "x")))
        .isEqualTo("node 'y' (Softmax) runs over tokens, later ones too");
    assertThat(refusal(builder("x").node("y", new Reduction.ReduceMean(true, false), "x", "first")))
        .isEqualTo("node 'y' (ReduceMean) runs over tokens, later ones too");
    assertThat(
            refusal(
                builder("x")
                    .node("turned", new Shaping.Transpose(List.of(1, 0)), "x")
                    .node("scores", new Linear.MatMul(), "x", "turned")
                    .node("weights", new Normalising.Softmax(-1, false), "scores")
                    .node("y", new Linear.MatMul(), "weights", "x")))
        .isEqualTo(
            "node 'weights' (Softmax) runs over tokens, later ones too: no mask takes them out");
    assertThat(
            refusal(
                builder("x")
                    .node("turned", new Shaping.Transpose(List.of(1, 0)), "x")
                    .node("scores", new Linear.MatMul(), "x", "turned")
                    .node("y", new Linear.MatMul(), "scores", "x")))
        .isEqualTo("node 'y' (MatMul) adds over tokens, later ones too: no mask takes them out");
    assertThat(
            refusal(
                builder("x")
                    .constant(
                        "mix",
                        Tensor.floats(
                            Shape.of(4, 4),
                            new float[] {1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1e-30f, 1, 1, 1, 1}))
                    .node("y", new Linear.MatMul(), "mix", "x")))
        .isEqualTo("node 'y' (MatMul) adds over tokens, later ones too: no mask takes them out");
    assertThat(refusal(builder("x").node("y", new Reduction.CumSum(false, true), "x", "first")))
        .isEqualTo(
            "node 'y' (CumSum) is not known token by token; its operator has no rule in this analysis");
    assertThat(
            refusal(
                builder("x")
                    .constant("flat", Tensor.int64(Shape.of(1), new long[] {-1}))
                    .node("y", new Shaping.Reshape(false), "x", "flat")))
        .isEqualTo("node 'y' (Reshape) makes 12 of 4x3 and leaves no axis of tokens alone");
  }

  @Test
  void aMaskThatLetsOneLaterTokenThroughIsRefused() {
    float[] mask = new float[16];
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        mask[i * 4 + j] = i == 1 && j == 3 ? -9000 : -1e9f;
      }
    }
    assertThat(
            refusal(
                builder("x")
                    .constant("mask", Tensor.floats(Shape.of(4, 4), mask))
                    .node("turned", new Shaping.Transpose(List.of(1, 0)), "x")
                    .node("scores", new Linear.MatMul(), "x", "turned")
                    .node("masked", new Elementwise.Add(), "scores", "mask")
                    .node("y", new Normalising.Softmax(-1, false), "masked")))
        .startsWith("node 'y' (Softmax) runs over tokens");
  }

  @Test
  void whatLiftsOrForgetsTheMaskIsRefused() {
    float[] mask = new float[16];
    float[] lift = new float[16];
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        mask[i * 4 + j] = -1e9f;
        lift[i * 4 + j] = 1e9f;
      }
    }
    NetworkBuilder masked =
        builder("x")
            .constant("mask", Tensor.floats(Shape.of(4, 4), mask))
            .constant("lift", Tensor.floats(Shape.of(4, 4), lift))
            .node("turned", new Shaping.Transpose(List.of(1, 0)), "x")
            .node("scores", new Linear.MatMul(), "x", "turned")
            .node("masked", new Elementwise.Add(), "scores", "mask")
            .node("lifted", new Elementwise.Add(), "masked", "lift")
            .node("fine", new Normalising.Softmax(-1, false), "masked");
    assertThat(refusal(masked.node("y", new Normalising.Softmax(-1, false), "lifted")))
        .startsWith("node 'y' (Softmax) runs over tokens");
    assertThat(
            refusal(
                builder("x")
                    .constant("mask", Tensor.floats(Shape.of(4, 4), mask))
                    .node("turned", new Shaping.Transpose(List.of(1, 0)), "x")
                    .node("scores", new Linear.MatMul(), "x", "turned")
                    .node("masked", new Elementwise.Add(), "scores", "mask")
                    .node("whole", new Elementwise.Cast(ElementType.INT32), "masked")
                    .node("again", new Elementwise.Cast(ElementType.FLOAT), "whole")
                    .node("y", new Normalising.Softmax(-1, false), "again")))
        .startsWith("node 'y' (Softmax) runs over tokens");
  }

  @Test
  void aTriangleThatMixesEarlierTokensIsKnown() {
    Graph graph =
        builder("x")
            .constant(
                "mix",
                Tensor.floats(
                    Shape.of(4, 4), new float[] {1, 0, 0, 0, 2, 3, 0, 0, 4, 5, 6, 0, 7, 8, 9, 10}))
            .node("mixed", new Linear.MatMul(), "mix", "x")
            .node("y", new Elementwise.Exp(), "mixed")
            .graph("y");
    Tensor x = Tensor.floats(Shape.of(4), new float[] {0.1f, -0.2f, 0.3f, 0.7f});
    Tensor whole = FAST.run(graph, Map.of("tokens", x)).get("y");
    TokenRun run = new TokenRun(plan(graph), Machine.interpreting(graph, FAST));
    for (int t = 0; t < 4; t++) {
      Tensor row = run.next(Map.of("tokens", Pieces.cut(x, 0, t, 1))).get("y");
      assertThat(row.toFloats()).isEqualTo(Pieces.cut(whole, 0, t, 1).toFloats());
    }
  }

  @Test
  void anInputWithoutOneAxisOfTokensIsRefused() {
    Op relu = new Elementwise.Relu();
    assertThat(
            refusal(
                new NetworkBuilder()
                    .input("x", ElementType.FLOAT, Shape.of(4, 3))
                    .node("y", relu, "x")))
        .isEqualTo("input 'x' is 4x3: tokens along one axis alone are known");
    assertThat(
            refusal(
                new NetworkBuilder()
                    .input("x", ElementType.FLOAT, Shape.of(1))
                    .node("y", relu, "x")))
        .isEqualTo("input 'x' is 1: no axis has more than one token");
  }

  /// Four tokens of three numbers each, looked up.
  private static NetworkBuilder builder(String name) {
    return new NetworkBuilder()
        .input("tokens", ElementType.FLOAT, Shape.of(4))
        .constant("first", Tensor.int64(Shape.of(1), new long[] {0}))
        .constant("last", Tensor.int64(Shape.of(1), new long[] {1}))
        .constant("row", Tensor.floats(Shape.of(1, 3), new float[] {1, 2, 3}))
        .node("column", new Shaping.Unsqueeze(), "tokens", "last")
        .node(name, new Elementwise.Mul(), "column", "row");
  }

  private static String refusal(NetworkBuilder network) {
    return TokenPlan.of(network.graph("y"), Map.of(), FAST)
            instanceof TokenPlan.Answer.Refused(String reason)
        ? reason
        : "possible";
  }

  private static TokenPlan plan(Graph graph) {
    return switch (TokenPlan.of(graph, Map.of(), FAST)) {
      case TokenPlan.Answer.Possible(TokenPlan plan) -> plan;
      case TokenPlan.Answer.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static Tensor token(long id, boolean batched) {
    return Tensor.int64(batched ? Shape.of(1, 1) : Shape.of(1), new long[] {id});
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(x[i]);
    }
    return bits;
  }
}
