package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.map.ActivationProducts;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Products of two activations, one of which is written into arrays while the chip runs.
class ActivationProductsTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  /// @param written shape of the operand that may be one for all
  private record Drawn(Graph graph, Map<String, Tensor> inputs, Chip chip) {
    Program program(ActivationProducts where) {
      Mapping mapping = Workbench.map(graph, chip, shapes(inputs), Request.PLAIN.with(where));
      return switch (mapping) {
        case Mapping.Mapped mapped -> mapped.program();
        case Mapping.Infeasible(List<String> reasons) ->
            throw new AssertionError(reasons.toString());
      };
    }
  }

  private static Map<String, Shape> shapes(Map<String, Tensor> inputs) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private static Drawn draw(RandomGenerator random, int adcBits) {
    boolean integer = random.nextInt(4) == 0;
    ElementType first = random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8;
    ElementType second = random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8;
    int m = random.nextInt(1, 20);
    int k = random.nextInt(1, 30);
    int n = random.nextInt(1, 20);
    int heads = random.nextInt(1, 4);
    int batch = random.nextInt(1, 3);
    Shape left;
    Shape right;
    switch (random.nextInt(4)) {
      case 0 -> {
        left = Shape.of(m, k);
        right = Shape.of(k, n);
      }
      case 1 -> {
        left = Shape.of(batch, heads, m, k);
        right = Shape.of(k, n);
      }
      case 2 -> {
        left = Shape.of(1, 1, m, k);
        right = Shape.of(batch, heads, k, n);
      }
      default -> {
        left = Shape.of(batch, heads, m, k);
        right = Shape.of(batch, heads, k, n);
      }
    }
    NetworkBuilder builder =
        new NetworkBuilder()
            .input("a", first, left)
            .input("b", second, right)
            .constant("a_zero", RandomProducts.integers(random, first, Shape.SCALAR))
            .constant("b_zero", RandomProducts.integers(random, second, Shape.SCALAR));
    if (integer) {
      builder.node("product", new Linear.MatMulInteger(), "a", "b", "a_zero", "b_zero");
    } else {
      builder
          .constant("a_scale", Tensor.floats(Shape.SCALAR, new float[] {0.03f}))
          .constant("b_scale", Tensor.floats(Shape.SCALAR, new float[] {0.11f}))
          .node("a_real", new Quantising.DequantizeLinear(1, 0), "a", "a_scale", "a_zero")
          .node("b_real", new Quantising.DequantizeLinear(1, 0), "b", "b_scale", "b_zero")
          .node("product", new Linear.MatMul(), "a_real", "b_real");
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("a", RandomProducts.integers(random, first, left));
    inputs.put("b", RandomProducts.integers(random, second, right));
    Chip chip = RandomChips.rewritable(RandomChips.draw(random, 1 << 14, adcBits));
    return new Drawn(builder.graph("product"), inputs, chip);
  }

  @Test
  void arraysAndVectorUnitGiveTheReferencesBits() {
    int[] leftWritten = new int[1];
    Cases.forAll(
        100,
        random -> {
          Drawn drawn = draw(random, random.nextBoolean() ? 0 : 16);
          Program onArrays = drawn.program(ActivationProducts.ARRAYS);
          ArrayLayer layer = onArrays.layers().getFirst();
          String written = Objects.requireNonNull(layer.written()).value();
          leftWritten[0] += written.equals("a") ? 1 : 0;
          IdealCheck.Result check = IdealCheck.check(onArrays, SCALAR, drawn.inputs());
          assertThat(check.first()).isNull();
          assertThat(check.layers()).isEqualTo(1);
          Program onVectorUnit = drawn.program(ActivationProducts.VECTOR);
          assertThat(onVectorUnit.layers()).isEmpty();
          assertThat(onVectorUnit.vectorProducts()).hasSize(1);
          float[] expected = expected(drawn, layer);
          assertThat(product(onVectorUnit, drawn)).isEqualTo(expected);
          if (layer.lossless()) {
            assertThat(product(onArrays, drawn)).isEqualTo(expected);
          }
        });
    assertThat(leftWritten[0]).isBetween(5, 95);
  }

  /// The sums by their definition, made real as the layer says.
  private static float[] expected(Drawn drawn, ArrayLayer layer) {
    Tensor a = drawn.inputs().get("a");
    long[] sums =
        new IntegerReference(drawn.graph())
            .accumulators(
                drawn.graph().nodes().getLast(),
                a,
                0,
                name ->
                    drawn.inputs().containsKey(name)
                        ? drawn.inputs().get(name)
                        : Objects.requireNonNull(drawn.graph().constant(name)).tensor());
    double[] scales = layer.scales();
    float[] real = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      real[i] = scales == null ? sums[i] : (float) (sums[i] * scales[0] + -0f);
    }
    return real;
  }

  private static float[] product(Program program, Drawn drawn) {
    return new Simulator(program, KernelsProvider.best(1), Simulator.Engine.FASTEST)
        .run(drawn.inputs())
        .outputs()
        .get("product")
        .toFloats();
  }

  @Test
  void everyEngineGivesWhatTheCellsGive() {
    int[] lossy = new int[1];
    Cases.forAll(
        100,
        random -> {
          Drawn drawn = draw(random, random.nextInt(1, 9));
          Program program = drawn.program(ActivationProducts.ARRAYS);
          ArrayLayer layer = program.layers().getFirst();
          String sent = layer.input();
          Tensor x = drawn.inputs().get(sent);
          Tensor operand = drawn.inputs().get(sent.equals("a") ? "b" : "a");
          // cells are cut for any value, which the reference takes from what they hold
          ((Tensor.Ints) operand).data()[0] = (int) operand.type().least();
          int sets = program.chip().macro().weightSets();
          ArrayLayer full = Objects.requireNonNull(layer.filled(x.shape(), operand, sets));
          lossy[0] += full.lossless() ? 0 : 1;
          Activity counted = new Activity();
          Tensor byCells =
              LayerRun.by(full, new CellArrays(program.chip(), full))
                  .run(x, layer.inputZero(), counted);
          for (Simulator.Engine engine : Simulator.Engine.values()) {
            Simulator.Result got = new Simulator(program, SCALAR, engine).run(drawn.inputs());
            Tensor product = got.outputs().get("product");
            assertThat(product.shape()).as(engine.toString()).isEqualTo(byCells.shape());
            assertThat(product.toFloats()).as(engine.toString()).isEqualTo(byCells.toFloats());
            if (engine != Simulator.Engine.FASTEST) {
              assertThat(got.activity().get("product")).isEqualTo(counted);
            }
          }
        });
    assertThat(lossy[0]).isGreaterThan(50);
  }

  /// Sentences of other lengths than the program was compiled for: sums of digital arrays are exact
  /// whatever the passes.
  @Test
  void operandsOfOtherSizesGiveTheReferencesBits() {
    Cases.forAll(
        60,
        random -> {
          Drawn compiled = draw(random, 0);
          Program program = compiled.program(ActivationProducts.ARRAYS);
          int k = random.nextInt(1, 60);
          Map<String, Tensor> inputs = new LinkedHashMap<>();
          int[] left = compiled.inputs().get("a").shape().sizes();
          int[] right = compiled.inputs().get("b").shape().sizes();
          left[left.length - 2] = random.nextInt(1, 40);
          left[left.length - 1] = k;
          right[right.length - 2] = k;
          right[right.length - 1] = random.nextInt(1, 40);
          inputs.put("a", again(random, compiled.inputs().get("a"), left));
          inputs.put("b", again(random, compiled.inputs().get("b"), right));
          Drawn drawn = new Drawn(compiled.graph(), inputs, compiled.chip());
          assertThat(IdealCheck.check(program, SCALAR, inputs).first()).isNull();
          float[] expected = expected(drawn, program.layers().getFirst());
          assertThat(product(program, drawn)).isEqualTo(expected);
          assertThat(product(compiled.program(ActivationProducts.VECTOR), drawn))
              .isEqualTo(expected);
        });
  }

  private static Tensor again(RandomGenerator random, Tensor like, int[] sizes) {
    return RandomProducts.integers(random, like.type(), Shape.of(sizes));
  }

  @Test
  void operandsThatDoNotGoTogetherAreAProblem() {
    Cases.forAll(
        1,
        random -> {
          Graph graph =
              new NetworkBuilder()
                  .input("a", ElementType.INT8, Shape.of(2, 3, 4))
                  .input("b", ElementType.INT8, Shape.of(2, 4, 5))
                  .node("product", new Linear.MatMulInteger(), "a", "b")
                  .graph("product");
          Chip chip = RandomChips.rewritable(RandomChips.draw(random, 1 << 12, 0));
          Program program = Workbench.map(graph, chip);
          assertThat(program.layers()).hasSize(1);
          Tensor a = RandomProducts.integers(random, ElementType.INT8, Shape.of(2, 3, 4));
          Tensor b = RandomProducts.integers(random, ElementType.INT8, Shape.of(3, 4, 5));
          assertThatThrownBy(() -> Workbench.run(program, Map.of("a", a, "b", b)))
              .isInstanceOf(Problem.class)
              .hasMessageStartingWith("node 'product': its operands are ")
              .hasMessageContaining("2x3x4")
              .hasMessageContaining("3x4x5");
        });
  }

  /// What lies in a layer's cells is what the network says, whichever operand it is.
  @Test
  void theLeftOperandIsWrittenTurned() {
    Cases.forAll(
        100,
        random -> {
          Drawn drawn = draw(random, 0);
          Program program = drawn.program(ActivationProducts.ARRAYS);
          ArrayLayer layer = program.layers().getFirst();
          boolean left = Objects.requireNonNull(layer.written()).value().equals("a");
          Tensor x = drawn.inputs().get(layer.input());
          Tensor operand = drawn.inputs().get(left ? "a" : "b");
          ArrayLayer full = Objects.requireNonNull(layer.filled(x.shape(), operand, 1));
          int offset = operand.type().isUnsigned() ? 128 : 0;
          int rows = full.unrolling().rows();
          int columns = full.unrolling().columns();
          int[] cells = full.weights();
          assertThat(cells).hasSize(operand.elements());
          int group = random.nextInt(full.unrolling().groups());
          int row = random.nextInt(rows);
          int column = random.nextInt(columns);
          int[] at = operand.shape().sizes();
          int last = left ? row : column;
          int beforeLast = left ? column : row;
          int index = (group * at[at.length - 2] + beforeLast) * at[at.length - 1] + last;
          assertThat(cells[(group * rows + row) * columns + column])
              .isEqualTo((int) operand.intAt(index) - offset);
          assertThat(Arrays.stream(cells).max().orElse(0)).isLessThanOrEqualTo(127);
        });
  }
}
