package bitline.program;

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
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WearTest {
  private static final Array ARRAY =
      new Array(8, 64, 8, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);

  /// Three layers of which each fills the only array.
  private static Program threeLayers(int arrays, int batch) {
    NetworkBuilder builder =
        new NetworkBuilder()
            .input("x0", ElementType.INT8, Shape.of(5, 8))
            .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.01f}))
            .constant("zero", new Tensor.Ints(ElementType.INT8, Shape.SCALAR, new int[] {0}));
    for (int i = 0; i < 3; i++) {
      int[] weights = new int[64];
      for (int k = 0; k < 64; k++) {
        weights[k] = k * 37 % 255 - 127;
      }
      builder
          .constant("w" + i, new Tensor.Ints(ElementType.INT8, Shape.of(8, 8), weights))
          .node("wr" + i, new Quantising.DequantizeLinear(1, 0), "w" + i, "scale")
          .node("xr" + i, new Quantising.DequantizeLinear(1, 0), "x" + i, "scale", "zero")
          .node("y" + i, new Linear.MatMul(), "xr" + i, "wr" + i)
          .node(
              "x" + (i + 1),
              new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8),
              "y" + i,
              "scale",
              "zero");
    }
    Graph graph = builder.graph("x3");
    Chip chip = RandomChips.of(ARRAY, 1, 1, 1, arrays, 0, Medium.MRAM, true);
    return switch (Mapper.map(graph, chip, Map.of(), Request.PLAIN.ofBatch(batch))) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  @Test
  void weightsThatStayWearNothing() {
    Wear wear = Wear.of(threeLayers(3, 1), 1);
    assertThat(wear).isEqualTo(new Wear(0, 0));
    assertThat(wear.years(1e9, 30)).isInfinite();
  }

  @Test
  void eachSegmentWritesItsCellsOnceABatch() {
    Program program = threeLayers(1, 1);
    assertThat(program.segments()).hasSize(3);
    assertThat(Wear.of(program, 1)).isEqualTo(new Wear(3 * 8 * 64, 3));
    assertThat(Wear.of(program, 4)).isEqualTo(new Wear(3 * 8 * 64 / 4.0, 0.75));
  }

  @Test
  void yearsFollowFromWritesAndRate() {
    Wear wear = new Wear(1000, 3);
    // 1e9 writes at 90 a second are 11,111,111 seconds
    assertThat(wear.years(1e9, 30)).isCloseTo(11_111_111.1 / 31_557_600, within(1e-6));
  }
}
