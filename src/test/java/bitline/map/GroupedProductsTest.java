package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.sim.IdealCheck;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupedProductsTest {
  private static final Window WINDOW =
      new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);
  private static final Array ARRAY =
      new Array(64, 64, 32, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), false);

  @Test
  void theVectorUnitTakesWhatItDoesSooner() {
    // 10 groups of 3 x 3 kernels see 9 places: 9 vectors x 2 row groups x 8 bits of 1 ns on an
    // array, of which three places are as quick as the four that have room; 810
    // multiply-accumulates and 90 results to finish
    Graph network = depthwise();
    Chip chip = chip(8);
    for (int lanes : new int[] {4, 16, 32}) {
      var mapped = mapped(network, RandomChips.withVectorUnit(chip, lanes), Grouped.AUTO);
      boolean sooner = 900.0 / lanes < 144 / 4;
      assertThat(mapped.program().layers()).hasSize(sooner ? 0 : 1);
      assertThat(mapped.program().vectorProducts()).hasSize(sooner ? 1 : 0);
      if (sooner) {
        assertThat(mapped.onVectorUnit())
            .containsExactly(
                Map.entry(
                    "product",
                    "10 groups of 9 x 1 take 144 ns on 2 arrays, 28.1 ns on the vector unit"));
      } else {
        assertThat(mapped.onVectorUnit()).isEmpty();
      }
    }
    assertThat(mapped(network, chip, Grouped.AUTO).program().layers()).hasSize(1);
    assertThat(mapped(network, RandomChips.withVectorUnit(chip, 1 << 20), Grouped.ARRAYS).program())
        .extracting(Program::arraysUsed)
        .isEqualTo(6); // with copies
  }

  @Test
  void aBusyVectorUnitTakesNoMore() {
    // 90 exponentials of 8 operations keep 16 lanes busy for 45 ns; the product would add 50.6
    Graph network =
        depthwise(builder -> builder.node("exp", new Elementwise.Exp(), "product"), "exp");
    Array slow =
        new Array(64, 64, 32, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), false);
    Chip chip = RandomChips.withVectorUnit(RandomChips.of(slow, 1, 1, 1, 8, 0, SRAM, false), 16);
    var mapped = mapped(network, chip, Grouped.AUTO);
    // four copies of the two arrays would do it in 36 ns
    assertThat(mapped.program().layers()).hasSize(1);
    assertThat(mapped.program().copies().get("product")).hasSize(2);
  }

  @Test
  void whereThereIsNoRoomThoseThatWasteCellsLeave() {
    Graph network =
        depthwise(
            builder ->
                builder
                    .constant("dense", weights(10, 8))
                    .node("dense_real", new Quantising.DequantizeLinear(1, 0), "dense", "s")
                    .constant("vectors", weights(1, 10))
                    .node("y", new Quantising.DequantizeLinear(1, 0), "z", "s")
                    .node("head", new Linear.MatMul(), "y", "dense_real"),
            "product",
            "head");
    Chip chip = RandomChips.of(ARRAY, 1, 1, 1, 1, 0, Medium.NOR_FLASH, false);
    assertThat(Mapper.map(network, chip, Map.of(), 0)).isInstanceOf(Mapping.Infeasible.class);
    var mapped = mapped(network, RandomChips.withVectorUnit(chip, 1), Grouped.AUTO);
    assertThat(mapped.program().layers()).extracting(ArrayLayer::node).containsExactly("head");
    assertThat(mapped.onVectorUnit().get("product"))
        .isEqualTo(
            "10 groups of 9 x 1 take 144 ns on 2 arrays, 900 ns on the vector unit; they fill 8.8 %"
                + " of the cells they take, and the network has no room");
  }

  @Test
  void bothGiveTheSameBits() {
    int[] grouped = new int[1];
    Cases.forAll(
        150,
        random -> {
          RandomProducts.Drawn drawn = RandomProducts.quantised(random);
          Chip chip =
              RandomChips.withVectorUnit(
                  RandomChips.draw(random, 1 << 12, 0), random.nextInt(1, 100));
          Mapping there =
              Mapper.map(drawn.graph(), chip, Map.of(), Request.PLAIN.with(Grouped.ARRAYS));
          if (!(there instanceof Mapping.Mapped(Program arrays, var _))
              || arrays.layers().getFirst().unrolling().groups() == 1) {
            return;
          }
          grouped[0]++;
          Program vector = mapped(drawn.graph(), chip, Grouped.VECTOR).program();
          assertThat(vector.layers()).isEmpty();
          assertThat(vector.vectorProducts()).hasSize(1);
          Program auto = mapped(drawn.graph(), chip, Grouped.AUTO).program();
          var expected = Workbench.run(arrays, drawn.inputs());
          for (Program program : List.of(vector, auto)) {
            var got = Workbench.run(program, drawn.inputs());
            got.outputs()
                .forEach((name, tensor) ->
                    assertThat(tensor.toFloats())
                        .isEqualTo(expected.outputs().get(name).toFloats()));
            assertThat(got.activity()).hasSize(program.layers().size());
          }
          assertThat(IdealCheck.check(arrays, new ScalarKernels("scalar"), drawn.inputs()).first())
              .isNull();
        });
    assertThat(grouped[0]).isGreaterThan(30);
  }

  @Test
  void aChipWithoutVectorUnitIsToldWhenOneIsAskedFor() {
    Chip chip = chip(8);
    assertThatThrownBy(() -> mapped(depthwise(), chip, Grouped.VECTOR))
        .isInstanceOf(Problem.class)
        .hasMessage("grouped convolutions cannot be on the vector unit: test describes none");
  }

  // ---- networks and chips

  private static final Medium SRAM = Medium.SRAM;

  private static Graph depthwise() {
    return depthwise(builder -> builder, "product");
  }

  private static Graph depthwise(
      java.util.function.UnaryOperator<NetworkBuilder> more, String... outputs) {
    NetworkBuilder builder =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(1, 10, 5, 5))
            .input("z", ElementType.UINT8, Shape.of(1, 10))
            .constant("s", Tensor.floats(Shape.SCALAR, new float[] {0.5f}))
            .constant("w", weights(10, 1, 3, 3))
            .node("real", new Quantising.DequantizeLinear(1, 0), "x", "s")
            .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "s")
            .node(
                new Node(
                    "product",
                    new Linear.Conv(WINDOW, 10),
                    List.of("real", "w_real"),
                    List.of("product")));
    return more.apply(builder).graph(outputs);
  }

  private static Tensor weights(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 256 - 128;
    }
    return new Tensor.Ints(ElementType.INT8, shape, values);
  }

  private static Chip chip(int cores) {
    return RandomChips.of(ARRAY, 1, 1, 1, cores, 0, SRAM, false);
  }

  private static Mapping.Mapped mapped(Graph network, Chip chip, Grouped grouped) {
    return switch (Mapper.map(network, chip, Map.of(), Request.PLAIN.with(grouped))) {
      case Mapping.Mapped mapped -> mapped;
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }
}
