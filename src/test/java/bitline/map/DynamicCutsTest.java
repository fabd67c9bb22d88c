package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Tile;
import bitline.program.Wear;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.time.Timing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Where products of two activations go: what the medium allows, what is left, what is faster.
class DynamicCutsTest {
  private static final Array ARRAY =
      new Array(64, 256, 64, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);

  /// Queries and keys of two heads, 24 x 32 and 32 x 24, behind a projection with weights.
  private static Graph attention() {
    int[] weights = new int[32 * 32];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i * 37 % 255 - 127;
    }
    return new NetworkBuilder()
        .input("q", ElementType.INT8, Shape.of(2, 24, 32))
        .input("k", ElementType.INT8, Shape.of(2, 32, 24))
        .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.01f}))
        .constant("w", new Tensor.Ints(ElementType.INT8, Shape.of(32, 32), weights))
        .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "scale")
        .node("q_real", new Quantising.DequantizeLinear(1, 0), "q", "scale")
        .node("k_real", new Quantising.DequantizeLinear(1, 0), "k", "scale")
        .node("projection", new Linear.MatMul(), "q_real", "w_real")
        .node("/attn/MatMul", new Linear.MatMul(), "q_real", "k_real")
        .graph("projection", "/attn/MatMul");
  }

  private static Chip chip(Medium medium, boolean rewritable, int cores) {
    return RandomChips.of(ARRAY, 1, 1, 1, cores, 0, medium, rewritable);
  }

  private static Mapping map(Chip chip, ActivationProducts where) {
    return Mapper.map(attention(), chip, Map.of(), Request.PLAIN.with(where));
  }

  private static Mapping.Mapped mapped(Chip chip, ActivationProducts where) {
    return switch (map(chip, where)) {
      case Mapping.Mapped mapped -> mapped;
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  private static String refusal(Chip chip) {
    return switch (map(chip, ActivationProducts.ARRAYS)) {
      case Mapping.Mapped mapped -> throw new AssertionError(mapped.program().layers().toString());
      case Mapping.Infeasible(List<String> reasons) -> String.join("; ", reasons);
    };
  }

  @Test
  void cellsThatCanBeRewrittenHoldIntermediateValues() {
    for (Medium medium : List.of(Medium.SRAM, Medium.MRAM)) {
      Program program = mapped(chip(medium, true, 8), ActivationProducts.AUTO).program();
      assertThat(program.layers())
          .extracting(ArrayLayer::node)
          .containsExactly("projection", "/attn/MatMul");
      assertThat(program.vectorProducts()).isEmpty();
      ArrayLayer product = program.layers().getLast();
      assertThat(Objects.requireNonNull(product.written()).value()).isEqualTo("k");
      assertThat(product.unrolling().groups()).isEqualTo(2);
      // nothing of the projection lies in its arrays
      assertThat(product.tiles())
          .extracting(Tile::array)
          .doesNotContainAnyElementsOf(
              program.layers().getFirst().tiles().stream().map(Tile::array).toList());
      assertThat(Wear.of(program, 1)).isEqualTo(new Wear(2 * 32 * 24 * 8, 1));
      // once a picture, whatever the batch
      assertThat(Wear.of(program, 16)).isEqualTo(new Wear(2 * 32 * 24 * 8, 1));
    }
  }

  @Test
  void otherCellsLeaveThemToTheVectorUnit() {
    for (Medium medium : List.of(Medium.RRAM, Medium.NOR_FLASH, Medium.SONOS, Medium.FEFET)) {
      Chip chip = chip(medium, false, 8);
      Mapping.Mapped mapped = mapped(chip, ActivationProducts.AUTO);
      assertThat(mapped.program().layers())
          .extracting(ArrayLayer::node)
          .containsExactly("projection");
      assertThat(mapped.program().vectorProducts())
          .extracting(ArrayLayer::node)
          .containsExactly("/attn/MatMul");
      assertThat(mapped.onVectorUnit())
          .containsEntry(
              "/attn/MatMul",
              "it would write 2 x 32 x 24 intermediate values into cells for every picture, and "
                  + medium.words()
                  + " of test cannot be rewritten while it runs");
      assertThat(Wear.of(mapped.program(), 1)).isEqualTo(new Wear(0, 0));
      assertThat(refusal(chip))
          .isEqualTo(
              "layer /attn/MatMul writes 2 x 32 x 24 intermediate values into cells for every picture; "
                  + medium.words()
                  + " of test cannot be rewritten while it runs");
    }
  }

  @Test
  void theFasterOfTwoIsTaken() {
    // 24 vectors of 8 steps and 32 rows to write: 224 ns in arrays; 36,864 MACs and 1,152 results
    Chip fast = RandomChips.withVectorUnit(chip(Medium.SRAM, true, 8), 1024);
    Mapping.Mapped left = mapped(fast, ActivationProducts.AUTO);
    assertThat(left.program().vectorProducts()).hasSize(1);
    assertThat(left.onVectorUnit().get("/attn/MatMul"))
        .isEqualTo(
            "a product of two activations that takes 37.1 ns there, in arrays 224 ns, of which 32 ns to write 2 x 32 x 24 values");
    Chip slow = RandomChips.withVectorUnit(chip(Medium.SRAM, true, 8), 16);
    assertThat(mapped(slow, ActivationProducts.AUTO).program().layers()).hasSize(2);
    assertThat(mapped(slow, ActivationProducts.VECTOR).program().layers()).hasSize(1);
    assertThat(mapped(fast, ActivationProducts.ARRAYS).program().layers()).hasSize(2);
  }

  @Test
  void weightsComeFirst() {
    // the projection takes one array, the product two
    Chip chip = chip(Medium.SRAM, true, 2);
    Mapping.Mapped mapped = mapped(chip, ActivationProducts.AUTO);
    assertThat(mapped.program().layers()).hasSize(1);
    assertThat(mapped.onVectorUnit())
        .containsEntry("/attn/MatMul", "it takes 2 arrays for 2 x 32 x 24 values, and 1 is left");
    assertThat(refusal(chip))
        .isEqualTo(
            "layer /attn/MatMul: it takes 2 arrays for 2 x 32 x 24 intermediate values, and 1 is left");
    assertThat(mapped(chip(Medium.SRAM, true, 3), ActivationProducts.AUTO).program().layers())
        .hasSize(2);
  }

  @Test
  void arraysAtWorkAreLeftAloneUnlessThereIsNoOtherWay() {
    Chip twoSets = RandomChips.of(ARRAY, 2, 1, 1, 2, 0, Medium.SRAM, true);
    Chip slow = RandomChips.withVectorUnit(twoSets, 16);
    assertThat(mapped(slow, ActivationProducts.AUTO).onVectorUnit())
        .containsEntry("/attn/MatMul", "it takes 2 arrays for 2 x 32 x 24 values, and 1 is left");
    // a free weight set of the projection's array
    assertThat(mapped(slow, ActivationProducts.ARRAYS).program().layers()).hasSize(2);
    assertThat(mapped(twoSets, ActivationProducts.AUTO).program().layers()).hasSize(2);
  }

  @Test
  void whereWeightsAreExchangedAProductIsInTheSegmentOfTheLayersAroundIt() {
    Program program =
        switch (Mapper.map(
            attention(), chip(Medium.SRAM, true, 2), Map.of(), Request.PLAIN.with(Way.STREAMED))) {
          case Mapping.Mapped mapped -> mapped.program();
          case Mapping.Infeasible(List<String> reasons) ->
              throw new AssertionError(reasons.toString());
        };
    assertThat(program.layers()).hasSize(2);
    assertThat(program.segments()).hasSize(2);
    // the projection's weights, its copy's, and the keys, each once a picture
    double projection = program.places(program.layers().getFirst()).size() * 32.0 * 32 * 8;
    assertThat(Wear.of(program, 1)).isEqualTo(new Wear(projection + 2 * 32 * 24 * 8, 2));
    assertThat(Timing.of(program, 1, 4).interval()).isPositive();
  }

  @Test
  void whatIsNotQuantisedCannotBeForcedIntoArrays() {
    Graph graph =
        new NetworkBuilder()
            .input("a", ElementType.FLOAT, Shape.of(4, 4))
            .node("product", new Linear.MatMul(), "a", "a")
            .graph("product");
    Chip chip = chip(Medium.SRAM, true, 4);
    Request forced = Request.PLAIN.with(ActivationProducts.ARRAYS);
    assertThat(Mapper.map(graph, chip, Map.of(), forced))
        .isInstanceOfSatisfying(
            Mapping.Infeasible.class,
            no ->
                assertThat(no.reasons())
                    .anyMatch(reason ->
                        reason.contains("--attention 8") || reason.contains("quantise it first")));
  }

  /// Written when the last vector of the picture before has passed, then 24 vectors: nothing
  /// overlaps, as the cells can hold one picture's keys.
  @Test
  void writingAndVectorsTakeTurnsInTime() {
    Program program = mapped(chip(Medium.SRAM, true, 8), ActivationProducts.AUTO).program();
    ArrayLayer product = program.layers().getLast();
    double step = program.chip().operatingPoint().step();
    double write = product.writing().rows() * step;
    assertThat(product.writing().rows()).isEqualTo(32);
    double vectors = 24 * 8 * step;
    assertThat(Timing.of(program, 1, 64).interval() * 1e-15)
        .isCloseTo(write + vectors, within(1e-3 * (write + vectors)));
  }
}
