package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.MappedProducts;
import bitline.graph.ConvGeometry;
import bitline.graph.Window;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.program.Switching;
import bitline.program.Tile;
import bitline.program.Unrolling;
import bitline.sim.Simulator.Engine;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What inputs switch is counted as if wordline after wordline were watched.
class SwitchingTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final ElementType INT16 = ElementType.INT16;
  private static final ElementType UINT16 = ElementType.UINT16;

  @Test
  void countsEqualTheSlowRecount() {
    Cases.forAll(
        800,
        random -> {
          var drawn = RandomLayers.draw(random, random.nextBoolean());
          ArrayLayer layer = drawn.layer().lying(cut(random, drawn.layer()));
          Switching expected = SlowSwitching.of(layer, drawn.x(), drawn.zero());
          List<LayerRun> runs = new ArrayList<>();
          for (Kernels kernels : List.of(SCALAR, KernelsProvider.best())) {
            runs.add(LayerRun.fastest(layer, kernels, null));
            runs.add(LayerRun.by(layer, LayerRun.everySum(layer, kernels)));
          }
          runs.add(LayerRun.by(layer, new ReferenceEngine(layer)));
          for (LayerRun run : runs) {
            Activity counted = new Activity();
            run.run(drawn.x(), drawn.zero(), counted);
            assertThat(counted.switching()).isEqualTo(expected);
          }
          sumsAgree(layer, expected, drawn);
        });
  }

  /// All bitline sums together are the charge where none is negative.
  private static void sumsAgree(ArrayLayer layer, Switching expected, RandomLayers.Case drawn) {
    if (layer.coding().weightCode().subtractsOnBitline()) {
      return;
    }
    long[] total = new long[1];
    SumSink sink =
        new SumSink() {
          @Override
          public void count(int[] sums, int count) {
            total[0] += Arrays.stream(sums, 0, count).asLongStream().sum();
          }

          @Override
          public void count(int sum, long times) {
            total[0] += sum * times;
          }
        };
    ReferenceEngine reference = new ReferenceEngine(layer);
    ArrayEngine watched =
        (group, inputs, vectors, acc, _) -> reference.accumulate(group, inputs, vectors, acc, sink);
    LayerRun.by(layer, watched).run(drawn.x(), drawn.zero(), new Activity());
    assertThat(total[0]).isEqualTo(expected.charge());
  }

  /// Tiles of random rows and columns; not all matrices are cut alike.
  private static List<Tile> cut(RandomGenerator random, ArrayLayer layer) {
    Unrolling u = layer.unrolling();
    List<Tile> tiles = new ArrayList<>();
    for (int group = 0; group < u.groups(); group++) {
      int[] rows = cuts(random, u.rows());
      int[] columns = cuts(random, u.columns());
      for (int r = 1; r < rows.length; r++) {
        for (int c = 1; c < columns.length; c++) {
          tiles.add(
              new Tile(
                  random.nextInt(3),
                  tiles.size(),
                  group,
                  rows[r - 1],
                  rows[r],
                  columns[c - 1],
                  columns[c],
                  0,
                  0));
        }
      }
    }
    return tiles;
  }

  private static int[] cuts(RandomGenerator random, int size) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, size));
    for (int i = random.nextInt(3); i > 0; i--) {
      cuts.add(random.nextInt(size + 1));
    }
    return cuts.stream().mapToInt(i -> i).toArray();
  }

  /// One, two and three axes; windows that see nothing but padding; strides beyond the kernel.
  @Test
  void convolutionsOfEveryGeometryAreCountedPlaceByPlace() {
    Cases.forAll(
        800,
        random -> {
          int axes = random.nextInt(1, 4);
          int[] sizes = random.ints(axes, 1, axes == 3 ? 5 : 9).toArray();
          int[] kernel = random.ints(axes, 1, 4).toArray();
          int groups = random.nextInt(1, 3);
          int channels = groups * random.nextInt(1, 3);
          int batch = random.nextInt(1, 4);
          Window window =
              new Window(
                  List.of(),
                  random.ints(axes, 1, 4).boxed().toList(),
                  random.ints(axes, 1, 3).boxed().toList(),
                  random.ints(2 * axes, 4, 8).boxed().toList(),
                  Window.AutoPad.NOTSET);
          Shape in = shape(batch, channels, sizes);
          ConvGeometry geometry =
              ConvGeometry.of(window, in, shape(groups, channels / groups, kernel));
          int bits = random.nextInt(2, 10);
          Coding coding =
              Coding.of(
                  Coding.WeightCode.values()[random.nextInt(5)],
                  4,
                  false,
                  random.nextInt(1, 4),
                  bits,
                  random.nextBoolean(),
                  random.nextInt(1, bits + 1));
          var unrolling = new Unrolling.Convolution(batch, channels, groups, 1, geometry);
          int rows = unrolling.rows();
          ArrayLayer layer =
              new ArrayLayer(
                  "layer",
                  "Conv",
                  "x",
                  0,
                  "",
                  random.ints((long) groups * rows, -7, 8).toArray(),
                  null,
                  null,
                  null,
                  "y",
                  Shape.of(batch, groups, geometry.outputPlaces()),
                  unrolling,
                  coding,
                  null,
                  rows,
                  List.of(new RowGroup(0, rows)),
                  List.of());
          layer = layer.lying(cut(random, layer));
          int least = coding.inputSigned() ? -(1 << (bits - 1)) : 0;
          int[] data = random.ints(in.elements(), least, least + (1 << bits)).toArray();
          int zero = least + random.nextInt(1 << bits);
          Tensor x = new Tensor.Ints(coding.inputSigned() ? INT16 : UINT16, in, data);
          assertThat(new ArraySwitching(layer).count(unrolling, data, zero))
              .isEqualTo(SlowSwitching.of(layer, x, zero));
        });
  }

  private static Shape shape(int first, int second, int[] spatial) {
    int[] sizes = new int[2 + spatial.length];
    sizes[0] = first;
    sizes[1] = second;
    System.arraycopy(spatial, 0, sizes, 2, spatial.length);
    return Shape.of(sizes);
  }

  /// Inputs so wide and vectors so many that the three counts do not fit into one long.
  @Test
  void wideInputsAreCountedInSeveralPasses() {
    Cases.forAll(
        3,
        random -> {
          Coding coding = Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 4, true, 1, 16, true, 15);
          int vectors = 70_000;
          var unrolling = new Unrolling.Product(1, vectors, 2, 1, random.nextBoolean(), false);
          ArrayLayer layer =
              new ArrayLayer(
                  "layer",
                  "MatMul",
                  "x",
                  0,
                  "",
                  new int[] {-8, 7},
                  null,
                  null,
                  null,
                  "y",
                  Shape.of(vectors, 1),
                  unrolling,
                  coding,
                  null,
                  2,
                  List.of(new RowGroup(0, 2)),
                  List.of(new Tile(0, 0, 0, 0, 2, 0, 1, 0, 0)));
          int[] data = new int[2 * vectors];
          Arrays.setAll(data, _ -> -1 - random.nextInt(3));
          Tensor x = new Tensor.Ints(INT16, Shape.of(data.length), data);
          assertThat(new ArraySwitching(layer).count(unrolling, data, 0))
              .isEqualTo(SlowSwitching.of(layer, x, 0));
        });
  }

  @Test
  void mappedNetworksCountTheSameByEveryEngine() {
    Cases.forAll(
        150,
        random -> {
          MappedProducts drawn =
              MappedProducts.draw(random, random.nextBoolean() ? 0 : random.nextInt(1, 10));
          Map<String, Switching> expected = new HashMap<>();
          for (Engine engine : Engine.values()) {
            Simulator.Result result =
                new Simulator(drawn.program(), SCALAR, engine)
                    .run(
                        drawn.inputs(),
                        0,
                        (node, out) -> {},
                        (layer, x, zero, values) ->
                            expected.put(layer.node(), SlowSwitching.of(layer, x, zero)));
            assertThat(result.activity().keySet()).isEqualTo(expected.keySet());
            result
                .activity()
                .forEach((node, activity) ->
                    assertThat(activity.switching()).isEqualTo(expected.get(node)));
          }
        });
  }

  /// Tiny numbers that anyone can follow: one row, one cell that holds 1, inputs 3, 0 and 2 of two
  /// bits, bit after bit: 1 1, 0 0, 0 1.
  @Test
  void oneCellByHand() {
    Coding coding = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 2, false, 1, 2, false, 1);
    var unrolling = new Unrolling.Product(1, 3, 1, 1, false, false);
    ArrayLayer layer =
        new ArrayLayer(
            "layer",
            "MatMul",
            "x",
            0,
            "",
            new int[] {1},
            null,
            null,
            null,
            "y",
            Shape.of(3, 1),
            unrolling,
            coding,
            null,
            1,
            List.of(new RowGroup(0, 1)),
            List.of(new Tile(0, 0, 0, 0, 1, 0, 1, 0, 0)));
    Switching counted = new ArraySwitching(layer).count(unrolling, new int[] {3, 0, 2}, 0);
    assertThat(counted).isEqualTo(new Switching(3, 3, 3, 3, 3));
    Coding two = Coding.of(Coding.WeightCode.PAIR_IN_CELL, 2, false, 1, 2, false, 2);
    ArrayLayer wide = Objects.requireNonNull(recoded(layer, two));
    assertThat(new ArraySwitching(wide).count(unrolling, new int[] {3, 0, 2}, 0))
        .isEqualTo(new Switching(2, 5, 3, 2, 5));
  }

  private static ArrayLayer recoded(ArrayLayer l, Coding coding) {
    return new ArrayLayer(
        l.node(),
        l.operator(),
        l.input(),
        0,
        "",
        l.weights(),
        null,
        null,
        null,
        l.output(),
        l.outputShape(),
        l.unrolling(),
        coding,
        null,
        l.activeRows(),
        l.rowGroups(),
        l.tiles());
  }
}
