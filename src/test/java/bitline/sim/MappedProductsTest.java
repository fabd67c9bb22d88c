package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.MappedProducts;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Unrolling;
import bitline.sim.Simulator.Engine;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.tensor.simd.Widths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Networks of one product, from graph to answer: quantised, mapped onto chips of every make, run.
class MappedProductsTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @Test
  void arraysThatLoseNothingGiveTheIntegerSums() {
    Cases.forAll(
        400,
        random -> {
          // 16 bits of ADC tell any sum of most of these arrays apart
          MappedProducts drawn = MappedProducts.draw(random, random.nextBoolean() ? 0 : 16);
          ArrayLayer mapped = drawn.program().layers().getFirst();
          ArrayLayer layer = mapped.lossless() ? mapped : mapped.with(null);
          Sent sent = sent(drawn);
          long[] expected =
              new IntegerReference(drawn.program().graph())
                  .accumulators(
                      node(drawn.program()), sent.x, sent.zero, Map.<String, Tensor>of()::get);
          for (Engine engine : Engine.values()) {
            Tensor got =
                run(layer.unscaled(), engine, SCALAR).run(sent.x, sent.zero, new Activity());
            assertThat(got.toLongs()).as(engine.toString()).isEqualTo(expected);
          }
        });
  }

  @Test
  void arraysGiveWhatTheirCellsGive() {
    Cases.forAll(
        300,
        random -> {
          int adcBits = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 10);
          MappedProducts drawn = MappedProducts.draw(random, adcBits);
          Program program = drawn.program();
          ArrayLayer layer = program.layers().getFirst();
          Sent sent = sent(drawn);
          Activity expected = new Activity();
          Tensor byCells =
              LayerRun.by(layer, new CellArrays(program.chip(), layer))
                  .run(sent.x, sent.zero, expected);
          assertThat(expected.observedSums()).isEqualTo(layer.conversions());
          for (Engine engine : Engine.values()) {
            Activity counted = new Activity();
            Tensor got = run(layer, engine, SCALAR).run(sent.x, sent.zero, counted);
            assertThat(bits(got)).as(engine.toString()).isEqualTo(bits(byCells));
            if (engine != Engine.FASTEST) {
              assertThat(counted).as(engine.toString()).isEqualTo(expected);
            }
          }
        });
  }

  @Test
  void everyLaneWidthAndNumberOfThreadsGivesTheSameBits() {
    List<Kernels> all = kernels();
    Cases.forAll(
        100,
        random ->
            sameBits(
                MappedProducts.draw(random, random.nextBoolean() ? 0 : random.nextInt(1, 10)),
                all));
  }

  /// Large enough that threads do share the work.
  @Test
  void largeProductsGiveTheSameBitsToo() {
    List<Kernels> all = kernels();
    Cases.forAll(
        3,
        random -> {
          Shape data = Shape.of(80, 50);
          Graph network =
              new NetworkBuilder()
                  .input("x", ElementType.INT8, data)
                  .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.02f}))
                  .constant(
                      "w", RandomProducts.integers(random, ElementType.INT8, Shape.of(50, 150)))
                  .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "scale")
                  .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "scale")
                  .node("product", new Linear.MatMul(), "x_real", "w_real")
                  .graph("product");
          Chip chip = RandomChips.draw(random, 1 << 14, random.nextInt(3) == 0 ? 0 : 6);
          Map<String, Tensor> inputs =
              Map.of("x", RandomProducts.integers(random, ElementType.INT8, data));
          sameBits(new MappedProducts(Workbench.map(network, chip), inputs), all);
        });
  }

  private static List<Kernels> kernels() {
    List<Kernels> all = new ArrayList<>(List.of(SCALAR));
    for (int threads = 1; threads <= 3; threads++) {
      all.addAll(Widths.all(threads).values());
    }
    return all;
  }

  private static void sameBits(MappedProducts drawn, List<Kernels> all) {
    Simulator.Result expected =
        new Simulator(drawn.program(), SCALAR, Engine.REFERENCE).run(drawn.inputs());
    for (Kernels kernels : all) {
      for (Engine engine : List.of(Engine.FASTEST, Engine.EVERY_SUM)) {
        Simulator.Result got = new Simulator(drawn.program(), kernels, engine).run(drawn.inputs());
        assertThat(bits(got.outputs().get("product")))
            .as(engine + ", " + kernels.reason())
            .isEqualTo(bits(expected.outputs().get("product")));
      }
    }
  }

  @Test
  void oneSimulatorServesManyThreads() {
    Cases.forAll(
        20,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, random.nextInt(1, 10));
          Simulator shared = new Simulator(drawn.program(), KernelsProvider.best(), Engine.FASTEST);
          List<Integer> expected =
              bits(
                  new Simulator(drawn.program(), SCALAR, Engine.REFERENCE)
                      .run(drawn.inputs())
                      .outputs()
                      .get("product"));
          List<List<Integer>> got = new CopyOnWriteArrayList<>();
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            threads.add(
                Thread.startVirtualThread(
                    () -> got.add(bits(shared.run(drawn.inputs()).outputs().get("product")))));
          }
          for (Thread thread : threads) {
            join(thread);
          }
          assertThat(got).hasSize(4).allMatch(expected::equals);
        });
  }

  /// The network itself, its quantising steps computed in float, up to what float sums lose.
  @Test
  void arraysThatLoseNothingGiveWhatTheNetworkGives() {
    Cases.forAll(
        300,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, 0);
          Program program = drawn.program();
          float[] got =
              new Simulator(program, SCALAR, Engine.FASTEST)
                  .run(drawn.inputs())
                  .outputs()
                  .get("product")
                  .toFloats();
          double[] reach = new double[1];
          float[] expected =
              new Interpreter(SCALAR)
                  .run(
                      program.graph(),
                      drawn.inputs(),
                      (node, in, out) -> {
                        if (node.name().equals("product")) {
                          reach[0] = reach(program, node, in);
                        }
                      })
                  .get("product")
                  .toFloats();
          assertThat(got).hasSameSizeAs(expected);
          for (int i = 0; i < got.length; i++) {
            assertThat(Math.abs((double) got[i] - expected[i]))
                .isLessThanOrEqualTo(1e-6 * reach[0]);
          }
        });
  }

  /// No sum of products of the operands is larger.
  private static double reach(Program program, Node node, List<Tensor> operands) {
    Unrolling unrolling = program.layers().getFirst().unrolling();
    int terms =
        unrolling instanceof Unrolling.Transposed t
            ? t.rows() * t.geometry().kernelPlaces()
            : unrolling.rows();
    double alpha = node.op() instanceof Linear.Gemm op ? Math.abs(op.alpha()) : 1;
    double beta = node.op() instanceof Linear.Gemm op ? Math.abs(op.beta()) : 1;
    double bias =
        operands.size() > 2 && operands.get(2) != null && operands.get(2).type().isFloat()
            ? largest(operands.get(2))
            : 0;
    return terms * alpha * largest(operands.get(0)) * largest(operands.get(1)) + beta * bias;
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float value : tensor.toFloats()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /// What the arrays of a network's one layer are given.
  private record Sent(Tensor x, int zero) {}

  private static Sent sent(MappedProducts drawn) {
    List<Sent> seen = new ArrayList<>();
    new Simulator(drawn.program(), SCALAR, Engine.FASTEST)
        .run(
            drawn.inputs(),
            0,
            (node, outputs) -> {},
            (layer, x, zero, _) -> seen.add(new Sent(x, zero)));
    assertThat(seen).hasSize(1);
    return seen.getFirst();
  }

  private static LayerRun run(ArrayLayer layer, Engine engine, Kernels kernels) {
    return switch (engine) {
      case FASTEST -> LayerRun.fastest(layer, kernels, null);
      case EVERY_SUM -> LayerRun.by(layer, LayerRun.everySum(layer, kernels));
      case REFERENCE -> LayerRun.by(layer, new ReferenceEngine(layer));
    };
  }

  private static Node node(Program program) {
    return program.graph().nodes().stream()
        .filter(node -> node.name().equals("product"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> bits(Tensor tensor) {
    return tensor instanceof Tensor.Ints ints
        ? Arrays.stream(ints.data()).boxed().toList()
        : floatBits(Objects.requireNonNull(tensor).toFloats());
  }

  private static List<Integer> floatBits(float[] values) {
    List<Integer> bits = new ArrayList<>();
    for (float value : values) {
      bits.add(Float.floatToRawIntBits(value));
    }
    return bits;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
