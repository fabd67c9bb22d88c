package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.base.Problem;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysTest {
  private static final Array ARRAY =
      new Array(16, 64, 16, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);

  private static Chip chip(int arrays, Medium medium) {
    return RandomChips.of(ARRAY, 1, 1, 1, arrays, 0, medium, medium == Medium.SRAM);
  }

  /// Products in a row, each in one array of its own.
  private static Graph chain(int layers) {
    Tensor scale = Tensor.floats(Shape.SCALAR, new float[] {0.01f});
    NetworkBuilder builder =
        new NetworkBuilder().input("x0", ElementType.INT8, Shape.of(4, 8)).constant("s", scale);
    for (int i = 0; i < layers; i++) {
      builder
          .constant("w" + i, Tensor.zeros(ElementType.INT8, Shape.of(8, 8)))
          .node("real" + i, new Quantising.DequantizeLinear(1, 0), "x" + i, "s")
          .node("weights" + i, new Quantising.DequantizeLinear(1, 0), "w" + i, "s")
          .node("layer" + i, new Linear.MatMul(), "real" + i, "weights" + i)
          .constant("zero" + i, Tensor.zeros(ElementType.INT8, Shape.SCALAR))
          .node(
              "x" + (i + 1),
              new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8),
              "layer" + i,
              "s",
              "zero" + i);
    }
    return builder.graph("x" + layers);
  }

  private static Program mapped(Graph network, Chip chip, Request request) {
    return switch (Mapper.map(network, chip, Map.of(), request)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  private static String refusal(Graph network, Chip chip, Request request) {
    return switch (Mapper.map(network, chip, Map.of(), request)) {
      case Mapping.Mapped mapped -> throw new AssertionError(mapped.toString());
      case Mapping.Infeasible(List<String> reasons) -> reasons.getFirst();
    };
  }

  @Test
  void whatFitsStaysUnlessStreamingIsAskedFor() {
    Graph network = chain(4);
    Chip chip = chip(4, Medium.SRAM);
    assertThat(mapped(network, chip, Request.PLAIN).resident()).isTrue();
    assertThat(mapped(network, chip, Request.PLAIN.with(Way.RESIDENT)).resident()).isTrue();
    assertThat(mapped(network, chip, Request.PLAIN.with(Way.STREAMED)).segments())
        .hasSizeGreaterThan(1);
    assertThat(mapped(network, chip, Request.PLAIN.ofBatch(8).with(Way.BATCHED)).segments())
        .hasSizeGreaterThan(1);
  }

  @Test
  void residentIsRefusedWhereWeightsDoNotFit() {
    Chip chip = chip(1, Medium.SRAM);
    assertThat(mapped(chain(8), chip, Request.PLAIN).resident()).isFalse();
    assertThat(refusal(chain(8), chip, Request.PLAIN.with(Way.RESIDENT)))
        .isEqualTo(
            "the network needs 0.004 Mb of cells, which take 4 arrays when laid out; test (SRAM)"
                + " holds 0.001 Mb in 1, where they can be exchanged segment by segment, but not"
                + " stay (largest layer: layer0, 0.001 Mb)");
  }

  @Test
  void streamingIsRefusedWhereCellsAreWrittenForGood() {
    for (Medium medium : List.of(Medium.RRAM, Medium.NOR_FLASH)) {
      assertThat(refusal(chain(4), chip(8, medium), Request.PLAIN.with(Way.STREAMED)))
          .isEqualTo(
              "weights cannot be exchanged segment by segment: test keeps them in "
                  + medium.words()
                  + ", whose cells cannot be rewritten while it runs");
    }
    assertThat(refusal(chain(1), chip(8, Medium.SRAM), Request.PLAIN.with(Way.STREAMED)))
        .endsWith("layer0 is the only layer in arrays, and it fits");
  }

  @Test
  void aBatchOfOneIsNone() {
    assertThatThrownBy(() -> Request.PLAIN.with(Way.BATCHED))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("ask for 2 or more");
  }

  @Test
  void aPlanIsFollowed() {
    Chip chip = chip(6, Medium.SRAM);
    Plan split = new Plan(List.of(new Segment(0, 1), new Segment(1, 3)), List.of(2, 1, 3));
    Program program = mapped(chain(3), chip, Request.PLAIN.following(split));
    assertThat(Plan.of(program)).isEqualTo(split);
    Plan whole = new Plan(List.of(new Segment(0, 3)), List.of(1, 2, 3));
    assertThat(Plan.of(mapped(chain(3), chip, Request.PLAIN.following(whole)))).isEqualTo(whole);
    Plan large = new Plan(List.of(new Segment(0, 3)), List.of(1, 2, 4));
    assertThat(refusal(chain(3), chip, Request.PLAIN.following(large)))
        .isEqualTo(
            "layers layer0 to layer2 need 7 arrays at the same time, copies counted; test has 6");
    assertThat(refusal(chain(4), chip, Request.PLAIN.following(whole)))
        .isEqualTo("the plan is for 3 layers; 4 are mapped");
  }
}
