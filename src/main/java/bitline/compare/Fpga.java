package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Programmable logic made to measure for a network: every product has an engine of its own, and
/// pictures stream from one to the next (as FINN and HLS4ML build them).
///
/// An engine makes `outputs` results at once from `inputs` inputs each ([Engine]), all engines
/// together have the multipliers that the part's peak stands for, less what routing leaves unused;
/// they are dealt out so that the slowest engine is as fast as can be, which is the interval. The
/// first results of an engine wait until the window of its first place is there; these waits, one
/// after the other, and the slowest engine's time are the latency. Weights lie on the chip, the
/// greatest come from the memory for each picture where not all fit, or for each batch where its
/// inputs fit.
///
/// Weaknesses: multipliers alone stand for the part (no look-up tables, no routing: assumed, 0.8
/// are used); clocks of real designs fall with their size (assumed: 300 MHz); a network is one
/// bitstream, which takes hours to build; numbers below 8 bits, where programmable logic is
/// strongest, count only through the part's peak in that format; engines of element-wise work are
/// taken to keep up. Nothing is fitted.
///
/// Energy: [NodeEnergy], with programmable logic at 7 times the energy of a made-to-measure die
/// (Kuon and Rose, IEEE TCAD 26(2), 203 (2007): 14 for logic alone, about 7 with hard blocks;
/// recalled), memories at once; rated power is the most that is believed.
public final class Fpga implements Machine {
  /// Hertz of a design, or less where the part's own peak is at less; assumed: dataflow designs
  /// close at 200 to 400 MHz, while peaks are told at the fastest clock of a multiplier.
  private static final double CLOCK = 300e6;

  /// Share of the multipliers that a design gets routed; assumed.
  private static final double ROUTED = 0.8;

  /// Energy over that of the same logic in a die of its own.
  private static final double PROGRAMMABLE = 7;

  /// Bytes of a block of memory: 36 kibit.
  private static final double BLOCK = 4608;

  private final Accelerator part;

  /// A part with a dense peak; a [Problem] where it has none or where its memory is not told.
  public Fpga(Accelerator part) {
    this.part = part;
    if (Rates.dense(part).isEmpty()) {
      throw Problem.at(part.name(), "no dense peak is told");
    }
    if (part.onChip() == null) {
      throw Problem.at(part.name(), "a dataflow needs to know the memory on the chip, 'onChip'");
    }
  }

  /// Whether the catalogue tells enough of a part.
  public static boolean possible(Accelerator part) {
    return !Rates.dense(part).isEmpty() && part.onChip() != null;
  }

  @Override
  public String name() {
    return part.name();
  }

  @Override
  public List<Format> formats() {
    return Rates.formats(part);
  }

  /// Whether engines in a part make its products, not its logic: processors with dozens of
  /// multipliers each, where logic has blocks of one or two, and tensor blocks 30.
  static boolean hardEngines(Accelerator part) {
    Accelerator.Engine engine = part.engine();
    List<Rates.Dense> dense = Rates.dense(part);
    return engine != null
        && !dense.isEmpty()
        && Geometry.base(dense) / (2 * engine.clock() * engine.units()) >= LEAST_ENGINE;
  }

  private static final double LEAST_ENGINE = 60;

  private double clock() {
    return Math.min(CLOCK, peakClock());
  }

  private double peakClock() {
    Accelerator.Engine engine = part.engine();
    return engine == null ? CLOCK : engine.clock();
  }

  /// An engine of a product.
  ///
  /// @param vectors that it works on at once
  /// @param outputs results that it makes at once for each
  /// @param inputs of each result that it takes at once
  /// @param cycles for a picture
  record Engine(double vectors, double outputs, double inputs, double cycles) {
    double multipliers() {
      return vectors * outputs * inputs;
    }

    /// The smallest engine that takes a product in so many cycles.
    static Engine within(Workload.Layer layer, double cycles) {
      double results = (double) layer.groups() * layer.n();
      double m = layer.m();
      double k = layer.k();
      double vectors = Math.ceil(m / cycles);
      double turns = Math.ceil(m / vectors);
      double folds = Math.floor(cycles / turns);
      Engine best = new Engine(vectors, results, k, turns);
      // as many turns for the inputs as are left by those for the results, each kind in turn
      for (double turn = 1; turn <= Math.min(folds, results); turn = nextTurn(results, turn)) {
        double outputs = Math.ceil(results / turn);
        double left = Math.min(k, Math.floor(folds / Math.ceil(results / outputs)));
        double inputs = Math.ceil(k / left);
        Engine engine =
            new Engine(
                vectors,
                outputs,
                inputs,
                turns * Math.ceil(results / outputs) * Math.ceil(k / inputs));
        if (engine.multipliers() < best.multipliers()) {
          best = engine;
        }
      }
      return best;
    }

    /// The next number of turns that needs fewer results at once.
    private static double nextTurn(double all, double turn) {
      double each = Math.ceil(all / turn);
      return each <= 1 ? Double.POSITIVE_INFINITY : Math.ceil(all / (each - 1));
    }
  }

  private static List<Engine> engines(List<Workload.Layer> products, double cycles) {
    return products.stream().map(layer -> Engine.within(layer, cycles)).toList();
  }

  private static double multipliers(List<Engine> engines) {
    double sum = 0;
    for (Engine engine : engines) {
      sum += engine.multipliers();
    }
    return sum;
  }

  /// Engines within a budget whose slowest is as fast as can be.
  static List<Engine> fastest(List<Workload.Layer> products, double budget) {
    double least = 1;
    double most = 1;
    for (Workload.Layer layer : products) {
      most = Math.max(most, layer.macs());
    }
    if (multipliers(engines(products, most)) > budget) {
      throw new Problem(
          "a dataflow of "
              + products.size()
              + " products needs a multiplier each; there are "
              + (long) budget);
    }
    while (least < most) {
      double middle = Math.floor((least + most) / 2);
      if (multipliers(engines(products, middle)) <= budget) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return engines(products, most);
  }

  /// Share of a product's inputs that its first result waits for.
  private static double window(Workload.Layer layer) {
    double share = (double) layer.k() * layer.groups() / Math.max(1, layer.inputs());
    // a window of a picture spans whole rows
    return Math.min(1, layer.operator().contains("Conv") ? Math.sqrt(share) : share);
  }

  @Override
  public Outcome run(Workload work, int batch, Format format) {
    if (batch < 1) {
      throw new Problem("a batch of " + batch + "; 1 is the least");
    }
    List<Workload.Layer> products = work.layers().stream().filter(l -> l.product()).toList();
    if (products.isEmpty()) {
      throw new Problem(work.network() + " has no products for a dataflow");
    }
    double clock = clock();
    double budget = Math.floor(ROUTED * Rates.of(part, format) / (2 * peakClock()));
    List<Engine> engines = fastest(products, budget);
    double slowest = 0;
    for (Engine engine : engines) {
      slowest = Math.max(slowest, engine.cycles);
    }
    double bytes = format.bytes();
    double[] streamed = streamed(products, batch, bytes);
    double outside = 0;
    for (double each : streamed) {
      outside += each;
    }
    Double told = part.memory() == null ? null : part.memory().bandwidth();
    if (outside > 0 && told == null) {
      throw Problem.at(
          part.name(),
          "weights of "
              + work.network()
              + " do not fit its memory on the chip, and none beside it is told");
    }
    double memory = told == null ? 0 : outside / (told * Systolic.MEMORY);
    double compute = slowest / clock;
    double ends = (work.layers().getFirst().inputs() + work.layers().getLast().outputs()) * bytes;
    double host = ends / Systolic.link(part);
    double interval = Math.max(compute, Math.max(memory, host));
    double fill = 0;
    for (int i = 0; i < products.size(); i++) {
      fill += window(products.get(i)) * engines.get(i).cycles / clock;
    }
    List<Outcome.Level> levels =
        levels(work, products, engines, format, outside, memory, interval, ends, host);
    Double modelled = Systolic.sum(levels);
    Double rated = part.power();
    boolean bounded = modelled != null && rated != null && modelled > rated * interval;
    Double joules =
        modelled == null || bounded
            ? rated == null ? null : Double.valueOf(rated * interval)
            : modelled;
    return new Outcome(
        part.name(),
        format.words(),
        batch,
        Systolic.CALL + fill + batch * interval,
        interval,
        joules,
        joules == null ? null : Double.valueOf(joules / interval),
        levels,
        layers(products, engines, streamed, bytes, clock),
        interval == compute
            ? "the slowest engine"
            : interval == memory ? "memory" : "link to the host",
        "extrapolated: a dataflow with "
            + Math.round(multipliers(engines))
            + " of "
            + Math.round(budget / ROUTED)
            + " multipliers at "
            + Math.round(clock / 1e6)
            + " MHz, nothing fitted; "
            + (modelled == null
                ? joules == null ? "energy is not known" : "energy is rated power"
                : bounded
                    ? "energy is rated power, which is less than models of components give"
                    : "energy by the models of components of our own chips, logic times 7"));
  }

  /// Bytes of each product's weights that come from the memory for a picture: the greatest do not
  /// stay.
  private double[] streamed(List<Workload.Layer> products, int batch, double bytes) {
    double room = part.onChip() == null ? 0 : part.onChip();
    List<Integer> order = new ArrayList<>();
    double held = 0;
    for (int i = 0; i < products.size(); i++) {
      Workload.Layer layer = products.get(i);
      order.add(i);
      // rows under the window, twice for activations that are multiplied with each other
      held += window(layer) * layer.inputs() * bytes;
      held += layer.weights() * bytes;
    }
    order.sort(Comparator.comparingLong(i -> -products.get(i).weights()));
    double[] streamed = new double[products.size()];
    for (int i : order) {
      if (held <= room) {
        break;
      }
      Workload.Layer layer = products.get(i);
      if (layer.stationary()) {
        held -= layer.weights() * bytes;
        double waiting = layer.inputs() * bytes * batch;
        boolean shared = held + waiting <= room;
        held += shared ? waiting : 0;
        streamed[i] = layer.weights() * bytes / (shared ? batch : 1);
      }
    }
    return streamed;
  }

  private List<Outcome.Level> levels(
      Workload work,
      List<Workload.Layer> products,
      List<Engine> engines,
      Format format,
      double outside,
      double memory,
      double interval,
      double ends,
      double host) {
    double macs = work.macs();
    double bytes = format.bytes();
    double blocks = 0;
    double operations = 0;
    for (int i = 0; i < products.size(); i++) {
      Workload.Layer layer = products.get(i);
      Engine engine = engines.get(i);
      // a weight each time it multiplies, for all vectors at once; an input for all results at once
      blocks += layer.macs() * bytes * (1 / engine.vectors + 1 / engine.outputs);
      blocks += (layer.inputs() + layer.outputs()) * bytes;
    }
    for (Workload.Layer layer : work.layers()) {
      operations += layer.fused();
    }
    double slowest = 0;
    for (Engine engine : engines) {
      slowest = Math.max(slowest, engine.cycles);
    }
    Geometry.Area area = Geometry.Area.of(part);
    NodeEnergy energy = area.node() == null ? null : NodeEnergy.at(area.node());
    double room = part.onChip() == null ? 0 : part.onChip();
    Accelerator.Store store = part.memory();
    String type = store == null ? null : store.type();
    List<Outcome.Level> levels = new ArrayList<>();
    levels.add(
        new Outcome.Level(
            Outcome.Level.COMPUTING,
            0,
            slowest / clock(),
            energy == null
                ? null
                : Double.valueOf(
                    PROGRAMMABLE
                        * (macs * energy.mac(format) + operations * energy.vectorOperation(1)))));
    levels.add(
        new Outcome.Level(
            "block memories",
            blocks,
            slowest / clock(),
            energy == null ? null : Double.valueOf(blocks * energy.bufferByte(BLOCK))));
    if (store != null) {
      Double perByte = outside == 0 ? Double.valueOf(0) : NodeEnergy.memoryByte(type);
      levels.add(
          new Outcome.Level(
              type == null ? "memory" : type,
              outside,
              memory,
              perByte == null ? null : Double.valueOf(outside * perByte)));
    }
    levels.add(new Outcome.Level("host", ends, host, ends * NodeEnergy.hostByte()));
    Double idle = null;
    if (energy != null) {
      Double bandwidth = store == null ? null : store.bandwidth();
      idle =
          interval
              * (energy.leakage(area.metres(), room, Systolic.KELVIN)
                  + (bandwidth == null ? 0 : NodeEnergy.memoryIdle(type, bandwidth)));
    }
    levels.add(new Outcome.Level(Outcome.Level.IDLE, 0, 0, idle));
    return levels;
  }

  private static List<Outcome.Layer> layers(
      List<Workload.Layer> products,
      List<Engine> engines,
      double[] streamed,
      double bytes,
      double clock) {
    List<Outcome.Layer> layers = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      Workload.Layer layer = products.get(i);
      Engine engine = engines.get(i);
      double moved = streamed[i] > 0 ? streamed[i] : (layer.inputs() + layer.outputs()) * bytes;
      layers.add(
          new Outcome.Layer(
              layer.name(), layer.macs(), moved, engine.cycles / clock, "its engine"));
    }
    return layers;
  }
}
