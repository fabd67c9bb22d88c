package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Encoding;
import bitline.chip.NetworkOnChip;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapExplainedTest {
  private static final Array ARRAY =
      new Array(32, 64, 32, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);

  @Test
  void whatStaysAndWhatIsCopied() {
    // two products of 8-bit weights: 40 x 8 on two arrays, 6 vectors of 8 bits, a nanosecond each;
    // 8 x 8 on one; two arrays are left
    Mapping.Mapped mapped = mapped(5, 1, Request.PLAIN);
    List<String> said = MapExplained.sentences(mapped, 1);
    assertThat(said.getFirst())
        .isEqualTo(
            "resident: 2 layers need 3.07 k bits of cells in 3 parts no larger than an array; 5"
                + " arrays are there, so that all weights stay and all layers work at once");
    assertThat(said)
        .contains(
            "1 layer has copies, because the slowest layer sets the pace of the pipeline and arrays"
                + " are left: first 2 times, 48 ns down to 24 ns",
            "slowest layer, one copy each: first with 48 ns; slowest layer, with copies: second with"
                + " 48 ns",
            "1 layer is split over arrays, which have 32 x 64 cells: first (40 x 8 weights) over 2",
            "every product lies in arrays",
            "roof: no schedule of this mapping does a picture in less than 48 ns; busiest for a"
                + " picture: arrays of second 48 ns, arrays of first 24 ns");
  }

  @Test
  void whatIsExchangedAndWhy() {
    Mapping.Mapped mapped = mapped(2, 1, Request.PLAIN.ofBatch(4).with(Way.STREAMED));
    List<String> said = MapExplained.sentences(mapped, 4);
    assertThat(said.getFirst())
        .isEqualTo(
            "batched: 2 layers need 3.07 k bits of cells in 3 parts no larger than an array; 2"
                + " arrays are there. There are more parts than places, and weights are exchanged in 2"
                + " segments, each for 4 pictures");
    assertThat(said.get(1))
        .startsWith("writing weights takes ")
        .endsWith("No weight set is left to write into while a segment works: nothing is hidden");
    assertThat(said.get(2)).isEqualTo("of 1 cut, 1 fall where the next layer has no arrays left");
    assertThat(said).anyMatch(s -> s.startsWith("segment 1 of 2, first (1 layer): written in "));
    Mapping.Mapped twice = mapped(2, 2, Request.PLAIN.ofBatch(4).with(Way.STREAMED));
    assertThat(MapExplained.sentences(twice, 4).get(1)).contains("(double buffering)");
  }

  @Test
  void hopsOnTheMesh() {
    Mapping.Mapped mapped = mapped(5, 1, Request.PLAIN);
    assertThat(MapExplained.sentences(mapped, 1)).noneMatch(s -> s.contains("hops"));
    Chip chip =
        RandomChips.withNetwork(
            chip(5, 1), new NetworkOnChip(NetworkOnChip.Topology.MESH, 64, 1e9, 1));
    Mapping.Mapped wired = (Mapping.Mapped) Mapper.map(network(), chip, Map.of(), Request.PLAIN);
    assertThat(MapExplained.sentences(wired, 1))
        .anyMatch(s ->
            s.startsWith("5 cores hold weights; for one picture ")
                && s.contains("cores that talk are placed near each other"));
  }

  @Test
  void whenCellsAreWornOut() {
    var cell = Chips.byName("wan_nature_2022").cell();
    assertThat(new WearText(30, 0, 0, 1e5, null).text(cell))
        .isEqualTo("no cell is written while it runs: at 30 pictures/s none wears out");
    assertThat(new WearText(30, 2.5, 100, 1e5, 4e4).text(cell))
        .isEqualTo(
            "at 30 pictures/s the most written cell is written 2.50 times a second; RRAM survives"
                + " 100 k writes: worn out after 11.1 h");
    assertThat(new WearText(0.5, 0.5, 100, 1e9, 2e9).text(cell))
        .contains("written once in 2 s")
        .endsWith("worn out after 63.4 y");
    assertThat(new WearText(30, 30, 100, null, null).text(Chips.byName("houmo_h30_2023").cell()))
        .endsWith("for SRAM no limit is given: it does not wear out");
    Mapping.Mapped exchanged = mapped(2, 1, Request.PLAIN.ofBatch(4).with(Way.STREAMED));
    WearText wear = WearText.of(exchanged.program(), 4, 8);
    // each array gets new contents in both segments, once in 4 pictures
    assertThat(wear.writes()).isEqualTo(2 * 8 / 4.0);
    assertThat(wear.seconds()).isNull();
  }

  private static Mapping.Mapped mapped(int cores, int sets, Request request) {
    return switch (Mapper.map(network(), chip(cores, sets), Map.of(), request)) {
      case Mapping.Mapped mapped -> mapped;
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  private static Chip chip(int cores, int sets) {
    return RandomChips.of(ARRAY, sets, 1, 1, cores, 0, Medium.SRAM, true);
  }

  private static Graph network() {
    return new NetworkBuilder()
        .input("x", ElementType.UINT8, Shape.of(6, 40))
        .constant("s", Tensor.floats(Shape.SCALAR, new float[] {0.5f}))
        .constant("zero", new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {0}))
        .constant("w1", weights(40, 8))
        .constant("w2", weights(8, 8))
        .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "s")
        .node("w1_real", new Quantising.DequantizeLinear(1, 0), "w1", "s")
        .node("w2_real", new Quantising.DequantizeLinear(1, 0), "w2", "s")
        .node("first", new Linear.MatMul(), "x_real", "w1_real")
        .node(
            "integers",
            new Quantising.QuantizeLinear(1, 0, true, ElementType.UINT8),
            "first",
            "s",
            "zero")
        .node("real", new Quantising.DequantizeLinear(1, 0), "integers", "s", "zero")
        .node("second", new Linear.MatMul(), "real", "w2_real")
        .graph("second");
  }

  private static Tensor weights(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 256 - 128;
    }
    return new Tensor.Ints(ElementType.INT8, shape, values);
  }
}
