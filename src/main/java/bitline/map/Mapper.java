package bitline.map;

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
import bitline.program.Tile;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mapper: finds the products that arrays can do, cuts them into digits, places them. All weights stay on the chip;
/// exchanging them while it runs, duplicating them and sharing arrays between layers are left out so far.
public final class Mapper {
  private final Chip chip;
  private final int adcBits;
  private final List<String> reasons = new ArrayList<>();

  private Mapper(Chip chip, int adcBits) {
    this.chip = chip;
    this.adcBits = adcBits;
  }

  /// Maps a quantised graph onto a chip.
  ///
  /// @param inputs the input shapes to compile for; one left out is as the file declares it, with 1 for open sizes
  /// @param adcBits resolution of the ADCs; 0 means the chip's own
  public static Mapping map(
      Graph graph, Chip chip, Map<String, Shape> inputs, int adcBits) {
    return new Mapper(chip, adcBits).map(graph, Shapes.infer(graph, inputs));
  }

  private Mapping map(Graph graph, Map<String, ValueType> types) {
    Products products = Products.in(graph, types);
    List<ArrayLayer> layers = new ArrayList<>();
    int used = 0;
    String full = null;
    for (Product product : products.found()) {
      Coding coding = coding(product);
      if (coding == null) {
        continue;
      }
      Placement.Layout layout = Placement.of(product.unrolling(), coding, chip.array());
      if (layout == null) {
        reasons.add(
            "layer " + product.node() + " needs " + coding.weightDigits().size() + " cells side by side for a weight; a row has "
                + chip.array().columns());
        continue;
      }
      layers.add(layer(product, coding, layout, used));
      used = Math.addExact(used, layout.places());
      if (used > chip.weightPlaces() && full == null) {
        full = product.node();
      }
    }
    if (full != null) {
      reasons.add(tooLarge(full, layers, used));
    }
    if (layers.isEmpty() && reasons.isEmpty()) {
      reasons.add("no product with constant, quantised weights was found in " + graph.name() + "; quantise it first");
    }
    if (!reasons.isEmpty()) {
      return new Mapping.Infeasible(reasons);
    }
    Map<String, Shape> inputs = new java.util.LinkedHashMap<>();
    graph.inputs().forEach(port -> inputs.put(port.name(), java.util.Objects.requireNonNull(types.get(port.name())).shape()));
    return new Mapping.Mapped(
        new Program(chip, graph, inputs, layers, Math.min(used, chip.arrays())), products.stays());
  }

  private @Nullable Coding coding(Product product) {
    Array array = chip.array();
    int weightBits = widthFor(product.weightBits(), array.weightBits());
    int inputBits = widthFor(product.input().bits(), array.inputBits());
    if (weightBits == 0) {
      reasons.add(
          "layer " + product.node() + " has " + product.weightBits() + "-bit weights; " + chip.name() + " computes with at most "
              + array.maxWeightBits() + " bits: quantise with --weight-bits " + array.maxWeightBits());
    }
    if (inputBits == 0) {
      reasons.add(
          "layer " + product.node() + " has " + product.input().bits() + "-bit inputs; " + chip.name() + " takes at most "
              + array.maxInputBits() + " bits: quantise with --activation-bits " + array.maxInputBits());
    }
    if (weightBits == 0 || inputBits == 0) {
      return null;
    }
    boolean signed = product.input().signed() && array.signedInputs();
    return Coding.of(
        code(array.encoding(), array.pair()), weightBits, chip.cell().bits(), inputBits, signed, chip.macro().dac().bits());
  }

  private static Coding.WeightCode code(Encoding encoding, @Nullable Pair pair) {
    return switch (encoding) {
      case TWOS_COMPLEMENT -> Coding.WeightCode.TWOS_COMPLEMENT;
      case OFFSET_BINARY -> Coding.WeightCode.OFFSET_BINARY;
      case DIFFERENTIAL_PAIR ->
          pair == Pair.COLUMNS ? Coding.WeightCode.PAIR_OF_COLUMNS : Coding.WeightCode.PAIR_ON_BITLINE;
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

  private ArrayLayer layer(Product product, Coding coding, Placement.Layout layout, int used) {
    List<Tile> tiles = new ArrayList<>();
    int arrays = chip.arrays();
    for (Tile tile : layout.tiles()) {
      int place = used + tile.array();
      tiles.add(
          new Tile(
              place % arrays, place / arrays, tile.group(), tile.fromRow(), tile.toRow(), tile.fromColumn(), tile.toColumn(),
              tile.row(), tile.column()));
    }
    int most = layout.rowGroups().stream().mapToInt(g -> g.rows()).max().orElse(1);
    var adc = chip.adc();
    AdcRange range =
        adc == null
            ? null
            : AdcRange.covering(coding.leastSum(most), coding.greatestSum(most), adcBits == 0 ? adc.bits() : adcBits);
    return new ArrayLayer(
        product.node(), product.operator(), product.input().value(), product.input().zero(), product.input().zeroValue(),
        product.weights(), product.weightZeros(), product.scales(), product.biases(), product.output(),
        product.outputShape(), product.unrolling(), coding, range, chip.array().activeInputRows(), layout.rowGroups(), tiles);
  }

  private String tooLarge(String full, List<ArrayLayer> layers, int used) {
    long cells = layers.stream().mapToLong(ArrayLayer::cells).sum();
    return String.format(
        Locale.ROOT,
        "the network needs %s of cells in %d arrays; %s holds %s in %d%s and %s (full at layer %s)",
        megabits(cells * chip.cell().bits()),
        used,
        chip.name(),
        megabits(chip.cells() * chip.cell().bits()),
        chip.arrays(),
        chip.macro().weightSets() > 1 ? " arrays of " + chip.macro().weightSets() + " weight sets" : "",
        chip.rewritableWhileRunning()
            ? "weights are not exchanged while it runs in this version"
            : "cannot be rewritten while it runs",
        full);
  }

  private static String megabits(long bits) {
    return String.format(Locale.ROOT, bits < 1_000_000 ? "%.3f Mb" : "%.1f Mb", bits / 1e6);
  }
}
