package bitline.map;

import bitline.base.Problem;
import bitline.chip.Adc;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.Pair;
import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Program;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The mapper: finds the products that arrays can do, cuts them into digits, places them. All
/// weights stay on the chip; exchanging them while it runs and duplicating them are left out so
/// far.
public final class Mapper {
  /// Sums and their differences fit 32 bits.
  private static final int GREATEST_SUM = (1 << 30) - 1;

  /// Blocks of a network without room that are laid out all the same, to say how many arrays they
  /// would take; of more it is said how many arrays their cells alone fill.
  private static final int MOST_LAID_OUT = 1 << 13;

  private final Chip chip;
  private final int adcBits;
  private final List<String> reasons = new ArrayList<>();

  private Mapper(Chip chip, int adcBits) {
    this.chip = chip;
    this.adcBits = adcBits;
  }

  /// Maps a quantised graph onto a chip.
  ///
  /// @param inputs the input shapes to compile for; one left out is as the file declares it, with 1
  ///   for open sizes
  /// @param adcBits resolution of the ADCs; 0 means the chip's own
  public static Mapping map(Graph graph, Chip chip, Map<String, Shape> inputs, int adcBits) {
    if (adcBits < 0 || adcBits > 16) {
      throw new Problem("ADCs of " + adcBits + " bits; 1 to 16, or 0 for the chip's own");
    }
    return new Mapper(chip, adcBits).map(graph, Shapes.infer(graph, inputs));
  }

  private Mapping map(Graph graph, Map<String, ValueType> types) {
    Products products = Products.in(graph, types);
    List<Cut> cuts = new ArrayList<>();
    List<Placement.Block> blocks = new ArrayList<>();
    for (Product product : products.found()) {
      Coding coding = coding(product);
      if (coding == null) {
        continue;
      }
      Placement.Layout layout = Placement.of(product.unrolling(), coding, chip.array());
      if (layout == null) {
        reasons.add(
            "layer "
                + product.node()
                + " needs "
                + coding.weightDigits().size()
                + " cells side by side for a weight; a row has "
                + chip.array().columns());
        continue;
      }
      int rows = mostRows(layout);
      if (rows * coding.greatestProduct() > GREATEST_SUM) {
        reasons.add(
            "layer "
                + product.node()
                + " sums "
                + rows
                + " products of up to "
                + coding.greatestProduct()
                + " on a bitline of "
                + chip.name()
                + "; sums of more than "
                + GREATEST_SUM
                + " are not simulated");
        continue;
      }
      cuts.add(new Cut(product, coding, layout, blocks.size()));
      blocks.addAll(layout.blocks());
    }
    if (cuts.isEmpty() && reasons.isEmpty()) {
      reasons.add(
          "no product with constant, quantised weights was found in "
              + graph.name()
              + "; quantise it first");
    }
    long filled = placesFilled(blocks);
    if (filled > chip.weightPlaces() && blocks.size() > MOST_LAID_OUT) {
      reasons.add(tooLarge(cuts, "at least ", filled));
      return new Mapping.Infeasible(reasons);
    }
    Packing.Packed packed = Packing.pack(blocks, chip.array(), chip.weightPlaces());
    if (packed.places() > chip.weightPlaces()) {
      reasons.add(tooLarge(cuts, "", packed.places()));
    }
    if (!reasons.isEmpty()) {
      return new Mapping.Infeasible(reasons);
    }
    List<ArrayLayer> layers = cuts.stream().map(cut -> layer(cut, packed)).toList();
    Map<String, Shape> inputs = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(port ->
            inputs.put(port.name(), Objects.requireNonNull(types.get(port.name())).shape()));
    int used = Math.min(packed.places(), chip.arrays());
    return new Mapping.Mapped(new Program(chip, graph, inputs, layers, used), products.stays());
  }

  /// A product cut into blocks, the first of which is number `firstBlock` among all.
  private record Cut(Product product, Coding coding, Placement.Layout layout, int firstBlock) {
    long cells() {
      var u = product.unrolling();
      return (long) u.groups() * u.rows() * u.columns() * coding.cellsPerWeight();
    }
  }

  private @Nullable Coding coding(Product product) {
    Array array = chip.array();
    int weightBits = widthFor(product.weightBits(), array.weightBits());
    int inputBits = widthFor(product.input().bits(), array.inputBits());
    if (weightBits == 0) {
      reasons.add(
          "layer "
              + product.node()
              + " has "
              + product.weightBits()
              + "-bit weights; "
              + chip.name()
              + " computes with at most "
              + array.maxWeightBits()
              + " bits: quantise with --weight-bits "
              + array.maxWeightBits());
    }
    if (inputBits == 0) {
      reasons.add(
          "layer "
              + product.node()
              + " has "
              + product.input().bits()
              + "-bit inputs; "
              + chip.name()
              + " takes at most "
              + array.maxInputBits()
              + " bits: quantise with --activation-bits "
              + array.maxInputBits());
    }
    if (weightBits == 0 || inputBits == 0) {
      return null;
    }
    int least = -(1 << (weightBits - 1));
    boolean lowest = Arrays.stream(product.weights()).anyMatch(weight -> weight == least);
    boolean signed = product.input().signed() && array.signedInputs();
    return Coding.of(
        code(array.encoding(), array.pair()),
        weightBits,
        lowest,
        chip.cell().bits(),
        inputBits,
        signed,
        chip.macro().dac().bits());
  }

  private static Coding.WeightCode code(Encoding encoding, @Nullable Pair pair) {
    return switch (encoding) {
      case TWOS_COMPLEMENT -> Coding.WeightCode.TWOS_COMPLEMENT;
      case OFFSET_BINARY -> Coding.WeightCode.OFFSET_BINARY;
      case DIFFERENTIAL_PAIR ->
          switch (Objects.requireNonNull(pair)) {
            case CELL -> Coding.WeightCode.PAIR_IN_CELL;
            case ROWS -> Coding.WeightCode.PAIR_OF_ROWS;
            case COLUMNS -> Coding.WeightCode.PAIR_OF_COLUMNS;
          };
    };
  }

  /// The narrowest width offered that is wide enough; 0 when none is.
  private static int widthFor(int needed, List<Integer> offered) {
    for (int width : offered) {
      if (width >= needed) {
        return width;
      }
    }
    return 0;
  }

  private ArrayLayer layer(Cut cut, Packing.Packed packed) {
    List<Tile> tiles = new ArrayList<>();
    int arrays = chip.arrays();
    for (int i = 0; i < cut.layout.blocks().size(); i++) {
      Packing.Spot spot = packed.spots().get(cut.firstBlock + i);
      for (Placement.Piece piece : cut.layout.blocks().get(i).pieces()) {
        tiles.add(
            new Tile(
                spot.place() % arrays,
                spot.place() / arrays,
                piece.group(),
                piece.fromRow(),
                piece.toRow(),
                piece.fromColumn(),
                piece.toColumn(),
                spot.row() + piece.row(),
                spot.column() + piece.column()));
      }
    }
    Product product = cut.product;
    int most = mostRows(cut.layout);
    Adc adc = chip.adc();
    AdcRange range =
        adc == null
            ? null
            : AdcRange.covering(
                cut.coding.leastSum(most),
                cut.coding.greatestSum(most),
                1 << (adcBits == 0 ? adc.bits() : adcBits));
    return new ArrayLayer(
        product.node(),
        product.operator(),
        product.input().value(),
        product.input().zero(),
        product.input().zeroValue(),
        product.weights(),
        product.weightZeros(),
        product.scales(),
        product.biases(),
        product.output(),
        product.outputShape(),
        product.unrolling(),
        cut.coding,
        range,
        chip.array().activeInputRows(),
        cut.layout.rowGroups(),
        tiles);
  }

  private static int mostRows(Placement.Layout layout) {
    return layout.rowGroups().stream().mapToInt(RowGroup::rows).max().orElse(1);
  }

  /// Places that the blocks would fill if they left no gap.
  private long placesFilled(List<Placement.Block> blocks) {
    long cells = blocks.stream().mapToLong(b -> (long) b.rows() * b.columns()).sum();
    return Math.ceilDiv(cells, (long) chip.array().inputRows() * chip.array().columns());
  }

  private String tooLarge(List<Cut> cuts, String atLeast, long places) {
    long cells = cuts.stream().mapToLong(Cut::cells).sum();
    Cut largest = cuts.stream().max(Comparator.comparingLong(Cut::cells)).orElseThrow();
    int bits = chip.cell().bits();
    int sets = chip.macro().weightSets();
    return String.format(
        Locale.ROOT,
        "the network needs %s of cells, which take %s%d arrays%s when laid out; %s (%s) holds %s in %d and %s (largest layer: %s, %s)",
        megabits(cells * bits),
        atLeast,
        Math.ceilDiv(places, (long) sets),
        sets > 1 ? " of " + sets + " weight sets" : "",
        chip.name(),
        chip.cell().medium().words(),
        megabits(chip.cells() * bits),
        chip.arrays(),
        chip.rewritableWhileRunning()
            ? "weights are not exchanged while it runs in this version"
            : "cannot be rewritten while it runs",
        largest.product.node(),
        megabits(largest.cells() * bits));
  }

  private static String megabits(long bits) {
    return String.format(Locale.ROOT, bits < 1_000_000 ? "%.3f Mb" : "%.1f Mb", bits / 1e6);
  }
}
