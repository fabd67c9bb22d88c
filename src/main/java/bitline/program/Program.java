package bitline.program;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A network compiled for a chip: the quantised graph, in the order in which it runs, and the
/// layers of it that lie in arrays. Every reading (values, time, energy, money, ledger) is of this
/// record; there is no second description. Nodes that no layer names run on the vector unit.
/// [ProgramBytes] gives its canonical bytes and hash.
///
/// @param chip what it runs on
/// @param graph the network with its quantising steps
/// @param inputs the input shapes it was compiled for
/// @param types of all values of the graph with these inputs, as [Shapes#infer] finds them
/// @param layers in the graph's order
/// @param arraysUsed arrays that hold at least one weight
/// @param segments layers that are on the chip together, in order, without a gap; one: all weights
///   stay
/// @param copies by node: where further copies of a layer lie, each like its tiles. Vectors are
///   dealt out to a layer and its copies, neighbouring ones of a row to each. Copies hold the same
///   weights; that their cells differ on a manufactured chip is left out
/// @param vectorProducts products that could lie in arrays and that the vector unit computes with
///   integers all the same, in the graph's order: layers without tiles and ADCs
/// @param rowsOn by node: the share of steps in which a row is on (of its largest digit, where
///   digits have several bits), as calibration pictures have it; empty where nobody has looked
public record Program(
    Chip chip,
    Graph graph,
    Map<String, Shape> inputs,
    Map<String, ValueType> types,
    List<ArrayLayer> layers,
    int arraysUsed,
    List<Segment> segments,
    Map<String, List<List<Tile>>> copies,
    List<ArrayLayer> vectorProducts,
    Map<String, Double> rowsOn) {
  /// Of the canonical bytes; a change of the format raises it.
  public static final int VERSION = 7;

  public Program {
    inputs = Map.copyOf(inputs);
    types = Map.copyOf(types);
    layers = List.copyOf(layers);
    segments = List.copyOf(segments);
    copies = Map.copyOf(copies);
    vectorProducts = List.copyOf(vectorProducts);
    rowsOn = Map.copyOf(rowsOn);
    int next = 0;
    for (Segment segment : segments) {
      if (segment.from() != next) {
        throw new IllegalArgumentException(segment + " where layer " + next + " is next");
      }
      next = segment.to();
    }
    if (next != layers.size()) {
      throw new IllegalArgumentException(segments + " of " + layers.size() + " layers");
    }
  }

  /// A program of whose inputs nothing is known, with all its products on arrays.
  public Program(
      Chip chip,
      Graph graph,
      Map<String, Shape> inputs,
      List<ArrayLayer> layers,
      int arraysUsed,
      List<Segment> segments,
      Map<String, List<List<Tile>>> copies) {
    this(
        chip,
        graph,
        inputs,
        Shapes.infer(graph, inputs),
        layers,
        arraysUsed,
        segments,
        copies,
        List.of(),
        Map.of());
  }

  /// Whether all weights stay on the chip: there is one segment, and no layer larger than all
  /// weight sets together.
  public boolean resident() {
    int sets = chip.macro().weightSets();
    return segments.size() <= 1
        && layers.stream()
            .flatMap(layer -> layer.tiles().stream())
            .allMatch(tile -> tile.weightSet() < sets);
  }

  /// Bytes of all weights, each once.
  public double weightBytes() {
    return layers.stream().mapToLong(ArrayLayer::cells).sum() * chip.cell().bits() / 8.0;
  }

  /// The memory in which weights wait that are exchanged while it runs; null where none has room,
  /// or all weights stay.
  public @Nullable Memory weightsWait() {
    return resident() ? null : chip.weightsWait(weightBytes());
  }

  /// Where a layer and its copies lie.
  public List<List<Tile>> places(ArrayLayer layer) {
    List<List<Tile>> all = new ArrayList<>();
    all.add(layer.tiles());
    all.addAll(copies.getOrDefault(layer.node(), List.of()));
    return all;
  }

  /// Seconds that a layer's arrays work for one picture: as long as the busiest of them; vectors
  /// are dealt out to its copies.
  public double seconds(ArrayLayer layer) {
    List<List<Tile>> places = places(layer);
    long vectors = Math.ceilDiv(layer.unrolling().vectors(), places.size());
    double seconds = 0;
    for (List<Tile> tiles : places) {
      seconds = Math.max(seconds, layer.time(tiles, vectors, chip));
    }
    return seconds;
  }

  /// The layers of a segment.
  public List<ArrayLayer> layers(Segment segment) {
    return layers.subList(segment.from(), segment.to());
  }

  /// What is loaded before a segment works; its copies are written at the same time.
  public Loading loading(Segment segment) {
    double cells = 0;
    Map<Integer, Map<Integer, Integer>> rows = new HashMap<>();
    for (ArrayLayer layer : layers(segment)) {
      if (layer.written() != null) {
        continue;
      }
      cells += layer.cells();
      for (Tile tile : layer.tiles()) {
        int end = tile.row() + tile.toRow() - tile.fromRow();
        rows.computeIfAbsent(tile.array(), _ -> new HashMap<>())
            .merge(tile.weightSet(), end, Math::max);
      }
    }
    int most =
        rows.values().stream()
            .mapToInt(sets -> sets.values().stream().mapToInt(i -> i).sum())
            .max()
            .orElse(0);
    return new Loading(cells * chip.cell().bits() / 8, most);
  }

  /// Segments that may be on the chip at the same time, the working one counted.
  public int segmentsAtOnce() {
    int most = 1;
    for (Segment segment : segments) {
      Set<Integer> taken = new HashSet<>();
      for (ArrayLayer layer : layers(segment)) {
        layer.tiles().forEach(tile -> taken.add(tile.weightSet()));
      }
      most = Math.max(most, taken.size());
    }
    return Math.max(1, chip.macro().weightSets() / most);
  }

  /// Products that are computed with integers, on arrays or the vector unit, in the graph's order.
  public List<ArrayLayer> integerProducts() {
    Map<String, ArrayLayer> all = byNode();
    vectorProducts.forEach(product -> all.put(product.node(), product));
    return graph.nodes().stream()
        .map(node -> all.get(node.name()))
        .filter(Objects::nonNull)
        .toList();
  }

  /// Layers on arrays by the name of their node.
  public Map<String, ArrayLayer> byNode() {
    Map<String, ArrayLayer> byNode = new HashMap<>();
    layers.forEach(layer -> byNode.put(layer.node(), layer));
    return byNode;
  }

  /// The nodes that run on the vector unit, in order. Dequantising steps whose only readers take
  /// integers themselves, as arrays do, are none.
  public List<Node> vectorNodes() {
    Set<String> takeIntegers = new HashSet<>(byNode().keySet());
    vectorProducts.forEach(product -> takeIntegers.add(product.node()));
    return vectorNodes(graph, byNode().keySet(), takeIntegers);
  }

  /// The same of a graph of which some nodes are to lie in arrays.
  ///
  /// @param takeIntegers those and the others that take integers
  public static List<Node> vectorNodes(
      Graph graph, Set<String> onArrays, Set<String> takeIntegers) {
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(port -> needed.add(port.name()));
    for (Node node : graph.nodes()) {
      if (!takeIntegers.contains(node.name())) {
        needed.addAll(node.inputs());
        Graph.bodies(node.op()).forEach(body -> needed.addAll(body.captured()));
      }
    }
    return graph.nodes().stream()
        .filter(node -> !onArrays.contains(node.name()))
        .filter(node ->
            !(node.op() instanceof Quantising.DequantizeLinear) || needed.contains(node.output()))
        .toList();
  }

  /// The same with other layers; where there are not as many, all in one segment.
  public Program with(List<ArrayLayer> changed) {
    List<Segment> cut =
        changed.size() == layers.size() ? segments : List.of(new Segment(0, changed.size()));
    return new Program(
        chip, graph, inputs, types, changed, arraysUsed, cut, copies, vectorProducts, rowsOn);
  }

  /// The same with what calibration pictures tell of its inputs.
  public Program withRowsOn(Map<String, Double> shares) {
    return new Program(
        chip, graph, inputs, types, layers, arraysUsed, segments, copies, vectorProducts, shares);
  }

  /// Multiply-accumulates on arrays in one run.
  public long arrayMacs() {
    return layers.stream().mapToLong(layer -> layer.unrolling().macs()).sum();
  }
}
