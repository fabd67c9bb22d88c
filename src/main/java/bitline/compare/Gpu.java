package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.catalogue.Technology;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A GPU: equal processors with matrix units, a shared last cache, a memory beside the die, and a
/// limit of watts.
///
/// A kernel runs for the longest of three times, plus the share of the others that is not hidden:
/// products (tiles of results, dealt to the processors in waves; the last wave and the edges of the
/// matrix are work done for nothing), bytes from the last cache to the processors (each tile reads
/// its rows and its columns), bytes from the memory (weights once a batch; values between layers as
/// far as they do not fit in the cache). Tile and split of the summed length are chosen for the
/// least time, as libraries do. Products of two activations with a softmax between them are one
/// kernel, whose scores stay in the processor. Then each kernel pays its launch.
///
/// Energy is products, vector operations, bytes by level, and idle watts. Where a second of full
/// load takes more than the rated watts, clock and voltage go down until it does not; the memory
/// keeps its speed.
///
/// Systems on a chip with engines for convolutions beside the GPU (rate of INT8 above twice that of
/// FP16) use both under load where a network has no products of activations.
///
/// Left out: sparsity, the host and its link, input that arrives too slowly, thermal limits below
/// the rated watts, kernels of several layers other than attention.
public final class Gpu implements Machine {
  /// Rows and columns of results that a block of threads makes: what matrix libraries offer.
  private static final int[][] TILES = {
    {32, 32},
    {64, 32},
    {32, 64},
    {64, 64},
    {128, 32},
    {32, 128},
    {128, 64},
    {64, 128},
    {128, 128},
    {256, 64},
    {64, 256},
    {256, 128},
    {128, 256}
  };

  private static final int[] SPLITS = {1, 2, 4, 8, 16};

  /// Bytes of the summed length that matrix instructions take at once.
  private static final int STEP = 32;

  /// Joules of an operation of a vector lane at 7 nm, its instruction included. Assumed: ten times
  /// the 0.9 pJ of a 32-bit addition in 45 nm (Horowitz 2014), at a tenth of the energy a gate.
  private static final double LANE_ENERGY = 5e-12;

  /// Joules of a byte from the last cache to a processor at 7 nm. Assumed: 1 pJ a bit, some 15 mm
  /// of wire at 60 fJ a bit and millimetre.
  private static final double L2_ENERGY = 8e-12;

  /// Joules of a byte of a memory whose type is not described. Assumed: 6 pJ a bit, between LPDDR5
  /// and GDDR6.
  private static final double BYTE_ENERGY = 48e-12;

  /// The supply below which memories on the die do not work, whatever the clock. Assumed: 0.65 V,
  /// about what graphics cards show when idle.
  private static final double LEAST_SUPPLY = 0.65;

  /// Share of the rated watts that flow when nothing is done. Assumed: 10 W of a T4's 70, 50 to 70
  /// W of data centre cards.
  private static final double IDLE = 0.1;

  /// Years of release of the parts that were measured.
  private static final int FIRST_YEAR = 2018;

  private static final int LAST_YEAR = 2024;

  private final Accelerator part;
  private final GpuConstants constants;
  private final String foundation;
  private final int units;
  private final double clock;
  private final double cache;
  private final double bandwidth;
  private final double byteEnergy;

  /// Vector operations a second of all lanes at the boost clock.
  private final double lanes;

  private final Node node;

  /// Capacitance of a gate in its process, of one in 7 nm.
  private final double process;

  /// Volts that the boost clock needs.
  private final double boost;

  /// Seconds between two kernels at the boost clock.
  private final double launch;

  private Gpu(Accelerator part, GpuConstants constants, String foundation) {
    this.part = part;
    this.constants = constants;
    this.foundation = foundation;
    Accelerator.Engine engine = Objects.requireNonNull(part.engine());
    Accelerator.Store memory = Objects.requireNonNull(part.memory());
    this.units = engine.units();
    this.clock = engine.clock();
    this.cache = engine.cache() == null ? 0 : engine.cache();
    this.bandwidth = Objects.requireNonNull(memory.bandwidth());
    this.byteEnergy = Objects.requireNonNullElse(NodeEnergy.memoryByte(memory.type()), BYTE_ENERGY);
    this.lanes =
        part.rate(Format.FP32)
            .map(rate -> Objects.requireNonNullElse(rate.dense(), 0.0) / 2)
            .filter(rate -> rate > 0)
            .orElse(64 * units * clock);
    this.node = node(part);
    this.process = node.gateCapacitance() / Nodes.at(7e-9).gateCapacitance();
    this.boost = volts(clock);
    this.launch = constants.launchCycles() / clock;
  }

  /// The model of a part with the fitted constants; empty where the catalogue says too little of
  /// it: processors, clock and bandwidth are needed, and a dense rate.
  public static Optional<Machine> of(Accelerator part) {
    return of(part, GpuConstants.FITTED, foundation(part));
  }

  static Optional<Machine> of(Accelerator part, GpuConstants constants, String foundation) {
    Accelerator.Store memory = part.memory();
    if (part.engine() == null
        || memory == null
        || memory.bandwidth() == null
        || Rates.dense(part).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Gpu(part, constants, foundation));
  }

  private static String foundation(Accelerator part) {
    String held =
        String.format(
            Locale.ROOT,
            "; INT8 throughput of parts held out is met within %.0f %% (ResNet-50) and %.0f %% (BERT)"
                + " in the middle",
            100 * GpuFit.HELD_OUT_RESNET50,
            100 * GpuFit.HELD_OUT_BERT);
    if (MlperfParts.measured(part.name())) {
      return "measured alike: MLPerf has this part, the model was "
          + (MlperfParts.fitted(part.name()) ? "fitted on it among others" : "not fitted on it")
          + held;
    }
    boolean alike =
        part.vendor().equals("NVIDIA") && part.year() >= FIRST_YEAR && part.year() <= LAST_YEAR;
    return alike
        ? "measured alike: parts of the same maker and generations" + held
        : "extrapolated: the model was fitted on NVIDIA's parts of "
            + FIRST_YEAR
            + " to "
            + LAST_YEAR
            + " alone, of which this is none";
  }

  private static Node node(Accelerator part) {
    double least =
        part.dies().stream()
            .map(Accelerator.Die::node)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(7e-9);
    return Nodes.at(Math.max(least, 3e-9));
  }

  /// The supply at which a cycle's gates just switch in time.
  private double volts(double hertz) {
    double low = LEAST_SUPPLY;
    double high = node.highest();
    if (speed(high) <= hertz) {
      return high;
    }
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (speed(middle) < hertz) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// Hertz at a supply.
  private double speed(double volts) {
    return 1 / (constants.depth() * node.delay(volts));
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public List<Format> formats() {
    return Rates.formats(part);
  }

  /// Multiply-accumulates a second of the processors.
  private double macs(Format format) {
    double rate = Rates.of(part, format);
    Double half = part.rate(Format.FP16).map(Accelerator.Rate::dense).orElse(null);
    boolean engines = part.technology() == Technology.SOC && format == Format.INT8;
    return (engines && half != null ? Math.min(rate, 2 * half) : rate) / 2;
  }

  /// What a kernel takes of each resource at the boost clock, for a whole batch.
  ///
  /// @param products seconds of the processors
  /// @param near seconds of the last cache
  /// @param far seconds of the memory
  /// @param launch seconds before the kernel runs
  /// @param macs with those for nothing, which take energy too
  private record Cost(
      String name,
      double usefulMacs,
      double macs,
      double operations,
      double products,
      double near,
      double far,
      double launch,
      double nearBytes,
      double farBytes) {
    /// Seconds at a share of the boost clock.
    double seconds(double share) {
      return Math.max(far, Math.max(products, near) / share) + launch / share;
    }

    String limit(double share) {
      double clocked = Math.max(products, near) / share;
      if (launch / share > Math.max(clocked, far)) {
        return "launch";
      }
      return far > clocked ? "memory" : products >= near ? "compute" : "L2";
    }
  }

  @Override
  public Outcome run(Workload work, int batch, Format format) {
    if (batch < 1) {
      throw new Problem("batch " + batch + "; at least 1 picture is handed over");
    }
    List<Cost> costs = costs(work, batch, format);
    Load load = new Load(costs, batch, format, batch > 1 ? engines(work, format) : 0);
    Point point = sustained(load);
    double rate = load.rate(point.share);
    double watts = load.watts(point);
    boolean rated = part.power() != null;
    return new Outcome(
        part.name(),
        format.words(),
        batch,
        seconds(costs, 1),
        1 / rate,
        rated ? watts / rate : null,
        rated ? watts : null,
        levels(costs, batch, format, point, rated ? watts / rate : null, rate),
        layers(costs, batch, point.share),
        limit(costs, point.share),
        format.bits() == 8
            ? foundation
            : foundation + "; other formats than 8 bits were not measured");
  }

  private static double seconds(List<Cost> costs, double share) {
    double sum = 0;
    for (Cost cost : costs) {
      sum += cost.seconds(share);
    }
    return sum;
  }

  /// How fast it runs.
  ///
  /// @param share of the boost clock
  private record Point(double share, double volts) {}

  /// A batch that comes again and again.
  private final class Load {
    private final List<Cost> costs;
    private final int batch;
    private final double engines;

    /// Joules of a picture at the nominal supply of 7 nm, and in the memory.
    private final double switched;

    private final double memory;

    /// Pictures a second that the memory allows to both GPU and engines.
    private final double most;

    /// @param engines peak of what is beside the GPU, of the GPU's
    Load(List<Cost> costs, int batch, Format format, double engines) {
      this.costs = costs;
      this.batch = batch;
      this.engines = engines;
      double sum = 0;
      double far = 0;
      for (Cost cost : costs) {
        sum +=
            cost.usefulMacs * constants.macEnergy() * format.bits() / 8
                + cost.operations * LANE_ENERGY
                + cost.nearBytes * L2_ENERGY;
        far += cost.farBytes;
      }
      this.switched = sum * process / batch;
      this.memory = far * byteEnergy / batch;
      this.most = far > 0 ? bandwidth * constants.dramShare() * batch / far : Double.MAX_VALUE;
    }

    double rate(double share) {
      double alone = batch / seconds(costs, share);
      return engines > 0 ? Math.max(alone, Math.min(alone * (1 + engines), most)) : alone;
    }

    double watts(Point point) {
      double cycles = units * clock * point.share * constants.cycleEnergy() * process;
      double idle = part.power() == null ? 0 : IDLE * part.power();
      return (switched * rate(point.share) + cycles) * energy(point.volts)
          + memory * rate(point.share)
          + idle;
    }
  }

  /// Energy of switching at a supply, of that at the nominal one of 7 nm.
  private static double energy(double volts) {
    double nominal = Nodes.at(7e-9).supply();
    return volts * volts / (nominal * nominal);
  }

  /// The fastest way to run whose watts are not above the rated ones: the supply goes down with the
  /// clock to the least one, then the clock alone.
  private Point sustained(Load load) {
    Point fastest = new Point(1, boost);
    Double rated = part.power();
    if (rated == null || load.watts(fastest) <= rated) {
      return fastest;
    }
    double least = Math.min(1, speed(LEAST_SUPPLY) / clock);
    boolean clockAlone = load.watts(new Point(least, LEAST_SUPPLY)) > rated;
    double low = clockAlone ? 0.01 : LEAST_SUPPLY;
    double high = clockAlone ? least : boost;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (load.watts(between(middle, clockAlone)) > rated) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return between(low, clockAlone);
  }

  /// @param at a share of the boost clock at the least supply, or volts
  private Point between(double at, boolean clockAlone) {
    return clockAlone ? new Point(at, LEAST_SUPPLY) : new Point(Math.min(1, speed(at) / clock), at);
  }

  /// The peak of engines for convolutions beside the GPU, of the GPU's; they are taken to be used
  /// as well as it is.
  private double engines(Workload work, Format format) {
    double more = Rates.of(part, format) / 2 - macs(format);
    boolean convolutions =
        work.layers().stream().noneMatch(layer -> layer.product() && !layer.stationary());
    return more > 0 && convolutions ? more / macs(format) : 0;
  }

  private List<Cost> costs(Workload work, int batch, Format format) {
    List<Cost> costs = new ArrayList<>();
    Map<Workload.Layer, Cost> known = new HashMap<>();
    double weights = work.weights() * format.bytes();
    List<Workload.Layer> layers = work.layers();
    for (int i = 0; i < layers.size(); i++) {
      Workload.Layer layer = layers.get(i);
      if (attention(layers, i)) {
        costs.add(attention(layer, layers.get(i + 1), layers.get(i + 2), batch, format, weights));
        i += 2;
        continue;
      }
      Workload.Layer nameless = nameless(layer);
      Cost cost = known.get(nameless);
      if (cost == null) {
        cost =
            layer.product()
                ? product(layer, batch, format, weights)
                : lanes(layer, batch, format, weights);
        known.put(nameless, cost);
      }
      costs.add(named(cost, layer.name()));
    }
    return costs;
  }

  private static Workload.Layer nameless(Workload.Layer l) {
    return new Workload.Layer(
        "",
        "",
        l.groups(),
        l.m(),
        l.n(),
        l.k(),
        l.stationary(),
        l.inputs(),
        l.weights(),
        l.outputs(),
        l.fused(),
        l.fusedInputs());
  }

  private static Cost named(Cost c, String name) {
    return new Cost(
        name,
        c.usefulMacs,
        c.macs,
        c.operations,
        c.products,
        c.near,
        c.far,
        c.launch,
        c.nearBytes,
        c.farBytes);
  }

  /// Whether products of activations, a softmax, and products of activations follow.
  private static boolean attention(List<Workload.Layer> layers, int i) {
    return i + 2 < layers.size()
        && layers.get(i).product()
        && !layers.get(i).stationary()
        && layers.get(i + 1).operator().equals("Softmax")
        && layers.get(i + 2).product()
        && !layers.get(i + 2).stationary()
        && layers.get(i).outputs() == layers.get(i + 1).outputs();
  }

  /// One kernel of both products: the scores are neither written nor read.
  private Cost attention(
      Workload.Layer scores,
      Workload.Layer softmax,
      Workload.Layer values,
      int batch,
      Format format,
      double weights) {
    Cost first = product(quiet(scores, scores.inputs(), 0), batch, format, weights);
    Cost second = product(quiet(values, 0, values.outputs()), batch, format, weights);
    double operations = (double) softmax.fused() * batch;
    return new Cost(
        scores.name(),
        first.usefulMacs + second.usefulMacs,
        first.macs + second.macs,
        first.operations + second.operations + operations,
        first.products + second.products + operations / lanes,
        first.near + second.near,
        first.far + second.far,
        launch,
        first.nearBytes + second.nearBytes,
        first.farBytes + second.farBytes);
  }

  private static Workload.Layer quiet(Workload.Layer l, long inputs, long outputs) {
    return new Workload.Layer(
        l.name(),
        l.operator(),
        l.groups(),
        l.m(),
        l.n(),
        l.k(),
        l.stationary(),
        inputs,
        l.weights(),
        outputs,
        l.fused(),
        l.fusedInputs());
  }

  /// Bytes that a layer moves to and from the memory: what the cache does not keep.
  private double farBytes(Workload.Layer layer, int batch, Format format, double weights) {
    double room = cache * constants.cacheShare();
    double values =
        (layer.inputs()
                + layer.fusedInputs()
                + layer.outputs()
                + (layer.stationary() ? 0 : layer.weights()))
            * format.bytes()
            * batch;
    double kept = values <= room ? 1 : room / values;
    double constant = layer.stationary() ? layer.weights() * format.bytes() : 0;
    double stay = weights <= 0 ? 0 : Math.clamp((room - values) / weights, 0, 1);
    return (1 - kept) * values + (1 - stay) * constant;
  }

  private Cost product(Workload.Layer layer, int batch, Format format, double weights) {
    double bytes = format.bytes();
    double unitMacs = macs(format) / units * constants.issue();
    double nearRate = constants.l2Bytes() * clock;
    double groups = layer.stationary() ? layer.groups() : (double) layer.groups() * batch;
    double m = layer.stationary() ? (double) layer.m() * batch : layer.m();
    double step = STEP / bytes;
    double results = groups * m * layer.n();
    // beside what is fused, each result is scaled, rounded and stored
    double operations = results + (double) layer.fused() * batch;
    double epilogue = operations / lanes;
    double farBytes = farBytes(layer, batch, format, weights);
    double far = farBytes / (bandwidth * constants.dramShare());
    double beside = (layer.outputs() + layer.fusedInputs()) * bytes * batch;
    Cost best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int[] tile : TILES) {
      double tiles = groups * Math.ceil(m / tile[0]) * Math.ceil(layer.n() / (double) tile[1]);
      double loads = (tile[0] + tile[1]) * bytes;
      for (int split : SPLITS) {
        double k = Math.ceil(layer.k() / (double) split / step) * step;
        if (split > 1 && (k < 2 * step || tiles * split >= 2 * units)) {
          break; // pieces too short, or all processors were busy with longer ones
        }
        double waves = Math.ceil(tiles * split / units);
        double blocks = tile[0] * (double) tile[1];
        double inner = blocks * k / unitMacs + constants.tileCycles() / clock;
        // partial sums of 32 bits are written and read again
        double nearTile = loads * k + (split > 1 ? 8 * blocks : 0);
        double nearBytes = tiles * split * nearTile + beside;
        double products = waves * inner + epilogue;
        double near = waves * nearTile / nearRate + beside / (nearRate * units);
        double seconds = Math.max(far, Math.max(products, near));
        if (seconds < least) {
          least = seconds;
          best =
              new Cost(
                  layer.name(),
                  (double) layer.macs() * batch,
                  tiles * split * blocks * k,
                  operations,
                  products,
                  near,
                  far,
                  launch,
                  nearBytes,
                  farBytes);
        }
      }
    }
    Cost tiled = Objects.requireNonNull(best);
    Cost direct = direct(layer, batch, bytes, operations, far, farBytes);
    return direct.seconds(1) < tiled.seconds(1) ? direct : tiled;
  }

  /// A product without matrix units, such as a convolution of single channels: the lanes multiply.
  private Cost direct(
      Workload.Layer layer,
      int batch,
      double bytes,
      double operations,
      double far,
      double farBytes) {
    double macs = (double) layer.macs() * batch;
    double nearBytes =
        (layer.inputs() + layer.outputs() + layer.fusedInputs()) * bytes * batch
            + layer.weights() * bytes * units;
    return new Cost(
        layer.name(),
        macs,
        0,
        operations + macs,
        (operations + macs) / (lanes * constants.issue()) + constants.tileCycles() / clock,
        nearBytes / (units * constants.l2Bytes() * clock),
        far,
        launch,
        nearBytes,
        farBytes);
  }

  private Cost lanes(Workload.Layer layer, int batch, Format format, double weights) {
    double operations = (layer.fused() + (double) layer.outputs()) * batch;
    double nearBytes =
        (layer.inputs() + layer.outputs() + layer.fusedInputs()) * format.bytes() * batch;
    double farBytes = farBytes(layer, batch, format, weights);
    return new Cost(
        layer.name(),
        0,
        0,
        operations,
        operations / lanes + constants.tileCycles() / clock,
        nearBytes / (units * constants.l2Bytes() * clock),
        farBytes / (bandwidth * constants.dramShare()),
        launch,
        nearBytes,
        farBytes);
  }

  private List<Outcome.Layer> layers(List<Cost> costs, int batch, double share) {
    return costs.stream()
        .map(cost ->
            new Outcome.Layer(
                cost.name,
                cost.usefulMacs / batch,
                cost.farBytes / batch,
                cost.seconds(share) / batch,
                cost.limit(share)))
        .toList();
  }

  /// What computes and what is idle close the sum of joules, where watts are told.
  private List<Outcome.Level> levels(
      List<Cost> costs,
      int batch,
      Format format,
      Point point,
      @Nullable Double joules,
      double rate) {
    double share = point.share;
    double macs = 0;
    double near = 0;
    double far = 0;
    for (Cost cost : costs) {
      macs += cost.macs / batch;
      near += cost.nearBytes / batch;
      far += cost.farBytes / batch;
    }
    // a warp makes 64 x 64 results of what it reads
    double shared = macs * format.bytes() * 2 / 64;
    double nearJoules = near * L2_ENERGY * process * energy(point.volts);
    double farJoules = far * byteEnergy;
    double idle = part.power() == null ? 0 : IDLE * part.power() / rate;
    List<Outcome.Level> levels = new ArrayList<>();
    if (joules != null) {
      double computing = Math.max(0, joules - nearJoules - farJoules - idle);
      levels.add(new Outcome.Level(Outcome.Level.COMPUTING, 0, 0, computing));
    }
    levels.add(
        new Outcome.Level("shared memory", shared, shared / (128 * units * clock * share), null));
    levels.add(
        new Outcome.Level(
            "L2", near, near / (constants.l2Bytes() * units * clock * share), nearJoules));
    levels.add(
        new Outcome.Level(memoryName(), far, far / (bandwidth * constants.dramShare()), farJoules));
    if (joules != null) {
      levels.add(new Outcome.Level(Outcome.Level.IDLE, 0, 0, idle));
    }
    return levels;
  }

  private String memoryName() {
    @Nullable String type = Objects.requireNonNull(part.memory()).type();
    return type == null ? "memory" : type;
  }

  /// What takes most of the time, and whether watts hold it down.
  private String limit(List<Cost> costs, double share) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Cost cost : costs) {
      seconds.merge(cost.limit(share), cost.seconds(share), Double::sum);
    }
    String most =
        seconds.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("nothing");
    return share < 0.995 ? most + ", power" : most;
  }
}
