package bitline.compare;

import bitline.base.Interval;
import bitline.chip.Chip;
import bitline.chip.Control;
import bitline.chip.HostLink;
import bitline.chip.Memory;
import bitline.chip.Part;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.LayerTraffic;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.silicon.Estimate;
import bitline.silicon.Factors;
import bitline.silicon.Ledger;
import bitline.silicon.Moved;
import bitline.silicon.Uncertainty;
import bitline.time.Timing;
import bitline.time.UnitKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Our own chip as one of the machines that are compared: a program whose time was played and whose
/// energy was estimated, told as an [Outcome].
///
/// Levels, nearest to the cells first: `computing` (cells, converters, adders, vector units: moves
/// nothing), `wordlines` (inputs into arrays and sums out of them; weights stay inside), `cells
/// written`, the buffers of cores, `network on chip` (bytes × links that they pass), shared
/// memories on the chip that weights come from, the memory beside it, the host's link, `leakage and
/// refresh`. Their bytes are those of [Ledger], their joules those of [Estimate], so that they add
/// up to what `bitline estimate` says. Seconds of a level are those of its busiest unit; a buffer
/// whose file tells no bandwidth is taken to keep up with the arrays that it feeds.
///
/// Latency is that of a batch on an idle chip, the interval that of a chip that is kept full.
/// Joules of the host's link, both ends, are counted.
///
/// Bytes of a layer are those of the outermost level that knows of it: the memory beside the chip
/// where its weights come from there, else the buffers. A product that vector units compute takes
/// its operands as they pass, which [Ledger] does not count: its bytes are 0.
///
/// Left out: joules of reading weights from a shared memory on the chip; everything that [Ledger]
/// and [bitline.time.Lowering] leave out.
///
/// @param outcome with joules of the models as they are
/// @param joules of a picture
/// @param area square metres of what is estimated
/// @param estimate joules by layer and part, area by part
/// @param causes what the intervals come from; result 0 is joules, 1 is area
/// @param first seconds of the first picture of a batch on an idle chip
public record Simulated(
    Outcome outcome,
    Interval joules,
    Interval area,
    Estimate estimate,
    List<Uncertainty.Cause> causes,
    double first) {
  private static final double FEMTO = 1e-15;

  /// Draws of all factors: ends of intervals are known to about an eighth of their spread.
  private static final int DRAWS = 200;

  /// Level of bytes that pass the edges of arrays.
  public static final String WORDLINES = "wordlines";

  /// Level of cells that are written while the chip runs.
  public static final String CELLS = "cells written";

  /// Level of wires between cores.
  public static final String NETWORK = "network on chip";

  public Simulated {
    causes = List.copyOf(causes);
  }

  /// What a chip makes of a network.
  ///
  /// @param timing of many batches of the program, see [Timing#settled]
  /// @param kelvin of the chip
  /// @param fitted factors that all others are multiplied with, [Factors#BLIND] where nothing is
  ///   fitted
  public static Simulated of(
      Program program,
      ProgramActivity activity,
      Batch batch,
      Timing timing,
      double kelvin,
      Factors fitted) {
    double interval = timing.interval() * FEMTO;
    Ledger ledger =
        Ledger.of(program, activity, interval, kelvin, batch.together(), timing.spilled());
    Estimate estimate = ledger.estimate(fitted);
    Uncertainty uncertainty =
        Uncertainty.of(
            factors -> {
              Estimate drawn = ledger.whole(factors.times(fitted));
              return new double[] {drawn.energy(), drawn.squareMetres()};
            },
            DRAWS);
    Interval joules = uncertainty.intervals().getFirst();
    Reading reading = new Reading(program, timing, ledger.moved(), estimate, batch);
    Outcome outcome =
        new Outcome(
            program.chip().name(),
            format(program),
            batch.pictures(),
            timing.firstBatch() * FEMTO,
            interval,
            joules.middle(),
            joules.middle() / interval,
            reading.levels(),
            reading.layers(),
            limit(timing),
            "simulated: its time by playing the program's schedule, its energy and area by models of"
                + " components, whose errors on published chips the intervals hold");
    return new Simulated(
        outcome,
        joules,
        uncertainty.intervals().getLast(),
        estimate,
        uncertainty.causes(),
        timing.latency() * FEMTO);
  }

  /// The widths that most multiply-accumulates have.
  private static String format(Program program) {
    Map<String, Long> macs = new LinkedHashMap<>();
    for (ArrayLayer layer : program.layers()) {
      String widths = layer.coding().weightBits() + " × " + layer.coding().inputBits() + " bits";
      macs.merge(widths, layer.unrolling().macs(), Long::sum);
    }
    String most = "nothing in arrays";
    long count = -1;
    for (Map.Entry<String, Long> entry : macs.entrySet()) {
      if (entry.getValue() > count) {
        count = entry.getValue();
        most = entry.getKey();
      }
    }
    return most;
  }

  private static String limit(Timing timing) {
    Timing.Use busiest = timing.units().getFirst();
    return busiest.unit() + ", busy " + Math.round(100 * busiest.share()) + " % of the time";
  }

  /// Levels and layers read off a timing and a ledger.
  private static final class Reading {
    private final Program program;
    private final Chip chip;
    private final Timing timing;
    private final Map<String, Moved> moved;
    private final Estimate estimate;
    private final Batch batch;

    /// Seconds of the busiest unit of each kind, for one picture.
    private final Map<UnitKind, Double> busiest = new EnumMap<>(UnitKind.class);

    Reading(
        Program program, Timing timing, Map<String, Moved> moved, Estimate estimate, Batch batch) {
      this.program = program;
      this.timing = timing;
      this.moved = moved;
      this.estimate = estimate;
      this.batch = batch;
      chip = program.chip();
      for (Timing.Use use : timing.units()) {
        busiest.merge(UnitKind.of(use.unit(), chip), perPicture(use.share()), Math::max);
      }
    }

    /// Seconds for one picture of a share of all the time.
    private double perPicture(double share) {
      return share * timing.total() * FEMTO / timing.ends().size();
    }

    private double seconds(UnitKind kind) {
      return busiest.getOrDefault(kind, 0.0);
    }

    private double seconds(Memory memory) {
      double seconds = 0;
      for (Timing.Use use : timing.units()) {
        if (use.unit().equals(UnitKind.name(memory))) {
          seconds = perPicture(use.share());
        }
      }
      return seconds;
    }

    List<Outcome.Level> levels() {
      Moved all = new Moved(0, 0, 0, 0, 0, 0, 0, 0);
      for (Moved each : moved.values()) {
        all = all.plus(each);
      }
      double through = 0;
      for (ArrayLayer layer : program.layers()) {
        through += LayerTraffic.throughArrays(layer, program.places(layer));
      }
      double arrays = seconds(UnitKind.ARRAYS);
      List<Outcome.Level> levels = new ArrayList<>();
      levels.add(
          new Outcome.Level(
              Outcome.Level.COMPUTING,
              0,
              Math.max(arrays, seconds(UnitKind.VECTOR)),
              joules(
                  Part.CELLS,
                  Part.CONVERTERS,
                  Part.ADDERS,
                  Part.DATAPATH,
                  Part.CONTROL,
                  Part.VECTOR)));
      levels.add(new Outcome.Level(WORDLINES, through, arrays, joules(Part.DRIVERS)));
      if (all.cells() > 0) {
        levels.add(
            new Outcome.Level(
                CELLS,
                all.cells() * chip.cell().bits() / 8,
                stage("writing of weights"),
                joules(Part.WRITES)));
      }
      Memory buffer = chip.core().buffer();
      if (buffer != null) {
        boolean told = buffer.bandwidth() != null;
        levels.add(
            new Outcome.Level(
                buffer.name() + " buffers",
                (all.read() + all.written()) / 8,
                told ? seconds(UnitKind.PORT) : arrays,
                joules(Part.BUFFERS)));
      }
      if (chip.networkOnChip() != null) {
        levels.add(
            new Outcome.Level(
                NETWORK, all.hops() / 8, seconds(UnitKind.LINK), joules(Part.NETWORK)));
      }
      Memory waits = program.weightsWait();
      if (waits != null && waits.type().onChip()) {
        levels.add(
            new Outcome.Level(
                UnitKind.name(waits), exchanged() / batch.together(), seconds(waits), null));
      }
      Memory outside = chip.outside();
      if (outside != null) {
        levels.add(
            new Outcome.Level(
                UnitKind.name(outside), all.memory() / 8, seconds(outside), joules(Part.MEMORY)));
      }
      HostLink host = chip.host();
      if (host != null) {
        levels.add(
            new Outcome.Level(
                host.name(), all.host() / 8, seconds(UnitKind.HOST), joules(Part.HOST)));
      }
      levels.add(new Outcome.Level(Outcome.Level.IDLE, 0, 0, idle()));
      return levels;
    }

    /// Bytes of weights that are brought for a turn of all segments.
    private double exchanged() {
      double bytes = 0;
      for (ArrayLayer layer : program.layers()) {
        if (layer.written() == null) {
          bytes += layer.cells() * chip.cell().bits() / 8.0;
        }
      }
      return bytes;
    }

    private double stage(String name) {
      for (Timing.Stage stage : timing.stages()) {
        if (stage.name().equals(name)) {
          return perPicture(stage.busy());
        }
      }
      return 0;
    }

    /// Joules of parts in all layers; what flows all the time is not among them.
    private double joules(Part... parts) {
      double sum = 0;
      for (Estimate.Layer layer : estimate.layers()) {
        if (!layer.node().equals(Estimate.ALWAYS)) {
          for (Part part : parts) {
            sum += layer.joules().getOrDefault(part, 0.0);
          }
        }
      }
      return sum;
    }

    private double idle() {
      double sum = 0;
      for (Estimate.Layer layer : estimate.layers()) {
        for (Part part : Part.values()) {
          if (part == Part.LEAKAGE || layer.node().equals(Estimate.ALWAYS)) {
            sum += layer.joules().getOrDefault(part, 0.0);
          }
        }
      }
      return sum;
    }

    /// Products in the program's order: those in arrays, then those that vector units compute.
    List<Outcome.Layer> layers() {
      List<Outcome.Layer> layers = new ArrayList<>();
      for (ArrayLayer layer : program.integerProducts()) {
        @Nullable Moved done = moved.get(layer.node());
        layers.add(layer(layer, done));
      }
      return layers;
    }

    private Outcome.Layer layer(ArrayLayer layer, @Nullable Moved done) {
      String node = layer.node();
      double macs = layer.unrolling().macs();
      double alone = stage(node);
      double start =
          Objects.requireNonNullElse(chip.control(), NO_START).start() / batch.pictures();
      boolean started = start > alone / 2;
      if (done == null) {
        return new Outcome.Layer(node, macs, 0, alone, started ? "start" : "vector unit");
      }
      double bytes = done.memory() > 0 ? done.memory() : done.read() + done.written();
      Map<String, Double> parts = new LinkedHashMap<>();
      parts.put(started ? "start" : "arrays", alone);
      parts.put("buffers", stage(node + ", reading"));
      parts.put("writing", stage(node + ", writing"));
      parts.put("vector unit", stage(node + ", finishing"));
      parts.put("network on chip", stage(node + ", sending"));
      String limit = "";
      double most = -1;
      for (Map.Entry<String, Double> part : parts.entrySet()) {
        if (part.getValue() > most) {
          most = part.getValue();
          limit = part.getKey();
        }
      }
      return new Outcome.Layer(node, macs, bytes / 8, most, limit);
    }

    private static final Control NO_START = new Control(0);
  }
}
