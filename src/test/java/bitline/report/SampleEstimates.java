package bitline.report;

import bitline.Workbench;
import bitline.base.Interval;
import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.report.EstimateAnswer.Cause;
import bitline.report.EstimateAnswer.Conditions;
import bitline.report.EstimateAnswer.Figures;
import bitline.report.EstimateAnswer.Full;
import bitline.report.EstimateAnswer.Input;
import bitline.report.EstimateAnswer.Layer;
import bitline.report.EstimateAnswer.Power;
import bitline.time.Timing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Estimates of made-up figures.
final class SampleEstimates {
  private SampleEstimates() {}

  private static Map<Part, Double> parts(int key, double size) {
    Map<Part, Double> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      double value = size * SampleDrawings.draw(31, key, part.ordinal());
      if (part != Part.WRITES && part != Part.MEMORY && value > 0.1 * size) {
        parts.put(part, value);
      }
    }
    return parts;
  }

  /// @param layers 0: no layer at all
  static EstimateAnswer answer(
      String chip, int layers, @Nullable Double limit, @Nullable Double clock) {
    List<Layer> list = new ArrayList<>();
    double energy = 0;
    for (int l = 0; l < layers; l++) {
      Layer layer = new Layer("/body/" + l + "/<Conv>", parts(l, 1e-6 / (1 + l % 7)));
      list.add(layer);
      energy += layer.sum();
    }
    Map<Part, Double> area = parts(1000, 1e-6);
    area.remove(Part.LEAKAGE);
    area.remove(Part.HOST);
    double whole = EstimateAnswer.sum(area);
    List<Cause> causes =
        List.of(
            new Cause("energy of a SAR conversion", 2.45, 0.7 * energy, 1.6 * energy),
            new Cause("energy of SRAM buffers", 1.9, 0.9 * energy, 1.2 * energy),
            new Cause("leakage", 2.79, 0.98 * energy, 1.05 * energy));
    List<Input> inputs =
        List.of(
            new Input("core.macro.array.rows", "256", Input.Kind.PUBLISHED, "A & B, 2022"),
            new Input("SAR conversion", "2.6 pJ", Input.Kind.FITTED, "survey of converters"),
            new Input("share of clock", "10 %", Input.Kind.ASSUMED, "usual for macros"));
    double macs = 2.1e7;
    double interval = 1e-4;
    Interval joules = Interval.around(energy, 0.4);
    Interval rate = Interval.around(2 * macs / energy, 0.4);
    return new EstimateAnswer(
        "signs <net>",
        chip,
        new Conditions("0.8 V", 0.8, 298.15, 4, 4, 1, "counted in a run of 4 pictures"),
        new Figures(
            joules,
            rate,
            Interval.around(2 * macs / interval / whole, 0.2),
            joules.times(1 / macs),
            joules.times(1.7e-3),
            Interval.around(whole, 0.2),
            macs,
            1.7e-3,
            interval),
        new Full(
            "0.8 V",
            4,
            4,
            1e12,
            rate,
            rate.times(0.5),
            rate.times(1e-12),
            1.1e12,
            2e13,
            null,
            List.of(Part.CELLS)),
        new Power(joules.times(1 / interval), 3.3 * energy / interval, 1e-7, limit, clock),
        list,
        area,
        causes,
        inputs);
  }

  static EstimateReport report(String name, int pictureSteps) {
    Chip chip = Workbench.chip(name);
    Timing.Recorded timed = TimedPrograms.signs(name, 0);
    List<PowerTrace.Spent> spent = new ArrayList<>();
    int[] n = {0};
    timed
        .flow()
        .processes()
        .forEach(p -> {
          if (!p.name().contains(", ")) {
            spent.add(new PowerTrace.Spent(p.name(), parts(n[0]++, 1e-7)));
          }
        });
    List<Long> ends = timed.timing().ends();
    List<PowerTrace> traces =
        PowerTrace.of(
            timed,
            spent,
            Map.of(),
            List.of(
                new PowerTrace.Stretch(0, timed.timing().latency()),
                new PowerTrace.Stretch(ends.get(7), ends.get(9))),
            pictureSteps);
    return new EstimateReport(
        answer(name, 23, 5.0, 0.4), chip, traces.getFirst(), traces.getLast());
  }

  /// Writes a page to look at.
  public static void main(String[] args) {
    report(args[0], 600).write(Path.of(args[1]));
    EstimateAnswer answer = answer(args[0], 23, 5.0, 0.4);
    System.out.println(EstimateText.conditions(answer));
    System.out.println(EstimateText.figures(answer).render(80));
    System.out.println(EstimateText.parts(answer).render(80));
    System.out.println(EstimateText.layers(answer, 5).render(80));
    System.out.println(EstimateText.causes(answer, 5).render(80));
    System.out.println(EstimateText.mostly(answer));
    System.out.println(EstimateText.limit(answer));
    System.out.println(EstimateText.inputs(answer));
  }
}
