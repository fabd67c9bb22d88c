package bitline.report;

import bitline.base.Interval;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.program.ArrayLayer;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.report.EstimateAnswer.Cause;
import bitline.report.EstimateAnswer.Conditions;
import bitline.report.EstimateAnswer.Figures;
import bitline.report.EstimateAnswer.Full;
import bitline.report.EstimateAnswer.Layer;
import bitline.report.EstimateAnswer.Power;
import bitline.silicon.Estimate;
import bitline.silicon.Factors;
import bitline.silicon.Ledger;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An estimate put together: energy and area with intervals, time, and power over time.
///
/// @param first power through an empty chip
/// @param steady power once the chip is full; null where the run is too short
public record Estimated(EstimateAnswer answer, PowerTrace first, @Nullable PowerTrace steady) {
  private static final double FEMTO = 1e-15;

  /// Draws of all factors: ends of intervals are known to about an eighth of their spread.
  private static final int DRAWS = 200;

  /// Steps of a drawing of power.
  private static final int STEPS = 600;

  private static final int ENERGY = 0;
  private static final int AREA = 1;
  private static final int FULL_MACROS = 2;
  private static final int FULL_CHIP = 3;

  private static final List<Part> MACROS =
      List.of(
          Part.DRIVERS,
          Part.CELLS,
          Part.CONVERTERS,
          Part.ADDERS,
          Part.DATAPATH,
          Part.CONTROL,
          Part.LEAKAGE);

  private static final List<Part> ON_CHIP =
      Stream.concat(MACROS.stream(), Stream.of(Part.BUFFERS, Part.NETWORK, Part.VECTOR)).toList();

  /// Puts an estimate together.
  ///
  /// @param counted where the activity comes from, in words
  /// @param fitted factors that all others are multiplied with, [Factors#BLIND] where nothing is
  ///   fitted
  /// @param limit watts that are allowed; null: nobody has said
  public static Estimated of(
      String network,
      Program program,
      ProgramActivity activity,
      String counted,
      Batch batch,
      Timing.Recorded timed,
      double kelvin,
      Factors fitted,
      @Nullable Double limit) {
    Timing timing = timed.timing();
    double interval = timing.interval() * FEMTO;
    Ledger ledger =
        Ledger.of(program, activity, interval, kelvin, batch.together(), timing.spilled());
    Estimate middle = ledger.estimate(fitted);
    Chip chip = program.chip();
    Uncertainty uncertainty =
        Uncertainty.of(
            factors -> {
              Factors each = factors.times(fitted);
              Estimate drawn = ledger.whole(each);
              Peak full = Peak.of(chip, chip.operatingPoint(), each);
              return new double[] {
                drawn.energy(), drawn.squareMetres(), sum(full, MACROS), sum(full, ON_CHIP)
              };
            },
            DRAWS);
    List<PowerTrace.Spent> spent = new ArrayList<>();
    double always = 0;
    Map<Part, Double> idle = new TreeMap<>();
    for (Estimate.Layer layer : middle.layers()) {
      if (layer.node().equals(Estimate.ALWAYS)) {
        for (Map.Entry<Part, Double> part : new TreeMap<>(layer.joules()).entrySet()) {
          idle.put(part.getKey(), part.getValue() / interval);
          always += part.getValue() / interval;
        }
      } else {
        spent.add(new PowerTrace.Spent(layer.node(), layer.joules()));
      }
    }
    List<PowerTrace.Stretch> stretches = new ArrayList<>();
    stretches.add(new PowerTrace.Stretch(0, Math.max(1, timing.latency())));
    int batches = timing.ends().size() / timing.batch();
    if (batches > 2) {
      int half = batches / 2 * timing.batch();
      long from = timing.ends().get(half - 1);
      stretches.add(
          new PowerTrace.Stretch(
              from, Math.max(from + 1, timing.ends().get(half + timing.batch() - 1))));
    }
    List<PowerTrace> traces = PowerTrace.of(timed, spent, idle, stretches, STEPS);
    PowerTrace first = traces.getFirst();
    PowerTrace steady = traces.size() > 1 ? traces.getLast() : null;
    PowerTrace usual = steady == null ? first : steady;
    double peak = usual.drawing("power", null).peak();
    Interval energy = uncertainty.intervals().get(ENERGY);
    double average = energy.middle() / interval;
    Double clock =
        limit == null
            ? null
            : Double.valueOf(
                Math.clamp((limit - always) / Math.max(1e-30, average - always), 0, 1));
    EstimateAnswer answer =
        new EstimateAnswer(
            network,
            chip.name(),
            conditions(program, counted, batch, kelvin),
            figures(program, timing, energy, uncertainty.intervals().get(AREA)),
            full(chip, fitted, uncertainty),
            new Power(energy.times(1 / interval), peak, usual.step(), limit, clock),
            middle.layers().stream().map(l -> new Layer(l.node(), l.joules())).toList(),
            middle.area(),
            uncertainty.causes(ENERGY).stream()
                .map(cause ->
                    new Cause(
                        cause.assumption().words(),
                        cause.factor(),
                        cause.low().get(ENERGY),
                        cause.high().get(ENERGY)))
                .toList(),
            EstimateInputs.of(chip, middle.joules(), uncertainty.causes(ENERGY)));
    return new Estimated(answer, first, steady);
  }

  private static double sum(Peak peak, List<Part> parts) {
    double sum = 0;
    for (Part part : parts) {
      sum += peak.energy().getOrDefault(part, 0.0);
    }
    return sum;
  }

  private static Full full(Chip chip, Factors fitted, Uncertainty uncertainty) {
    OperatingPoint point = chip.operatingPoint();
    Peak peak = Peak.of(chip, point, fitted);
    Interval whole = uncertainty.intervals().get(FULL_CHIP);
    return new Full(
        point.name(),
        point.inputBits(),
        point.weightBits(),
        2 * peak.macs() / peak.seconds(),
        over(2 * peak.macs(), uncertainty.intervals().get(FULL_MACROS)),
        over(2 * peak.macs(), whole),
        whole.times(1 / peak.seconds()),
        point.ops(),
        point.opsPerJoule(),
        point.power(),
        point.covers());
  }

  private static Conditions conditions(
      Program program, String counted, Batch batch, double kelvin) {
    OperatingPoint point = program.chip().operatingPoint();
    // the widths of most multiply-accumulates
    Map<List<Integer>, Long> macs =
        new TreeMap<>((a, b) -> {
          int inputs = Integer.compare(a.getFirst(), b.getFirst());
          return inputs != 0 ? inputs : Integer.compare(a.getLast(), b.getLast());
        });
    for (ArrayLayer layer : program.layers()) {
      macs.merge(
          List.of(layer.coding().inputBits(), layer.coding().weightBits()),
          layer.unrolling().macs(),
          Long::sum);
    }
    List<Integer> widths = List.of(point.inputBits(), point.weightBits());
    long most = 0;
    for (Map.Entry<List<Integer>, Long> entry : macs.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        widths = entry.getKey();
      }
    }
    return new Conditions(
        point.name(),
        point.supply(),
        kelvin,
        widths.getFirst(),
        widths.getLast(),
        batch.pictures(),
        counted);
  }

  private static Figures figures(Program program, Timing timing, Interval energy, Interval area) {
    double macs = program.arrayMacs();
    for (ArrayLayer product : program.vectorProducts()) {
      macs += product.unrolling().macs();
    }
    double interval = timing.interval() * FEMTO;
    double latency = timing.latency() * FEMTO;
    return new Figures(
        energy,
        over(2 * macs, energy),
        over(2 * macs / interval, area),
        energy.times(1 / macs),
        energy.times(latency),
        area,
        macs,
        latency,
        interval);
  }

  /// Something certain over an interval.
  private static Interval over(double value, Interval below) {
    return new Interval(value / below.middle(), value / below.high(), value / below.low());
  }
}
