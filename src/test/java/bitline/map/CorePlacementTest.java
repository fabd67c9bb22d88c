package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.Workbench;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.NetworkOnChip;
import bitline.chip.NetworkOnChip.Topology;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.ProgramBytes;
import bitline.program.Tile;
import bitline.program.Traffic;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CorePlacementTest {
  private static final Array ARRAY =
      new Array(32, 64, 32, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);

  @Test
  void coresThatTalkLieNearerAndGiveTheSameBits() {
    int[] nearer = new int[1];
    int[] streamed = new int[1];
    Cases.forAll(
        40,
        random -> {
          Graph network = chain(random);
          int cores = random.nextInt(4, 40);
          Chip plain =
              RandomChips.of(
                  ARRAY, random.nextInt(1, 3), 1, 1, cores, 0, Medium.SRAM, random.nextBoolean());
          NetworkOnChip star = new NetworkOnChip(Topology.CROSSBAR, 64, 1e9, 1);
          // where all ways are equally long, cores stay as they are numbered
          if (!(Mapper.map(network, RandomChips.withNetwork(plain, star), Map.of(), 0)
              instanceof Mapping.Mapped(Program numbered, var _))) {
            return;
          }
          NetworkOnChip wires = new NetworkOnChip(Topology.MESH, 64, 1e9, 1);
          Program placed =
              mapped(Mapper.map(network, RandomChips.withNetwork(plain, wires), Map.of(), 0));
          double before = Traffic.of(numbered).byteHops(wires, cores);
          double after = Traffic.of(placed).byteHops(wires, cores);
          assertThat(after).isLessThanOrEqualTo(before * (1 + 1e-9));
          assertThat(Traffic.of(placed).bytes()).isEqualTo(Traffic.of(numbered).bytes());
          nearer[0] += after < before ? 1 : 0;
          streamed[0] += placed.resident() ? 0 : 1;
          wholeCoresMoved(numbered, placed);
          Tensor x = pixels(random);
          assertThat(Workbench.run(placed, Map.of("x", x)).outputs().get("y").toFloats())
              .isEqualTo(Workbench.run(numbered, Map.of("x", x)).outputs().get("y").toFloats());
          assertThat(ProgramBytes.sha256(placed))
              .isEqualTo(
                  ProgramBytes.sha256(
                      mapped(
                          Mapper.map(
                              network, RandomChips.withNetwork(plain, wires), Map.of(), 0))));
        });
    assertThat(nearer[0]).isGreaterThan(12);
    assertThat(streamed[0]).isPositive();
  }

  /// In each segment every core has gone to one core, and no two to the same; within it all is
  /// where it was.
  private static void wholeCoresMoved(Program from, Program to) {
    assertThat(to.segments()).isEqualTo(from.segments());
    for (var segment : from.segments()) {
      Map<Integer, Integer> moved = new HashMap<>();
      for (int i = segment.from(); i < segment.to(); i++) {
        ArrayLayer before = from.layers().get(i);
        List<List<Tile>> places = from.places(before);
        for (int copy = 0; copy < places.size(); copy++) {
          List<Tile> then = to.places(to.layers().get(i)).get(copy);
          for (int t = 0; t < then.size(); t++) {
            Tile tile = places.get(copy).get(t);
            assertThat(then.get(t).in(tile.array())).isEqualTo(tile);
            assertThat(
                    moved.merge(tile.array(), then.get(t).array(), (a, b) -> a.equals(b) ? a : -1))
                .isNotNegative();
          }
        }
      }
      assertThat(new HashSet<>(moved.values())).hasSameSizeAs(moved.keySet());
    }
  }

  @Test
  void trafficIsCountedInBytes() {
    // 40 inputs x 12 columns of 8 bits on arrays of 32 x 8 weights: 2 x 2 arrays, a core each;
    // then 12 x 3, one array
    Graph network =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(5, 40))
            .constant("s", Tensor.floats(Shape.SCALAR, new float[] {0.5f}))
            .constant("zero", new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {0}))
            .constant("w1", weights(40, 12))
            .constant("w2", weights(12, 3))
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
            .node("y", new Linear.MatMul(), "real", "w2_real")
            .graph("y");
    Chip chip = RandomChips.of(ARRAY, 1, 1, 1, 5, 0, Medium.SRAM, false);
    Program program = mapped(Mapper.map(network, chip, Map.of(), 0));
    assertThat(program.copies()).isEmpty();
    Map<String, Double> bytes = new HashMap<>();
    for (Traffic.Message message : Traffic.of(program).messages()) {
      for (Traffic.Place from : message.from()) {
        for (Traffic.Reader to : message.to()) {
          bytes.merge(from.core() + ">" + to.place().core(), message.to(to), Double::sum);
        }
      }
    }
    assertThat(bytes)
        .containsOnly(
            Map.entry("0>0", 160.0), // the picture: 5 x 32 or 8 bytes to each core of the layer
            Map.entry("0>1", 160.0),
            Map.entry("0>2", 40.0),
            Map.entry("0>3", 40.0),
            Map.entry("2>0", 5 * 8 * 4.0), // partial sums: 5 vectors, 8 or 4 columns of 4 bytes
            Map.entry("3>1", 5 * 4 * 4.0),
            Map.entry("0>4", 15.0), // 5 x 12 bytes, a quarter from each core
            Map.entry("1>4", 15.0),
            Map.entry("2>4", 15.0),
            Map.entry("3>4", 15.0),
            Map.entry("4>0", 5 * 3 * 4.0)); // floats to the host
  }

  // ---- networks

  /// Products one behind another, with a shortcut.
  private static Graph chain(RandomGenerator random) {
    NetworkBuilder builder =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(6, 24))
            .constant("s", Tensor.floats(Shape.SCALAR, new float[] {0.05f}))
            .constant("zero", new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {9}));
    String at = "x";
    int width = 24;
    int layers = random.nextInt(2, 7);
    for (int i = 0; i < layers; i++) {
      int next = i == layers - 1 || random.nextInt(3) > 0 ? random.nextInt(4, 70) : width;
      builder
          .constant("w" + i, weights(width, next))
          .node("w_real" + i, new Quantising.DequantizeLinear(1, 0), "w" + i, "s")
          .node("real" + i, new Quantising.DequantizeLinear(1, 0), at, "s", "zero")
          .node("product" + i, new Linear.MatMul(), "real" + i, "w_real" + i);
      String sum = "product" + i;
      if (next == width) {
        builder.node("sum" + i, new Elementwise.Add(), sum, "real" + i);
        sum = "sum" + i;
      }
      if (i == layers - 1) {
        return builder.node("y", new Elementwise.Relu(), sum).graph("y");
      }
      at = "integers" + i;
      builder.node(
          at, new Quantising.QuantizeLinear(1, 0, true, ElementType.UINT8), sum, "s", "zero");
      width = next;
    }
    throw new IllegalStateException("no layers");
  }

  private static Tensor pixels(RandomGenerator random) {
    int[] values = new int[6 * 24];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return new Tensor.Ints(ElementType.UINT8, Shape.of(6, 24), values);
  }

  private static Tensor weights(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 256 - 128;
    }
    return new Tensor.Ints(ElementType.INT8, shape, values);
  }

  private static Program mapped(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }
}
