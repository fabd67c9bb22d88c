package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.Workbench;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Normalising;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.Shapes;
import bitline.task.BertLarge;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class WorkloadsTest {
  private static final Window THREE =
      new Window(
          List.of(3, 3), List.of(1, 1), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);

  private static NetworkBuilder picture() {
    return new NetworkBuilder()
        .input("x", ElementType.FLOAT, Shape.of(1, 4, 8, 8))
        .constant("w", zeros(4, 4, 3, 3))
        .constant("b", zeros(4));
  }

  private static Tensor zeros(int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.floats(shape, new float[shape.elements()]);
  }

  private static Workload work(NetworkBuilder network, String... outputs) {
    return Workloads.of(network.graph(outputs), Map.of());
  }

  @Test
  void residualBlockIsTwoKernels() {
    Workload work =
        work(
            picture()
                .node("p", new Linear.Conv(THREE, 1), "x", "w", "b")
                .node("r", new Elementwise.Relu(), "p")
                .node("q", new Linear.Conv(THREE, 1), "r", "w", "b")
                .node("s", new Elementwise.Add(), "q", "x")
                .node("y", new Elementwise.Relu(), "s"),
            "y");
    assertThat(work.layers())
        .containsExactly(
            new Workload.Layer("p", "Conv", 1, 64, 4, 36, true, 256, 144, 256, 512, 0),
            new Workload.Layer("q", "Conv", 1, 64, 4, 36, true, 256, 144, 256, 768, 256));
  }

  @Test
  void resultsThatAreReadTwiceStayInTheKernelAndAreWrittenOnceEach() {
    Workload work =
        work(
            picture()
                .node("p", new Linear.Conv(THREE, 1), "x", "w")
                .node("g", new Elementwise.Sigmoid(), "p")
                .node("y", new Elementwise.Mul(), "p", "g"),
            "y",
            "p");
    assertThat(work.layers()).hasSize(1);
    assertThat(work.layers().getFirst().outputs()).isEqualTo(2 * 256);
    assertThat(work.layers().getFirst().fused()).isEqualTo(2 * 256);
  }

  /// The gate of a squeeze-and-excite block comes later than what it multiplies.
  @Test
  void aFactorThatComesLaterIsNotFused() {
    Workload work =
        work(
            picture()
                .constant("v", zeros(4, 4, 1, 1))
                .node("p", new Linear.Conv(THREE, 1), "x", "w")
                .node("m", new Pooling.GlobalAveragePool(), "p")
                .node(
                    "g",
                    new Linear.Conv(
                        new Window(
                            List.of(1, 1), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET),
                        1),
                    "m",
                    "v")
                .node("y", new Elementwise.Mul(), "p", "g"),
            "y");
    assertThat(work.layers())
        .extracting(Workload.Layer::operator)
        .containsExactly("Conv", "GlobalAveragePool", "Conv", "Mul");
    assertThat(work.layers().getLast().inputs()).isEqualTo(256 + 4);
  }

  @Test
  void aWrittenOutLayerNormIsOneKernel() {
    Workload work =
        work(
            new NetworkBuilder()
                .input("x", ElementType.FLOAT, Shape.of(1, 5, 16))
                .constant("two", Tensor.floats(Shape.SCALAR, new float[] {2}))
                .constant("scale", zeros(16))
                .constant("axes", Tensor.int64(Shape.of(1), new long[] {-1}))
                .node("mean", new Reduction.ReduceMean(true, false), "x", "axes")
                .node("d", new Elementwise.Sub(), "x", "mean")
                .node("d2", new Elementwise.Pow(), "d", "two")
                .node("v", new Reduction.ReduceMean(true, false), "d2", "axes")
                .node("s", new Elementwise.Sqrt(), "v")
                .node("n", new Elementwise.Div(), "d", "s")
                .node("y", new Elementwise.Mul(), "n", "scale"),
            "y");
    assertThat(work.layers()).hasSize(1);
    Workload.Layer norm = work.layers().getFirst();
    assertThat(norm.inputs()).isEqualTo(80 + 1);
    assertThat(norm.outputs()).isEqualTo(80);
    assertThat(norm.fusedInputs()).isEqualTo(16);
  }

  @Test
  void quantisedAndFloatNetworksAreTheSameWork() {
    NetworkBuilder quantised =
        picture()
            .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {1}))
            .node("xq", new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8), "x", "scale")
            .node("xd", new Quantising.DequantizeLinear(1, 0), "xq", "scale")
            .node("wq", new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8), "w", "scale")
            .node("wd", new Quantising.DequantizeLinear(1, 0), "wq", "scale")
            .node("p", new Linear.Conv(THREE, 1), "xd", "wd")
            .node("r", new Elementwise.Relu(), "p")
            .node("rq", new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8), "r", "scale")
            .node("y", new Quantising.DequantizeLinear(1, 0), "rq", "scale");
    List<Workload.Layer> layers = work(quantised, "y").layers();
    assertThat(layers).hasSize(2);
    assertThat(layers.get(0).operator()).isEqualTo("QuantizeLinear");
    assertThat(layers.get(1).stationary()).isTrue();
    assertThat(layers.get(1).outputs()).isEqualTo(256);
  }

  @Test
  void attentionIsTwoProductsOfActivationsAndASoftmax() {
    Workload work = Workloads.of(BertLarge.graph(177), Map.of());
    assertThat(work.layers().stream().map(Workload.Layer::operator).limit(9))
        .containsExactly(
            "MatMul",
            "MatMul",
            "Softmax",
            "MatMul",
            "MatMul",
            "LayerNormalization",
            "MatMul",
            "MatMul",
            "LayerNormalization");
    Workload.Layer scores = work.layers().get(1);
    assertThat(scores.stationary()).isFalse();
    assertThat(scores.groups()).isEqualTo(16);
    assertThat(List.of(scores.m(), scores.k(), scores.n())).containsExactly(177L, 64L, 177L);
    // 24 layers of 12 · 1024² weights, and the head
    assertThat(work.weights()).isEqualTo(24L * 12 * 1024 * 1024 + 2 * 1024);
    long projections = 177L * work.weights();
    assertThat(work.macs()).isEqualTo(projections + 24L * 2 * 177 * 177 * 1024);
  }

  @Test
  void products() {
    Cases.forAll(
        200,
        random -> {
          Graph graph = anyProduct(random);
          MacCount counted = MacCount.of(graph, Shapes.infer(graph, Map.of()));
          Workload work = Workloads.of(graph, Map.of());
          assertThat(work.macs()).isEqualTo(counted.total());
          assertThat(work.layers()).allMatch(layer -> layer.inputs() > 0 && layer.outputs() > 0);
        });
  }

  private static Graph anyProduct(RandomGenerator random) {
    int a = 1 + random.nextInt(3);
    int m = 1 + random.nextInt(5);
    int k = 1 + random.nextInt(5);
    int n = 1 + random.nextInt(5);
    boolean fixedLeft = random.nextInt(4) == 0;
    boolean fixedRight = !fixedLeft && random.nextBoolean();
    Shape left = random.nextBoolean() ? Shape.of(m, k) : Shape.of(a, m, k);
    Shape right =
        switch (random.nextInt(3)) {
          case 0 -> Shape.of(k, n);
          case 1 -> Shape.of(a, k, n);
          default -> Shape.of(k);
        };
    NetworkBuilder network = new NetworkBuilder();
    operand(network, "l", left, fixedLeft);
    operand(network, "r", right, fixedRight);
    return network.node("y", new Linear.MatMul(), "l", "r").graph("y");
  }

  private static void operand(NetworkBuilder network, String name, Shape shape, boolean fixed) {
    if (fixed) {
      network.constant(name, Tensor.floats(shape, new float[shape.elements()]));
    } else {
      network.input(name, ElementType.FLOAT, shape);
    }
  }

  @Test
  void softmaxBeforeAProductIsItsOwnKernelAndTurnsAreFree() {
    Workload work =
        work(
            new NetworkBuilder()
                .input("x", ElementType.FLOAT, Shape.of(6, 6))
                .constant("w", zeros(6, 6))
                .node("s", new Normalising.Softmax(-1, false), "x")
                .node("t", new Shaping.Transpose(List.of(1, 0)), "s")
                .node("y", new Linear.MatMul(), "t", "w"),
            "y");
    assertThat(work.layers())
        .extracting(Workload.Layer::operator)
        .containsExactly("Softmax", "MatMul");
  }

  @Test
  void everySharedNetworkKeepsItsMultiplications() throws IOException {
    Path models = Path.of(System.getProperty("bitline.data", "../shared")).resolve("models");
    Assumptions.assumeTrue(
        Files.isDirectory(models),
        "skipped: no " + models + " (-Dbitline.data names another folder)");
    List<Path> files;
    try (Stream<Path> found = Files.walk(models, 2)) {
      files = found.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(30);
    for (Path file : files) {
      Graph graph = Workbench.load(file);
      Workload work = Workloads.of(graph, Map.of());
      assertThat(work.macs())
          .as(file.toString())
          .isEqualTo(MacCount.of(graph, Shapes.infer(graph, Map.of())).total());
      assertThat(work.layers()).as(file.toString()).allMatch(layer -> layer.outputs() > 0);
    }
  }
}
