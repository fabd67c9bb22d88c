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
import bitline.chip.Pair;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Op;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.program.Tile;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MapperTest {
  private static final int PLENTY = 1 << 12;
  private static final Window WINDOW =
      new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);

  // ---- where weights lie

  @Test
  void everyWeightHasCellsOfItsOwn() {
    int[] crowded = new int[1];
    int[] segments = new int[1];
    Cases.forAll(
        300,
        random -> {
          Graph network = network(random, random.nextInt(1, 6));
          Chip chip = RandomChips.draw(random, PLENTY, 0);
          Program program = mapped(Mapper.map(network, chip, Map.of(), 0));
          assertThat(program.layers()).hasSize(network.outputs().size());
          everyWeightOnce(program);
          // again with so few arrays that parts must share them
          Chip small = RandomChips.withCores(chip, random.nextInt(1, program.arraysUsed() + 1));
          switch (Mapper.map(network, small, Map.of(), 0)) {
            case Mapping.Mapped(Program shared, var _) -> {
              everyWeightOnce(shared);
              crowded[0]++;
            }
            case Mapping.Infeasible(List<String> reasons) ->
                assertThat(reasons).singleElement().asString().startsWith("the network needs ");
          }
          Chip rewritable = RandomChips.rewritable(small);
          if (Mapper.map(network, rewritable, Map.of(), 0)
              instanceof Mapping.Mapped(var p, var _)) {
            everyWeightOnce(p);
            segments[0] += p.resident() ? 0 : 1;
          }
        });
    assertThat(crowded[0]).isPositive();
    assertThat(segments[0]).isPositive();
  }

  private static void everyWeightOnce(Program program) {
    Set<Integer> arrays = new HashSet<>();
    for (Segment segment : program.segments()) {
      everyWeightOnce(program, segment, arrays);
    }
    assertThat(program.arraysUsed()).isEqualTo(arrays.size());
  }

  /// Cells of a segment's layers and copies, none of which another one of them has.
  private static void everyWeightOnce(Program program, Segment segment, Set<Integer> arrays) {
    Chip chip = program.chip();
    Array array = chip.array();
    Map<List<Integer>, boolean[][]> taken = new HashMap<>();
    for (ArrayLayer layer : program.layers().subList(segment.from(), segment.to())) {
      for (List<Tile> tiles : program.places(layer)) {
        int digits = layer.coding().weightDigits().size();
        var u = layer.unrolling();
        boolean[][][] placed = new boolean[u.groups()][u.rows()][u.columns()];
        for (Tile tile : tiles) {
          assertThat(tile.array()).isBetween(0, chip.arrays() - 1);
          if (segment.to() - segment.from() > 1) {
            assertThat(tile.weightSet()).isBetween(0, chip.macro().weightSets() - 1);
          }
          arrays.add(tile.array());
          boolean[][] cells =
              taken.computeIfAbsent(
                  List.of(tile.array(), tile.weightSet()),
                  _ -> new boolean[array.inputRows()][array.columns()]);
          for (int k = tile.fromRow(); k < tile.toRow(); k++) {
            for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
              assertThat(placed[tile.group()][k][n]).as("weight placed twice").isFalse();
              placed[tile.group()][k][n] = true;
              for (int j = 0; j < digits; j++) {
                int row = tile.row() + k - tile.fromRow();
                int column = tile.column() + (n - tile.fromColumn()) * digits + j;
                assertThat(cells[row][column]).as("cell taken twice").isFalse();
                cells[row][column] = true;
              }
            }
          }
          rowsConductAsTheLayerSays(layer, tile, array.activeInputRows());
        }
        for (boolean[][] matrix : placed) {
          for (boolean[] row : matrix) {
            assertThat(row).doesNotContain(false);
          }
        }
      }
    }
  }

  /// Rows of one of the layer's row groups conduct in one step, those of two in two.
  private static void rowsConductAsTheLayerSays(ArrayLayer layer, Tile tile, int active) {
    Map<Integer, Integer> stepOfGroup = new HashMap<>();
    for (int g = 0; g < layer.rowGroups().size(); g++) {
      var group = layer.rowGroups().get(g);
      for (int k = Math.max(group.from(), tile.fromRow());
          k < Math.min(group.to(), tile.toRow());
          k++) {
        int step = (tile.row() + k - tile.fromRow()) / active;
        assertThat(stepOfGroup.getOrDefault(g, step)).isEqualTo(step);
        stepOfGroup.put(g, step);
      }
    }
    assertThat(new HashSet<>(stepOfGroup.values())).hasSameSizeAs(stepOfGroup.keySet());
  }

  /// Several quantised products side by side, each with an input and an output of its own.
  private static Graph network(RandomGenerator random, int products) {
    NetworkBuilder builder = new NetworkBuilder();
    String[] outputs = new String[products];
    for (int i = 0; i < products; i++) {
      RandomProducts.Drawn drawn = RandomProducts.quantised(random);
      String prefix = "p" + i + "_";
      drawn
          .graph()
          .inputs()
          .forEach(port -> builder.input(prefix + port.name(), drawn.inputs().get(port.name())));
      drawn
          .graph()
          .constants()
          .forEach((name, constant) -> builder.constant(prefix + name, constant.tensor()));
      drawn
          .graph()
          .nodes()
          .forEach(node ->
              builder.node(
                  prefix + node.name(),
                  node.op(),
                  // a bias of another form than one a column would keep it off the arrays
                  (node.op() instanceof Linear.Gemm ? node.inputs().subList(0, 2) : node.inputs())
                      .stream().map(name -> prefix + name).toArray(String[]::new)));
      outputs[i] = prefix + drawn.product();
    }
    return builder.graph(outputs);
  }

  @Test
  void depthwiseMatricesLieOnTheDiagonal() {
    // 10 channels of 3 x 3 kernels; 32 active rows take 3 of 9 rows side by side, 64 rows two such
    // bands one above the other
    Graph network =
        weighted(new Linear.Conv(WINDOW, 10), Shape.of(1, 10, 5, 5), Shape.of(10, 1, 3, 3));
    Chip chip =
        chip(
            new Array(64, 64, 32, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), false),
            8);
    ArrayLayer layer = mapped(Mapper.map(network, chip, Map.of(), 0)).layers().getFirst();
    assertThat(layer.rowGroups()).singleElement().hasToString("RowGroup[from=0, to=9]");
    assertThat(layer.tiles())
        .containsExactly(
            new Tile(0, 0, 0, 0, 9, 0, 1, 0, 0),
            new Tile(0, 0, 1, 0, 9, 0, 1, 9, 8),
            new Tile(0, 0, 2, 0, 9, 0, 1, 18, 16),
            new Tile(0, 0, 3, 0, 9, 0, 1, 32, 0),
            new Tile(0, 0, 4, 0, 9, 0, 1, 41, 8),
            new Tile(0, 0, 5, 0, 9, 0, 1, 50, 16),
            new Tile(1, 0, 6, 0, 9, 0, 1, 0, 0),
            new Tile(1, 0, 7, 0, 9, 0, 1, 9, 8),
            new Tile(1, 0, 8, 0, 9, 0, 1, 18, 16),
            new Tile(1, 0, 9, 0, 9, 0, 1, 32, 0));
    // 9 places see the picture; a vector of 8 one-bit digits makes two row groups of the first
    // array conduct and two of the second
    assertThat(layer.arrayReads()).isEqualTo(4 * 8 * 9);
    assertThat(layer.conversions()).isEqualTo(10L * 9 * 8 * 8);
  }

  @Test
  void groupedMatricesLargerThanAnArrayAreCut() {
    // 2 groups of 36 x 4 weights of 8 cells, arrays of 16 x 24: 3 x 2 parts a group
    Graph network =
        weighted(new Linear.Conv(WINDOW, 2), Shape.of(1, 8, 5, 5), Shape.of(8, 4, 3, 3));
    Chip chip =
        chip(
            new Array(16, 24, 8, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), false),
            12);
    ArrayLayer layer = mapped(Mapper.map(network, chip, Map.of(), 0)).layers().getFirst();
    assertThat(layer.tiles()).hasSize(12);
    assertThat(layer.arrays()).isEqualTo(12);
    assertThat(layer.rowGroups())
        .extracting(group -> group.from() + "-" + group.to())
        .containsExactly("0-8", "8-16", "16-24", "24-32", "32-36");
    assertThat(layer.tiles().get(1)).isEqualTo(new Tile(1, 0, 0, 0, 16, 3, 4, 0, 0));
    assertThat(layer.tiles().get(11)).isEqualTo(new Tile(11, 0, 1, 32, 36, 3, 4, 0, 0));
  }

  @Test
  void transposedConvolutionsLieWithTheirKernelAcross() {
    // 6 channels to 2 groups of 2 x (2 x 2) columns; the input's places are the vectors
    Graph network =
        weighted(
            new Linear.ConvTranspose(WINDOW, 2, List.of(), List.of()),
            Shape.of(1, 6, 4, 5),
            Shape.of(6, 2, 2, 2));
    Chip chip =
        chip(
            new Array(
                16,
                128,
                16,
                Encoding.DIFFERENTIAL_PAIR,
                Pair.COLUMNS,
                List.of(8),
                List.of(8),
                true),
            1);
    ArrayLayer layer = mapped(Mapper.map(network, chip, Map.of(), 0)).layers().getFirst();
    assertThat(layer.unrolling().rows()).isEqualTo(3);
    assertThat(layer.unrolling().columns()).isEqualTo(8);
    assertThat(layer.unrolling().vectors()).isEqualTo(20);
    assertThat(layer.tiles()).hasSize(2);
    assertThat(layer.outputShape()).isEqualTo(Shape.of(1, 4, 5, 6));
  }

  // ---- refusals

  @Test
  void aNetworkLargerThanTheChipIsRefusedWithItsMediumAndLargestLayer() {
    Graph network =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(1, 100))
            .constant("s", scalar(0.5f))
            .constant("w1", weights(100, 20))
            .constant("w2", weights(100, 60))
            .node("real", new Quantising.DequantizeLinear(1, 0), "x", "s")
            .node("small/w", new Quantising.DequantizeLinear(1, 0), "w1", "s")
            .node("large/w", new Quantising.DequantizeLinear(1, 0), "w2", "s")
            .node("small", new Linear.MatMul(), "real", "small/w")
            .node("large", new Linear.MatMul(), "real", "large/w")
            .graph("small", "large");
    Array array =
        new Array(50, 64, 50, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), false);
    // 8 columns of weights an array, two arrays down: 6 and 16 parts, of which four are half as
    // wide
    // and share two arrays
    assertThat(refusal(network, RandomChips.of(array, 1, 1, 1, 3, 0, Medium.NOR_FLASH, false)))
        .isEqualTo(
            "the network needs 0.064 Mb of cells, which take 20 arrays when laid out; test (NOR"
                + " flash) holds 0.010 Mb in 3 and cannot be rewritten while it runs (largest layer:"
                + " large, 0.048 Mb)");
    Chip rewritable = RandomChips.of(array, 2, 1, 1, 3, 0, Medium.SRAM, true);
    Program exchanged = mapped(Mapper.map(network, rewritable, Map.of(), 0));
    assertThat(exchanged.segments()).containsExactly(new Segment(0, 1), new Segment(1, 2));
    everyWeightOnce(exchanged);
    assertThatThrownBy(() ->
            Workbench.map(network, RandomChips.of(array, 1, 1, 1, 3, 0, Medium.NOR_FLASH, false)))
        .isInstanceOf(Workbench.DoesNotFit.class)
        .hasMessageContaining("NOR flash");
  }

  @Test
  @Timeout(60)
  void aNetworkFarLargerThanTheChipIsRefusedAtOnce() {
    Array array = new Array(3, 9, 3, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);
    Chip tiny = RandomChips.of(array, 1, 1, 1, 1, 0, Medium.SRAM, true);
    Graph network =
        new NetworkBuilder()
            .input("x", ElementType.INT8, Shape.of(1, 1500))
            .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.02f}))
            .constant("w", Tensor.zeros(ElementType.INT8, Shape.of(1500, 1000)))
            .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "scale")
            .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "scale")
            .node("product", new Linear.MatMul(), "x_real", "w_real")
            .graph("product");
    // 1.5 million weights of 8 cells fill 444,445 arrays of 27 cells
    assertThat(reasons(network, tiny))
        .singleElement()
        .asString()
        .contains("which take at least 444445 arrays when laid out");
  }

  /// What a chip says it holds is what the mapper can lay into it.
  @Test
  void theCapacityOfAChipIsWhatItsCodingTakes() {
    Cases.forAll(
        200,
        random -> {
          Chip chip = RandomChips.draw(random, random.nextInt(1, 9), 0);
          Array array = chip.array();
          for (int bits : array.weightBits()) {
            int rows = array.inputRows() * chip.weightPlaces();
            int columns = (int) (chip.weightCapacity(bits) / rows);
            if (columns == 0) {
              continue;
            }
            Graph network = weights(rows, columns, bits);
            assertThat(Mapper.map(network, chip, Map.of(), 0))
                .as(bits + " bits, " + array + ", cells of " + chip.cell().bits() + " bits")
                .isInstanceOf(Mapping.Mapped.class);
            if (bits == array.weightBits().getFirst()) {
              assertThat(Mapper.map(weights(rows, columns + 1, bits), chip, Map.of(), 0))
                  .isInstanceOf(Mapping.Infeasible.class);
            }
          }
        });
  }

  /// A product whose weights reach as far as symmetric weights of so many bits do.
  private static Graph weights(int rows, int columns, int bits) {
    int[] data = new int[rows * columns];
    data[0] = (1 << (bits - 1)) - 1;
    return new NetworkBuilder()
        .input("x", ElementType.UINT8, Shape.of(1, rows))
        .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.02f}))
        .constant("w", new Tensor.Ints(ElementType.INT8, Shape.of(rows, columns), data))
        .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "scale")
        .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "scale")
        .node("product", new Linear.MatMul(), "x_real", "w_real")
        .graph("product");
  }

  @Test
  void numbersWiderThanTheChipTakesAreRefusedWithWhatToDo() {
    Graph network = weighted(new Linear.MatMul(), Shape.of(1, 8), Shape.of(8, 4));
    Array narrow =
        new Array(64, 64, 64, Encoding.TWOS_COMPLEMENT, null, List.of(2, 4), List.of(4), true);
    assertThat(reasons(network, chip(narrow, 1)))
        .containsExactly(
            "layer product has 8-bit weights; test computes with at most 4 bits: quantise with"
                + " --weight-bits 4",
            "layer product has 8-bit inputs; test takes at most 4 bits: quantise with"
                + " --activation-bits 4");
    Array slim = new Array(64, 4, 64, Encoding.OFFSET_BINARY, null, List.of(8), List.of(8), true);
    assertThat(refusal(network, chip(slim, 1)))
        .isEqualTo("layer product needs 8 cells side by side for a weight; a row has 4");
  }

  @Test
  void aFloatNetworkIsRefusedAndOneWithFloatProductsSaysWhichStay() {
    Graph plain =
        new NetworkBuilder()
            .input("x", ElementType.FLOAT, Shape.of(2, 8))
            .constant("w", Tensor.zeros(ElementType.FLOAT, Shape.of(8, 4)))
            .node("dense", new Linear.MatMul(), "x", "w")
            .graph("dense");
    Array array =
        new Array(64, 64, 64, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);
    assertThat(refusal(plain, chip(array, 1)))
        .isEqualTo(
            "no product with constant, quantised weights was found in test; quantise it first");
    Graph mixed =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(1, 2, 8))
            .constant("s", scalar(0.5f))
            .constant("w", weights(8, 2))
            .constant("plain", Tensor.zeros(ElementType.FLOAT, Shape.of(2, 2)))
            .node("real", new Quantising.DequantizeLinear(1, 0), "x", "s")
            .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "s")
            .node("keys", new Linear.MatMul(), "real", "w_real")
            .node("scores", new Linear.MatMul(), "keys", "keys")
            .node("head", new Linear.MatMul(), "scores", "plain")
            .graph("head");
    assertThat(Mapper.map(mixed, chip(array, 1), Map.of(), 0))
        .isInstanceOfSatisfying(
            Mapping.Mapped.class,
            m -> {
              assertThat(m.program().layers()).extracting(ArrayLayer::node).containsExactly("keys");
              assertThat(m.onVectorUnit())
                  .containsOnlyKeys("scores", "head")
                  .containsEntry(
                      "scores",
                      "a product of two activations that are not both quantised: --attention 8 does that to a float network")
                  .containsEntry("head", "its weights are not quantised");
            });
  }

  @Test
  void convertersOfNoOrTooManyBitsAreAProblem() {
    Graph network = weighted(new Linear.MatMul(), Shape.of(1, 8), Shape.of(8, 4));
    Array array =
        new Array(64, 64, 64, Encoding.TWOS_COMPLEMENT, null, List.of(8), List.of(8), true);
    for (int bits : new int[] {-1, 17}) {
      assertThatThrownBy(() -> Mapper.map(network, chip(array, 1), Map.of(), bits))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("1 to 16");
    }
  }

  // ---- networks and chips

  /// A quantised product with 8-bit integers of a fixed pattern, the extremes among them.
  private static Graph weighted(Op op, Shape data, Shape weights) {
    return new NetworkBuilder()
        .input("x", ElementType.UINT8, data)
        .constant("s", scalar(0.5f))
        .constant("w", weights(weights.sizes()))
        .node("real", new Quantising.DequantizeLinear(1, 0), "x", "s")
        .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "s")
        .node("product", op, "real", "w_real")
        .graph("product");
  }

  private static Tensor weights(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 256 - 128;
    }
    return new Tensor.Ints(ElementType.INT8, shape, values);
  }

  private static Tensor scalar(float value) {
    return Tensor.floats(Shape.SCALAR, new float[] {value});
  }

  private static Chip chip(Array array, int cores) {
    return RandomChips.of(array, 1, 1, 1, cores, 0, Medium.SRAM, false);
  }

  private static Program mapped(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  private static List<String> reasons(Graph network, Chip chip) {
    assertThat(Mapper.map(network, chip, Map.of(), 0)).isInstanceOf(Mapping.Infeasible.class);
    return ((Mapping.Infeasible) Mapper.map(network, chip, Map.of(), 0)).reasons();
  }

  private static String refusal(Graph network, Chip chip) {
    List<String> reasons = reasons(network, chip);
    assertThat(reasons).hasSize(1);
    return reasons.getFirst();
  }
}
