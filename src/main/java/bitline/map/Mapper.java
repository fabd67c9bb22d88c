package bitline.map;

import bitline.chip.Adc;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.Pair;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Contents;
import bitline.program.Effort;
import bitline.program.Program;
import bitline.program.RowGroup;
import bitline.program.Segment;
import bitline.program.Tile;
import bitline.program.VectorWork;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The mapper: finds the products that arrays can do, cuts them into digits, places them. Where all
/// weights fit they stay on the chip; where not, and the cells can be rewritten while it runs, they
/// are exchanged segment by segment. Arrays that are left hold copies of the slowest layers.
public final class Mapper {
  /// Sums and their differences fit 32 bits.
  private static final int GREATEST_SUM = (1 << 30) - 1;

  private final Graph graph;
  private final Map<String, ValueType> types;
  private final Chip chip;
  private final Request request;
  private final VectorWork work;
  private final Map<String, String> onVectorUnit;
  private final List<Cut> cuts = new ArrayList<>();

  /// Products of integers that the vector unit computes.
  private final List<Cut> leave = new ArrayList<>();

  private final List<String> reasons = new ArrayList<>();
  private @Nullable Ways ways;

  private Mapper(Graph graph, Map<String, ValueType> types, Chip chip, Request request) {
    this.graph = graph;
    this.types = types;
    this.chip = chip;
    this.request = request;
    Products products = Products.in(graph, types);
    work = new VectorWork(chip, graph, types);
    List<Cut> found = new ArrayList<>();
    for (Product product : products.found()) {
      Cut cut = cut(product, reasons);
      if (cut != null) {
        found.add(cut);
      }
    }
    DynamicCuts dynamic = new DynamicCuts(chip, request.activations(), work, this::cut);
    products.dynamic().forEach(dynamic::add);
    if (found.isEmpty() && dynamic.none() && reasons.isEmpty()) {
      reasons.add(
          "no product with constant, quantised weights was found in "
              + graph.name()
              + "; quantise it first");
    }
    Comparator<String> inOrder = inOrder(graph);
    onVectorUnit = new TreeMap<>(inOrder);
    if (reasons.isEmpty()) {
      GroupedProducts.Choice choice = grouped(found);
      cuts.addAll(choice.onArrays());
      cuts.addAll(written(choice, dynamic));
      cuts.sort(Comparator.comparing(cut -> cut.product().node(), inOrder));
      leave.addAll(choice.leave());
      leave.addAll(dynamic.onVectorUnit());
      leave.sort(Comparator.comparing(cut -> cut.product().node(), inOrder));
      onVectorUnit.putAll(choice.reasons());
      reasons.addAll(dynamic.refused());
    }
    onVectorUnit.putAll(products.stays());
    onVectorUnit.putAll(dynamic.stays());
  }

  private List<Cut> written(GroupedProducts.Choice choice, DynamicCuts dynamic) {
    if (choice.onArrays().isEmpty()) {
      return dynamic.within(chip.weightPlaces(), chip.arrays());
    }
    Ways weights = ways(choice.onArrays(), choice.leave());
    return weights.stay(request.way(), request.plan())
        ? dynamic.within(weights.left(), weights.unused())
        : dynamic.alone();
  }

  private static Comparator<String> inOrder(Graph graph) {
    Map<String, Integer> order = new HashMap<>();
    graph.nodes().forEach(node -> order.put(node.name(), order.size()));
    return Comparator.comparing(node -> Objects.requireNonNull(order.get(node)));
  }

  private GroupedProducts.Choice grouped(List<Cut> found) {
    return new GroupedProducts(chip, work)
        .choose(
            found,
            request.grouped(),
            others(graph, found, work),
            rest -> rest.isEmpty() || ways(rest, without(found, rest)).possible(request.way()),
            (rest, longest, all) ->
                rest.isEmpty() ? longest : ways(rest, without(found, rest)).seconds(request.way()));
  }

  private static List<Cut> without(List<Cut> all, List<Cut> some) {
    return all.stream().filter(cut -> !some.contains(cut)).toList();
  }

  /// Seconds that vector units work for one picture where all products lie in arrays, all together.
  private static double others(Graph graph, List<Cut> cuts, VectorWork work) {
    Set<String> products = new HashSet<>();
    Set<String> fixed = new HashSet<>(graph.constants().keySet());
    double seconds = 0;
    fixed.add(""); // an operand that is left out
    for (Cut cut : cuts) {
      products.add(cut.product().node());
      seconds += work.finishing(cut.product().outputShape().elements());
    }
    for (Node node : Program.vectorNodes(graph, products, products)) {
      if (fixed.containsAll(node.inputs())) {
        fixed.addAll(node.outputs());
      } else if (!Effort.free(node.op())) {
        seconds += work.seconds(node);
      }
    }
    return seconds;
  }

  /// Maps a quantised graph onto a chip, to run in the way that is fastest for one picture at a
  /// time.
  ///
  /// @param inputs the input shapes to compile for; one left out is as the file declares it, with 1
  ///   for open sizes
  /// @param adcBits resolution of the ADCs; 0 means the chip's own
  public static Mapping map(Graph graph, Chip chip, Map<String, Shape> inputs, int adcBits) {
    return map(graph, chip, inputs, Request.PLAIN.withAdcBits(adcBits));
  }

  /// The same as somebody asks for it.
  public static Mapping map(Graph graph, Chip chip, Map<String, Shape> inputs, Request request) {
    return of(graph, chip, inputs, request).map();
  }

  /// A mapper that has found and cut a network's products and can place them by one plan after
  /// another.
  public static Mapper of(Graph graph, Chip chip, Map<String, Shape> inputs, Request request) {
    return new Mapper(graph, Shapes.infer(graph, inputs), chip, request);
  }

  /// The mapping that was asked for.
  public Mapping map() {
    Plan plan = request.plan();
    return plan == null ? placed(request.way(), null) : map(plan);
  }

  /// The mapping by a plan.
  public Mapping map(Plan plan) {
    return placed(plan.resident() ? Way.RESIDENT : Way.STREAMED, plan);
  }

  /// Arrays that one copy of each layer takes.
  public List<Integer> arrays() {
    return cuts.stream().map(Cut::blocks).toList();
  }

  /// Seconds from picture to picture that the mapper reckons a plan takes, before it is placed and
  /// played; its layers have arrays of their own.
  public double price(Plan plan) {
    return ways().segmentation().price(plan);
  }

  /// A layer laid out anew and priced by itself, with so many copies.
  public LayerBound bound(int layer, int copies) {
    return LayerBound.of(cuts.get(layer), chip, work, copies);
  }

  /// Segments with the copies that the mapper gives them.
  public Plan plan(List<Segment> segments) {
    return ways().segmentation().plan(segments);
  }

  private Ways ways() {
    Ways known = ways;
    if (known == null) {
      known = ways(cuts, leave);
      ways = known;
    }
    return known;
  }

  private Ways ways(List<Cut> onArrays, List<Cut> onVectorUnits) {
    List<List<Tile>> nowhere = Collections.nCopies(onArrays.size(), List.of());
    List<Segment> whole = List.of(new Segment(0, onArrays.size()));
    Placer.Placed unplaced = new Placer.Placed(nowhere, whole, Map.of());
    return new Ways(program(onArrays, onVectorUnits, unplaced), types, onArrays, request.batch());
  }

  private Mapping placed(Way way, @Nullable Plan plan) {
    if (!reasons.isEmpty()) {
      return new Mapping.Infeasible(reasons);
    }
    if (cuts.isEmpty()) {
      Placer.Placed nothing = new Placer.Placed(List.of(), List.of(), Map.of());
      return new Mapping.Mapped(program(cuts, leave, nothing), onVectorUnit);
    }
    return switch (ways().choose(way, plan)) {
      case Ways.Not(String reason) -> new Mapping.Infeasible(List.of(reason));
      case Ways.Chosen(Placer.Placed placed) ->
          new Mapping.Mapped(CorePlacement.near(program(cuts, leave, placed)), onVectorUnit);
    };
  }

  private Program program(List<Cut> onArrays, List<Cut> onVectorUnits, Placer.Placed placed) {
    List<ArrayLayer> layers = new ArrayList<>();
    for (int i = 0; i < onArrays.size(); i++) {
      layers.add(layer(onArrays.get(i), placed.tiles().get(i)));
    }
    List<ArrayLayer> products = new ArrayList<>();
    for (Cut cut : onVectorUnits) {
      products.add(layer(cut, List.of()).with(null));
    }
    Map<String, Shape> inputs = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(port ->
            inputs.put(port.name(), Objects.requireNonNull(types.get(port.name())).shape()));
    return new Program(
        chip,
        graph,
        inputs,
        types,
        layers,
        placed.arrays(),
        placed.segments(),
        placed.copiesByNode(onArrays),
        products,
        Map.of());
  }

  /// A product cut into blocks; null, with the reason added, where the chip's arrays cannot do it.
  private @Nullable Cut cut(Product product, List<String> why) {
    Coding coding = coding(product, why);
    if (coding == null) {
      return null;
    }
    Placement.Layout layout = Placement.of(product.unrolling(), coding, chip.macro());
    if (layout == null) {
      why.add(
          "layer "
              + product.node()
              + " needs "
              + coding.weightDigits().size()
              + " cells side by side for a weight; a row has "
              + chip.array().columns());
      return null;
    }
    int rows = mostRows(layout);
    if (rows * coding.greatestProduct() > GREATEST_SUM) {
      why.add(
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
      return null;
    }
    return new Cut(product, coding, layout);
  }

  private @Nullable Coding coding(Product product, List<String> why) {
    Array array = chip.array();
    int weightBits = widthFor(product.weightBits(), array.weightBits());
    int inputBits = widthFor(product.input().bits(), array.inputBits());
    if (weightBits == 0) {
      why.add(
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
      why.add(
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
    boolean lowest =
        switch (product.contents()) {
          case Contents.Weights(int[] weights) ->
              Arrays.stream(weights).anyMatch(weight -> weight == least);
          case Contents.Activation _ -> true;
        };
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

  private ArrayLayer layer(Cut cut, List<Tile> tiles) {
    Product product = cut.product();
    int most = mostRows(cut.layout());
    Adc adc = chip.adc();
    AdcRange range =
        adc == null
            ? null
            : AdcRange.covering(
                cut.coding().leastSum(most),
                cut.coding().greatestSum(most),
                1 << (request.adcBits() == 0 ? adc.bits() : request.adcBits()));
    return new ArrayLayer(
        product.node(),
        product.operator(),
        product.input().value(),
        product.input().zero(),
        product.input().zeroValue(),
        product.contents(),
        product.weightZeros(),
        product.scales(),
        product.biases(),
        product.output(),
        product.outputShape(),
        product.unrolling(),
        cut.coding(),
        range,
        chip.array().activeInputRows(),
        cut.layout().rowGroups(),
        tiles);
  }

  private static int mostRows(Placement.Layout layout) {
    return layout.rowGroups().stream().mapToInt(RowGroup::rows).max().orElse(1);
  }
}
