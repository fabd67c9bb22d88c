package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.catalogue.Technology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A machine of arrays of multipliers with a memory that programs manage: TPUs, neural processors,
/// engines of programmable logic that run a network layer by layer.
///
/// *Products.* Units share a layer by tiles of columns, of rows and by vectors, in the way that
/// takes least ([Tiling]); each array then takes the cycles of [SystolicArray]. Other formats than
/// that of the geometry take cycles in the ratio of peak rates.
///
/// *Bytes.* Weights stay on the chip where all of them fit beside a layer's activations, else every
/// layer's come from the memory for each group of pictures that go through it together, while the
/// layer before works (two buffers). Activations stay where inputs and results of a layer fit; what
/// does not fit passes the memory, again as often as the other operand's share of the buffer makes
/// necessary. Whether weights stay and how many pictures go together is what is fastest.
///
/// *Time.* A layer takes as long as the slowest of multiplying, element-wise work, memory; layers
/// follow one another. A batch adds the host's call, which is hidden at full load.
///
/// *Energy.* [NodeEnergy] by level, leakage of the dies for as long as it takes; rated power is the
/// most that is believed. Where the process is not told, rated power is all there is.
///
/// One constant is fitted, the same for all parts ([#SCHEDULED]); MLPerf's neural processors that
/// it was not fitted on say how good that is ([NeuralParts]). Left out: clocks that fall under
/// load, shortcuts that keep activations for longer than a layer, sparsity, processors beside.
public final class Systolic implements Machine {
  /// Share of the cycles in which arrays could work that compilers' schedules let them. Fitted so
  /// that the rates of ResNet-50 of every other neural processor of MLPerf are met in the middle:
  /// [NeuralParts].
  static final double SCHEDULED = 0.64;

  /// Share of a memory's peak that is reached; assumed: 0.72 was measured for GDDR6 of a card, 0.8
  /// to 0.9 are usual for long bursts.
  static final double MEMORY = 0.8;

  /// Seconds that a layer takes to begin: programs are read ahead; assumed, some hundred cycles.
  static final double LAYER = 0.5e-6;

  /// Seconds of a call from the host until the machine begins, and of telling it; assumed, a driver
  /// and an interrupt.
  static final double CALL = 20e-6;

  /// Bytes a second of eight lanes of PCIe 4.0, less protocol; assumed.
  private static final double LANES = 13e9;

  /// Multipliers for each lane of element-wise work, unless arrays have more columns: the first TPU
  /// has 256, later ones 16; assumed.
  private static final double MULTIPLIERS_A_LANE = 64;

  /// Kelvin, as estimates of our own chips.
  static final double KELVIN = 313.15;

  /// Entries of a column's memory of sums, as in the first TPU: 4 MiB of 256 × 4 bytes.
  private static final double SUMS = 4096;

  private static final double ACCUMULATOR_BYTES = NodeEnergy.SUM_BITS / 8.0;

  private final Geometry geometry;
  private final Accelerator part;

  /// A machine as the catalogue describes it; a [Problem] where it lacks what a model of time
  /// needs.
  public Systolic(Accelerator part) {
    this(part, Geometry.of(part));
  }

  Systolic(Accelerator part, Geometry geometry) {
    this.part = part;
    this.geometry = geometry;
  }

  /// Whether the catalogue tells enough of a part.
  public static boolean possible(Accelerator part) {
    return part.engine() != null && !Rates.dense(part).isEmpty();
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public List<Format> formats() {
    return Rates.formats(part);
  }

  /// A layer on the machine, for pictures that go through it together.
  ///
  /// @param cycles of arrays
  /// @param lanes seconds of element-wise work
  /// @param fromMemory bytes of the memory outside
  /// @param reads bytes of inputs and weights that arrays take from the memory on the chip
  /// @param sums bytes of sums to and from the arrays' own memories
  /// @param writes bytes of results into the memory on the chip
  private record Step(
      double compute,
      double lanes,
      double memory,
      double fromMemory,
      double reads,
      double sums,
      double writes) {
    double seconds() {
      return Math.max(compute, Math.max(lanes, memory)) + LAYER;
    }

    String limit() {
      double most = Math.max(compute, Math.max(lanes, memory));
      return most < LAYER
          ? "start"
          : most == memory ? "memory" : most == compute ? "compute" : "element-wise work";
    }
  }

  /// A way of running: pictures together, whether weights stay.
  private record Way(int together, boolean stay, List<Step> steps) {
    double seconds() {
      double sum = 0;
      for (Step step : steps) {
        sum += step.seconds();
      }
      return sum;
    }
  }

  @Override
  public Outcome run(Workload work, int batch, Format format) {
    if (batch < 1) {
      throw new Problem("a batch of " + batch + "; 1 is the least");
    }
    double slower = geometry.cyclesPerStep(Rates.of(part, format));
    Way way = fastest(work, batch, format, slower);
    double rounds = Math.ceil((double) batch / way.together);
    double busy = rounds * way.seconds();
    double ends = ends(work, format);
    double host = part.technology() == Technology.SOC ? 0 : ends / link(part);
    double interval = Math.max(busy / batch, host);
    Ledger ledger = ledger(work, way, format, interval, ends, host);
    Double rated = part.power();
    Double modelled = ledger.joules;
    boolean bounded = modelled != null && rated != null && modelled > rated * interval;
    Double joules =
        modelled == null || bounded
            ? rated == null ? null : Double.valueOf(rated * interval)
            : modelled;
    return new Outcome(
        part.name(),
        format.words(),
        batch,
        CALL + busy + batch * host,
        interval,
        joules,
        joules == null ? null : Double.valueOf(joules / interval),
        ledger.levels,
        layers(work, way),
        interval == host && host > 0 ? "link to the host" : mostly(way),
        foundation(modelled == null, bounded));
  }

  private String foundation(boolean unknown, boolean bounded) {
    String energy =
        unknown
            ? part.power() == null
                ? "energy is not known"
                : "energy is rated power, since its process or memory is not told"
            : bounded
                ? "energy is rated power, which is less than models of components give"
                : "energy by the models of components that our own chips are estimated with, a lower"
                    + " bound: systems of three such parts took "
                    + NeuralParts.JOULES
                    + " times that in MLPerf";
    return "extrapolated: systolic timing from geometry and bandwidth; "
        + NeuralParts.foundation(part.name())
        + (geometry.assumed().isEmpty() ? "" : " (" + String.join("; ", geometry.assumed()) + ")")
        + "; "
        + energy;
  }

  private static String mostly(Way way) {
    List<String> limits = List.of("compute", "memory", "element-wise work", "start");
    String most = "compute";
    double longest = -1;
    for (String limit : limits) {
      double seconds = 0;
      for (Step step : way.steps) {
        seconds += step.limit().equals(limit) ? step.seconds() : 0;
      }
      if (seconds > longest) {
        longest = seconds;
        most = limit;
      }
    }
    return most + ", " + Math.round(100 * longest / way.seconds()) + " % of the time";
  }

  private Way fastest(Workload work, int batch, Format format, double slower) {
    List<Way> ways = new ArrayList<>();
    double all = work.weights() * format.bytes();
    for (int together = 1; ; together = Math.min(batch, 2 * together)) {
      ways.add(way(work, together, false, format, slower));
      if (geometry.keepsWeights() && all < geometry.onChip()) {
        ways.add(way(work, together, true, format, slower));
      }
      if (together == batch) {
        break;
      }
    }
    return ways.stream()
        .min(
            Comparator.comparingDouble(
                way -> Math.ceil((double) batch / way.together) * way.seconds()))
        .orElseThrow();
  }

  private Way way(Workload work, int together, boolean stay, Format format, double slower) {
    double kept = stay ? work.weights() * format.bytes() : 0;
    List<Step> steps = new ArrayList<>();
    for (Workload.Layer layer : work.layers()) {
      steps.add(step(layer, together, kept, stay, format, slower));
    }
    return new Way(together, stay, steps);
  }

  private Step step(
      Workload.Layer layer, int together, double kept, boolean stay, Format format, double slower) {
    double bytes = format.bytes();
    double in = (layer.inputs() + layer.fusedInputs()) * bytes * together;
    double out = layer.outputs() * bytes * together;
    double weights = layer.weights() * bytes * (layer.stationary() ? 1 : together);
    boolean fetched = layer.stationary() && !stay;
    double room = geometry.onChip() - kept;
    double held = fetched ? Math.min(2 * weights, geometry.onChip() / 2) : 0;
    boolean spilt = in + out + (layer.stationary() ? 0 : weights) > room - held;
    double outside = 0;
    if (spilt) {
      // either operand lies in half of what is free while the other passes
      double half = Math.max(1, room / 2);
      double again =
          Math.min(in * Math.ceil(weights / half) + weights, weights * Math.ceil(in / half) + in);
      boolean operand = fetched || !layer.stationary();
      outside = layer.product() ? out + (operand ? again : in) : in + out;
    } else if (fetched) {
      outside = weights;
    }
    double bandwidth = geometry.bandwidth();
    double memory = outside == 0 ? 0 : outside / (bandwidth * MEMORY);
    double width = (double) geometry.units() * geometry.array().columns();
    double moved =
        (double) together * Math.max(layer.fused(), layer.product() ? 0 : layer.inputs());
    double lanes = moved / (lanes() * geometry.clock());
    if (!layer.product()) {
      return new Step(0, lanes, memory, outside, in, 0, out);
    }
    Tiling tiling = Tiling.best(layer, together, geometry.array(), geometry.units());
    return new Step(
        tiling.cycles() * slower / (geometry.clock() * geometry.scheduled()),
        lanes,
        memory,
        outside,
        tiling.inputs() * bytes + tiling.weights() * bytes,
        tiling.sums() * ACCUMULATOR_BYTES,
        out);
  }

  /// Bytes a second of the link to the host: 16 lanes in a data centre, else 8.
  static double link(Accelerator part) {
    return part.segment() == Segment.DATA_CENTRE ? 2 * LANES : LANES;
  }

  /// Lanes of all units.
  private double lanes() {
    SystolicArray array = geometry.array();
    double each =
        Math.max(array.columns(), (double) array.rows() * array.columns() / MULTIPLIERS_A_LANE);
    return geometry.units() * each;
  }

  /// Bytes of pictures and results.
  private static double ends(Workload work, Format format) {
    Workload.Layer first = work.layers().getFirst();
    Workload.Layer last = work.layers().getLast();
    return (first.inputs() + last.outputs()) * format.bytes();
  }

  private record Ledger(List<Outcome.Level> levels, @Nullable Double joules) {}

  private Ledger ledger(
      Workload work, Way way, Format format, double interval, double ends, double host) {
    double compute = 0;
    double memory = 0;
    double outside = 0;
    double reads = 0;
    double sums = 0;
    double writes = 0;
    double operations = 0;
    for (Step step : way.steps) {
      compute += Math.max(step.compute, step.lanes);
      memory += step.memory;
      outside += step.fromMemory;
      reads += step.reads;
      sums += step.sums;
      writes += step.writes;
    }
    for (Workload.Layer layer : work.layers()) {
      operations += layer.fused();
    }
    double pictures = way.together;
    compute /= pictures;
    double macs = work.macs();
    double registers = macs * (format.bytes() + ACCUMULATOR_BYTES);
    double onChip = (reads + writes) / pictures;
    NodeEnergy energy = geometry.energy();
    int columns = geometry.array().columns();
    Double multiplying = null;
    Double registering = null;
    Double summing = null;
    Double buffering = null;
    Double wiring = null;
    Double idle = null;
    double bank = geometry.onChip() / geometry.units();
    if (energy != null) {
      multiplying = macs * energy.mac(format) + operations * energy.vectorOperation(columns);
      registering = registers * energy.registerByte();
      summing = sums / pictures * energy.bufferByte(SUMS * ACCUMULATOR_BYTES);
      buffering = onChip * energy.bufferByte(bank);
      wiring = onChip * energy.wireByte(geometry.way());
      Accelerator.Store store = part.memory();
      Double bandwidth = store == null ? null : store.bandwidth();
      idle =
          interval
              * (energy.leakage(geometry.area(), geometry.onChip(), KELVIN)
                  + (store == null || bandwidth == null
                      ? 0
                      : NodeEnergy.memoryIdle(store.type(), bandwidth)));
    }
    Double byteOutside =
        outside == 0
            ? Double.valueOf(0)
            : NodeEnergy.memoryByte(part.memory() == null ? null : part.memory().type());
    List<Outcome.Level> levels = new ArrayList<>();
    levels.add(new Outcome.Level(Outcome.Level.COMPUTING, 0, compute, multiplying));
    levels.add(new Outcome.Level("array registers", registers, compute, registering));
    levels.add(new Outcome.Level("sums", sums / pictures, compute, summing));
    double width = (double) geometry.units() * (geometry.array().rows() + columns);
    levels.add(
        new Outcome.Level(
            "memory on the chip",
            onChip,
            onChip / (width * format.bytes() * geometry.clock()),
            buffering));
    levels.add(new Outcome.Level("wires on the chip", onChip, 0, wiring));
    if (part.memory() != null || outside > 0) {
      levels.add(
          new Outcome.Level(
              memoryName(),
              outside / pictures,
              memory / pictures,
              byteOutside == null ? null : Double.valueOf(outside / pictures * byteOutside)));
    }
    if (part.technology() != Technology.SOC) {
      levels.add(new Outcome.Level("host", ends, host, ends * NodeEnergy.hostByte()));
    }
    levels.add(new Outcome.Level(Outcome.Level.IDLE, 0, 0, idle));
    return new Ledger(levels, sum(levels));
  }

  private String memoryName() {
    String type = part.memory() == null ? null : part.memory().type();
    return type == null ? "memory" : type;
  }

  /// Joules of all levels; null where those of one are not known.
  static @Nullable Double sum(List<Outcome.Level> levels) {
    double sum = 0;
    for (Outcome.Level level : levels) {
      Double joules = level.joules();
      if (joules == null) {
        return null;
      }
      sum += joules;
    }
    return sum;
  }

  private static List<Outcome.Layer> layers(Workload work, Way way) {
    List<Outcome.Layer> layers = new ArrayList<>();
    for (int i = 0; i < work.layers().size(); i++) {
      Workload.Layer layer = work.layers().get(i);
      Step step = way.steps.get(i);
      double moved = step.fromMemory > 0 ? step.fromMemory : step.reads + step.writes;
      layers.add(
          new Outcome.Layer(
              layer.name(),
              layer.macs(),
              moved / way.together,
              step.seconds() / way.together,
              step.limit()));
    }
    return layers;
  }
}
