package bitline.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Generating;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Shaping;
import bitline.graph.TextForm;
import bitline.graph.Window;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class PassesTest {
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private void node(Op op, String output, String... inputs) {
    nodes.add(new Node("n" + nodes.size(), op, List.of(inputs), List.of(output)));
  }

  private void constant(String name, Shape shape, float... numbers) {
    constants.put(name, Constant.of(Tensor.floats(shape, numbers)));
  }

  private Graph graph(String... outputs) {
    return new Graph(
        "g",
        List.of(new Port("x", ElementType.FLOAT, List.of("2", "3"))),
        List.of(outputs).stream().map(name -> new Port(name, null, null)).toList(),
        constants,
        nodes);
  }

  private static Graph run(Graph graph) {
    return Pipeline.run(graph, Passes.GENERAL, Set.of(), () -> 0).graph();
  }

  private static Map<String, Tensor> eval(Graph graph, Tensor x) {
    return new Interpreter(new ScalarKernels("test")).run(graph, Map.of("x", x));
  }

  private static void assertSame(Graph before, Graph after, Shape x, double tolerance) {
    float[] numbers = new float[x.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i * 7 % 11 - 5) / 3f;
    }
    Map<String, Tensor> expected = eval(before, Tensor.floats(x, numbers));
    Map<String, Tensor> got = eval(after, Tensor.floats(x, numbers));
    assertThat(got.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, tensor) -> {
      assertThat(got.get(name).shape()).isEqualTo(tensor.shape());
      for (int i = 0; i < tensor.elements(); i++) {
        assertThat(got.get(name).at(i))
            .isCloseTo(tensor.at(i), Offset.offset(tolerance * (1 + Math.abs(tensor.at(i)))));
      }
    });
  }

  @Test
  void whatNoOutputNeedsIsDropped() {
    constant("c", Shape.SCALAR, 1);
    constant("unused", Shape.SCALAR, 1);
    node(new Elementwise.Add(), "y", "x", "c");
    node(new Elementwise.Relu(), "dead", "x");
    node(new Elementwise.Relu(), "deader", "dead");
    Graph after = run(graph("y"));
    assertThat(after.nodes()).extracting(Node::output).containsExactly("y");
    assertThat(after.constants()).containsOnlyKeys("c");
  }

  @Test
  void nodesOfConstantsAreComputed() {
    constant("a", Shape.of(2), 1, -2);
    constant("b", Shape.SCALAR, 10);
    node(new Elementwise.Add(), "s", "a", "b");
    node(new Elementwise.Neg(), "t", "s");
    constant("pad", Shape.of(1), 0);
    node(new Elementwise.Mul(), "y", "x", "b");
    Graph after = run(graph("y", "t"));
    assertThat(after.nodes()).hasSize(1);
    assertThat(after.constants().get("t").tensor().toFloats()).containsExactly(-11, -8);
  }

  @Test
  void shapesThatAreCertainAreComputed() {
    constants.put("three", Constant.of(Tensor.int64(Shape.of(1), new long[] {3})));
    constants.put("rest", Constant.of(Tensor.int64(Shape.of(1), new long[] {-1})));
    node(new Shaping.Concat(1), "r", "x", "x");
    node(new Shaping.Shape(0, 1), "n", "r");
    node(new Elementwise.Mul(), "m", "n", "three");
    node(new Shaping.Concat(0), "to", "m", "rest");
    node(new Shaping.Reshape(false), "y", "r", "to");
    Graph before = graph("y");
    Graph after = run(before);
    assertThat(after.nodes())
        .extracting(node -> node.op().name())
        .containsExactly("Concat", "Reshape");
    assertThat(after.constants().get("to").tensor().toLongs()).containsExactly(6, -1);
    assertSame(before, after, Shape.of(2, 3), 0);
  }

  @Test
  void shapesThatFollowFromDataOrFromNamedSizesAreNot() {
    node(new Indexing.NonZero(), "z", "x");
    node(new Shaping.Shape(0, null), "y", "z");
    assertThat(run(graph("y")).nodes()).hasSize(2);
    nodes.clear();
    node(new Shaping.Shape(0, null), "y", "x");
    Graph named =
        new Graph(
            "g",
            List.of(new Port("x", ElementType.FLOAT, List.of("N", "3"))),
            graph("y").outputs(),
            constants,
            nodes);
    assertThat(run(named).nodes()).hasSize(1);
  }

  @Test
  void largeResultsAndQuantisedWeightsStayAsTheyAre() {
    constants.put("size", Constant.of(Tensor.int64(Shape.of(2), new long[] {3000, 3000})));
    node(
        new Generating.ConstantOfShape(Tensor.floats(Shape.of(1), new float[] {1})), "big", "size");
    constants.put(
        "q", Constant.of(new Tensor.Ints(ElementType.INT8, Shape.of(3), new int[] {1, 2, 3})));
    constant("scale", Shape.SCALAR, 0.5f);
    node(new Quantising.DequantizeLinear(1, 0), "w", "q", "scale");
    node(new Elementwise.Add(), "y", "x", "w");
    assertThat(run(graph("y", "big")).nodes()).hasSize(3);
  }

  @Test
  void nodesThatPassOnAreDropped() {
    constant("c", Shape.SCALAR, 1);
    node(new Elementwise.Identity(), "a", "x");
    node(new Elementwise.Add(), "b", "a", "c");
    node(new Normalising.Dropout(), "d", "b");
    node(new Elementwise.Cast(ElementType.FLOAT), "e", "x");
    node(new Elementwise.Add(), "f", "e", "d");
    node(new Elementwise.Identity(), "y", "f");
    node(new Elementwise.Identity(), "y2", "f");
    node(new Elementwise.Identity(), "y3", "x");
    Graph before = graph("y", "y2", "y3");
    Graph after = run(before);
    assertThat(after.nodes())
        .extracting(node -> node.op().name())
        .containsExactly("Add", "Add", "Identity", "Identity");
    assertSame(before, after, Shape.of(2, 3), 0);
  }

  @Test
  void aCastThatChangesTheTypeStays() {
    node(new Elementwise.Cast(ElementType.INT32), "i", "x");
    node(new Elementwise.Cast(ElementType.FLOAT), "y", "i");
    assertThat(run(graph("y")).nodes()).hasSize(2);
  }

  private void norm(RandomGenerator random, int channels, String output, String input) {
    for (String name : List.of("gamma", "beta", "mean", "var")) {
      float[] numbers = new float[channels];
      for (int i = 0; i < channels; i++) {
        numbers[i] = name.equals("var") ? random.nextFloat() + 0.1f : random.nextFloat() - 0.3f;
      }
      constant(name, Shape.of(channels), numbers);
    }
    node(
        new Normalising.BatchNormalization(1e-5f, 0.9f, false),
        output,
        input,
        "gamma",
        "beta",
        "mean",
        "var");
  }

  private static float[] numbers(RandomGenerator random, int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = random.nextFloat() - 0.5f;
    }
    return out;
  }

  private static final Window WINDOW =
      new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);

  @Test
  void batchNormalisationGoesIntoConvolutionsOfEveryKind() {
    Cases.forAll(
        40,
        random -> {
          constants.clear();
          nodes.clear();
          int group = random.nextInt(1, 4);
          int in = group * random.nextInt(1, 3);
          int out = group * random.nextInt(1, 3);
          boolean bias = random.nextBoolean();
          boolean transposed = random.nextBoolean();
          Shape weight =
              transposed ? Shape.of(in, out / group, 2, 3) : Shape.of(out, in / group, 2, 3);
          constant("w", weight, numbers(random, weight.elements()));
          constant("b", Shape.of(out), numbers(random, out));
          Op op =
              transposed
                  ? new Linear.ConvTranspose(WINDOW, group, List.of(), List.of())
                  : new Linear.Conv(WINDOW, group);
          if (bias) {
            node(op, "h", "x", "w", "b");
          } else {
            node(op, "h", "x", "w");
          }
          norm(random, out, "y", "h");
          Graph before = graph("y");
          Graph after = run(before);
          assertThat(after.nodes()).hasSize(1);
          assertSame(before, after, Shape.of(2, in, 4, 5), 1e-5);
        });
  }

  @Test
  void batchNormalisationGoesIntoProducts() {
    Cases.forAll(
        40,
        random -> {
          constants.clear();
          nodes.clear();
          int out = random.nextInt(1, 5);
          boolean transB = random.nextBoolean();
          boolean gemm = random.nextBoolean();
          Shape weight = gemm && transB ? Shape.of(out, 3) : Shape.of(3, out);
          constant("w", weight, numbers(random, 3 * out));
          constant(
              "b", random.nextBoolean() ? Shape.of(1, out) : Shape.of(out), numbers(random, out));
          if (gemm) {
            node(new Linear.Gemm(0.5f, 3, false, transB), "h", "x", "w", "b");
          } else {
            node(new Linear.MatMul(), "h", "x", "w");
          }
          norm(random, out, "y", "h");
          Graph before = graph("y");
          Graph after = run(before);
          assertThat(after.nodes()).hasSize(1);
          assertSame(before, after, Shape.of(2, 3), 1e-5);
        });
  }

  @Test
  void batchNormalisationStaysWhereOthersReadTheConvolution() {
    constant("w", Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    node(new Linear.Gemm(1, 1, false, true), "h", "x", "w");
    norm(RandomGeneratorFactory.of("L64X128MixRandom").create(1), 2, "y", "h");
    node(new Elementwise.Relu(), "z", "h");
    assertThat(run(graph("y", "z")).nodes()).hasSize(3);
  }

  @Test
  void passesCanBeSwitchedOffAndAreTimedByTheCallersClock() {
    node(new Elementwise.Identity(), "a", "x");
    node(new Elementwise.Relu(), "y", "a");
    Graph graph = graph("y");
    long[] clock = {0};
    Pipeline.Run run =
        Pipeline.run(graph, Passes.GENERAL, Set.of("drop-identity"), () -> clock[0] += 5);
    assertThat(run.graph()).isSameAs(graph);
    assertThat(run.steps())
        .hasSize(Passes.GENERAL.size() - 1)
        .allMatch(step -> !step.changed() && step.nanoseconds() == 5);
    assertThat(run.steps().getFirst().textAfter()).isEqualTo(TextForm.print(graph));
    assertThatThrownBy(() -> Pipeline.run(graph, Passes.GENERAL, Set.of("drop-identiy"), () -> 0))
        .isInstanceOf(Problem.class)
        .hasMessage("no pass is called 'drop-identiy'; did you mean 'drop-identity'?");
  }

  @Test
  void aPassThatBreaksTheGraphIsNamed() {
    node(new Elementwise.Relu(), "y", "x");
    Pass breaking = new Pass("breaking", "forgets all nodes", graph -> graph.withNodes(List.of()));
    assertThatThrownBy(() -> Pipeline.run(graph("y"), List.of(breaking), Set.of(), () -> 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after pass breaking: graph 'g': output 'y' is made by nothing");
  }
}
