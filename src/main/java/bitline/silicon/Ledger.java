package bitline.silicon;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.NetworkOnChip;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.eval.ValueType;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Effort;
import bitline.program.LayerActivity;
import bitline.program.LayerTraffic;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.program.Tile;
import bitline.program.Traffic;
import bitline.program.VectorWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a program did for one picture, layer by layer, ready to be counted in joules with any
/// factors: what arrays switched, as [ProgramActivity] tells; what was moved, as the mapping says.
///
/// Buffers: each core reads an input vector once for all its arrays, again for every output place
/// that it is under; an input is written once into each core that needs it. Wires: bytes × links of
/// [Traffic], shared among layers by what they take in. Vector units: operations of [Effort]; a
/// node's count to the layer whose results it works on. Memory outside: weights that are exchanged,
/// values told to pass through it, pictures where there is no host.
///
/// Left out: buffers of operands of vector units, which pass results on row by row; command
/// processors; that a part of a chip may be switched off.
public final class Ledger {
  private static final Moved NOTHING = new Moved(0, 0, 0, 0, 0, 0, 0, 0);

  private final Program program;
  private final Chip chip;
  private final double seconds;
  private final double kelvin;

  /// Pictures that share an exchange of weights.
  private final int together;

  private final Map<String, ValueType> types;
  private final List<Entry> entries = new ArrayList<>();

  /// What was done for a layer.
  ///
  /// @param point its widths, supply and step
  /// @param work null: its arrays did nothing
  private record Entry(String node, OperatingPoint point, @Nullable Work work, Moved moved) {}

  private Ledger(Program program, double seconds, double kelvin, int together) {
    this.program = program;
    chip = program.chip();
    this.seconds = seconds;
    this.kelvin = kelvin;
    this.together = together;
    types = program.types();
  }

  /// What a program did.
  ///
  /// @param seconds from picture to picture
  /// @param kelvin temperature of the chip
  /// @param together pictures that go through a segment before the next one's weights are written
  /// @param outside values that pass through the memory outside
  public static Ledger of(
      Program program,
      ProgramActivity activity,
      double seconds,
      double kelvin,
      int together,
      Collection<String> outside) {
    if (!(seconds > 0) || !(kelvin > 0) || together < 1) {
      throw new IllegalArgumentException(
          seconds + " s at " + kelvin + " K, " + together + " together");
    }
    Ledger ledger = new Ledger(program, seconds, kelvin, together);
    ledger.fill(activity, outside);
    return ledger;
  }

  /// Joules and square metres with some factors.
  public Estimate estimate(Factors factors) {
    return estimate(factors, entries);
  }

  /// The same, layers not told apart but for what arrays did: sooner.
  public Estimate whole(Factors factors) {
    List<Entry> together = new ArrayList<>();
    Moved all = NOTHING;
    for (Entry entry : entries) {
      all = all.plus(entry.moved);
      if (entry.work != null) {
        together.add(new Entry(entry.node, entry.point, entry.work, NOTHING));
      }
    }
    together.add(new Entry(Estimate.ENDS, chip.operatingPoint(), null, all));
    return estimate(factors, together);
  }

  private Estimate estimate(Factors factors, List<Entry> entries) {
    Map<OperatingPoint, MacroModel> models = new HashMap<>();
    OperatingPoint usual = chip.operatingPoint();
    MacroModel macro = new MacroModel(chip, usual, kelvin, factors);
    Surroundings surroundings = new Surroundings(chip, usual, kelvin, factors);
    models.put(usual, macro);
    Map<Part, Double> area = new EnumMap<>(macro.area());
    surroundings.area().forEach((part, metres) -> area.merge(part, metres, Double::sum));
    double whole = 0;
    for (Part part : Part.values()) {
      whole += area.getOrDefault(part, 0.0);
    }
    double hop = Math.sqrt(whole / chip.cores());
    List<Estimate.Layer> layers = new ArrayList<>();
    for (Entry entry : entries) {
      Map<Part, Double> joules = new EnumMap<>(Part.class);
      Work work = entry.work;
      if (work != null) {
        models
            .computeIfAbsent(entry.point, point -> new MacroModel(chip, point, kelvin, factors))
            .energy(work)
            .forEach((part, j) -> joules.merge(part, j, Double::sum));
      }
      if (!entry.moved.equals(NOTHING)) {
        surroundings
            .energy(entry.moved, hop)
            .forEach((part, j) -> joules.merge(part, j, Double::sum));
      }
      joules.values().removeIf(j -> j == 0);
      layers.add(new Estimate.Layer(entry.node, joules));
    }
    return new Estimate(layers, area);
  }

  private void fill(ProgramActivity activity, Collection<String> outside) {
    Map<String, Double> operations = operations();
    Map<String, Double> spilled = spilled(outside);
    Map<String, Double> takes = new LinkedHashMap<>();
    double all = 0;
    for (ArrayLayer layer : program.layers()) {
      double bits = taken(layer);
      takes.put(layer.node(), bits);
      all += bits;
    }
    NetworkOnChip network = chip.networkOnChip();
    double hops = network == null ? 0 : 8 * Traffic.of(program).byteHops(network, chip.cores());
    entries.add(
        new Entry(
            Estimate.ENDS,
            chip.operatingPoint(),
            null,
            ends(operations.getOrDefault(Estimate.ENDS, 0.0), spilled)));
    for (ArrayLayer layer : program.layers()) {
      LayerActivity done =
          Objects.requireNonNull(activity.layers().get(layer.node()), layer.node());
      double in = Objects.requireNonNull(takes.get(layer.node()));
      double exchanged = exchanged(layer);
      entries.add(
          new Entry(
              layer.node(),
              point(layer),
              work(layer, done),
              new Moved(
                  8 * LayerTraffic.readByAll(layer, program.places(layer), chip),
                  in,
                  all == 0 ? 0 : hops * in / all,
                  operations.getOrDefault(layer.node(), 0.0),
                  waitsOutside() ? exchanged * chip.cell().bits() : 0,
                  0,
                  done.cellsWritten() + exchanged,
                  0)));
    }
    entries.add(
        new Entry(
            Estimate.ALWAYS,
            chip.operatingPoint(),
            new Work(0, 0, 0, 0, 0, 0, 0, 0, 0, seconds),
            new Moved(0, 0, 0, 0, 0, 0, 0, seconds)));
  }

  /// Bits of a layer's input that cores get.
  private double taken(ArrayLayer layer) {
    double share = 0;
    for (double part : LayerTraffic.needs(layer, program.places(layer), chip).values()) {
      share += part;
    }
    return share * elements(layer.input()) * layer.coding().inputBits();
  }

  /// Cells of a layer that are written for a picture because its weights do not stay.
  private double exchanged(ArrayLayer layer) {
    return layer.written() != null || program.resident()
        ? 0
        : (double) layer.cells() * program.places(layer).size() / together;
  }

  private boolean waitsOutside() {
    Memory waits = program.weightsWait();
    return waits != null && !waits.type().onChip();
  }

  private Moved ends(double operations, Map<String, Double> spilled) {
    double in = 0;
    for (Port port : program.graph().inputs()) {
      in += bits(port.name());
    }
    double out = 0;
    for (Port port : program.graph().outputs()) {
      out += bits(port.name());
    }
    boolean host = chip.host() != null;
    double memory = 0;
    for (double each : spilled.values()) {
      memory += 2 * each;
    }
    return new Moved(0, 0, 0, operations, memory + (host ? 0 : in), host ? in + out : 0, 0, 0);
  }

  private Map<String, Double> spilled(Collection<String> outside) {
    Map<String, Double> bits = new LinkedHashMap<>();
    for (String value : outside) {
      if (types.containsKey(value)) {
        bits.put(value, bits(value));
      }
    }
    return bits;
  }

  /// Operations of vector units by the layer on arrays whose results they work on.
  private Map<String, Double> operations() {
    Graph graph = program.graph();
    VectorWork vector = new VectorWork(chip, graph, types);
    Map<String, ArrayLayer> layers = program.byNode();
    Map<String, Integer> number = new HashMap<>();
    for (int i = 0; i < program.layers().size(); i++) {
      number.put(program.layers().get(i).node(), i);
    }
    List<String> names = new ArrayList<>();
    program.vectorNodes().forEach(node -> names.add(node.name()));
    Map<String, Integer> madeBy = new HashMap<>();
    Map<String, Double> operations = new HashMap<>();
    for (Node node : graph.nodes()) {
      ArrayLayer layer = layers.get(node.name());
      int owner = -1;
      for (String value : node.inputs()) {
        owner = Math.max(owner, madeBy.getOrDefault(value, -1));
      }
      if (layer != null) {
        owner = Objects.requireNonNull(number.get(node.name()));
        double finish = Effort.FINISH * layer.outputShape().elements();
        operations.merge(node.name(), finish, Double::sum);
      } else if (names.contains(node.name()) && !Effort.free(node.op()) && varies(node, madeBy)) {
        String name = owner < 0 ? Estimate.ENDS : program.layers().get(owner).node();
        operations.merge(name, vector.operations(node), Double::sum);
      }
      if (layer != null || varies(node, madeBy)) {
        for (String value : node.outputs()) {
          madeBy.put(value, owner);
        }
      }
    }
    return operations;
  }

  /// Whether a node's results differ from picture to picture.
  private boolean varies(Node node, Map<String, Integer> madeBy) {
    for (String value : node.inputs()) {
      if (madeBy.containsKey(value)
          || program.graph().inputs().stream().anyMatch(port -> port.name().equals(value))) {
        return true;
      }
    }
    return false;
  }

  private double elements(String value) {
    return Objects.requireNonNull(types.get(value), value).shape().elements();
  }

  private double bits(String value) {
    return elements(value) * Math.max(8, Objects.requireNonNull(types.get(value)).type().bits());
  }

  /// The operating point with a layer's widths.
  private OperatingPoint point(ArrayLayer layer) {
    OperatingPoint point = chip.operatingPoint();
    List<Integer> digits = layer.coding().inputWidths();
    int bits = layer.range() == null ? 0 : Integer.numberOfTrailingZeros(layer.range().codes());
    return OperatingPoint.conditions(
        point.name(),
        point.supply(),
        point.clock(),
        chip.inputTime(digits, bits) / digits.size(),
        layer.coding().inputBits(),
        layer.coding().weightBits(),
        bits == 0 ? point.outputBits() : Integer.valueOf(bits),
        digits,
        null);
  }

  private Work work(ArrayLayer layer, LayerActivity done) {
    Coding coding = layer.coding();
    double wordlines = coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS ? 2 : 1;
    double driven = 0;
    double crossings = 0;
    for (Tile tile : layer.tiles()) {
      double rows = wordlines * (tile.toRow() - tile.fromRow());
      driven += rows;
      crossings += rows * (tile.toColumn() - tile.fromColumn()) * coding.weightDigits().size();
    }
    double steps = (double) layer.unrolling().vectors() * coding.inputDigits().size();
    double cells = crossings * steps;
    double input = greatest(coding.inputDigits());
    double products = done.charge().value() / (input * greatest(coding.weightDigits()));
    double most = done.conversions() * chip.array().activeRows();
    return new Work(
        done.arrayReads(),
        driven * steps,
        done.drivenRows().value(),
        done.drive().value() / input,
        done.inputToggles().value(),
        cells,
        products,
        done.conversions(),
        most == 0 ? 0 : Math.min(1, products / most),
        0);
  }

  private static double greatest(List<Digit> digits) {
    int most = 1;
    for (Digit digit : digits) {
      most = Math.max(most, (1 << digit.bits()) - 1);
    }
    return most;
  }

  /// What was done beside the arrays, by layer in the order of [Estimate#layers].
  public Map<String, Moved> moved() {
    Map<String, Moved> moved = new LinkedHashMap<>();
    entries.forEach(entry -> moved.put(entry.node, entry.moved));
    return moved;
  }

  /// Seconds from picture to picture.
  public double seconds() {
    return seconds;
  }
}
