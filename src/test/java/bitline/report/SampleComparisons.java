package bitline.report;

import bitline.base.Interval;
import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Accuracy;
import bitline.report.CompareAnswer.Mix;
import bitline.report.CompareAnswer.Price;
import bitline.report.CompareAnswer.Row;
import bitline.report.CompareAnswer.Silicon;
import bitline.report.CompareAnswer.Split;
import bitline.report.CompareAnswer.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comparisons with made-up figures.
final class SampleComparisons {
  private SampleComparisons() {}

  /// A chip of ours, a GPU, one that tells no energy, and one that does not do the work.
  static CompareAnswer answer(int layers) {
    return new CompareAnswer(
        "signs <net>",
        new Work(List.of("input 1×3×224×224"), 4.09e9, 25.5e6, layers, 8, 200, "top-1", 0.7),
        List.of(
            row("chip_2023", true, outcome("chip_2023", "8 × 8 bits", layers, 1, 0.002), 256e12),
            row("gpu-<a>", false, outcome("gpu-<a>", "INT8", layers, 4, 0.012), 624e12),
            row("silent", false, outcome("silent", "BF16", layers, 0.5, null), null),
            new Row(
                "small",
                false,
                "a small one",
                null,
                List.of("does not reach 70.0 %: INT8 68.5 %"),
                null,
                null,
                "",
                null,
                null,
                null,
                new Silicon("", null, ""),
                null,
                "",
                List.of())),
        List.of(
            new Mix(
                "chip_2023", 12e-9, true, 5000, 2e-3, 340e-6, new Interval(120, 90, 200), "arrays"),
            new Mix("chip_2023", 5e-9, false, 7100, 0.9e-3, 90e-6, null, "<start>")),
        List.of(new Split("pictures/J", "gpu-<a>", 5e-9, "chip_2023", 12e-9, 0.5, 2.5, 0.2, 1.1)),
        List.of("A remark & more."));
  }

  private static Row row(String name, boolean ours, Outcome outcome, @Nullable Double peak) {
    Double joules = outcome.joules();
    return new Row(
        name,
        ours,
        "a machine called " + name,
        outcome,
        List.of(),
        ours && joules != null ? Interval.within(joules, 2) : null,
        peak,
        "chip and memory",
        ours || joules == null ? null : new Price(new Interval(1200, 1000, 1500), "list 2023-03"),
        joules == null ? null : new Price(new Interval(90, 70, 150), "100,000 made, 2024"),
        joules == null ? null : new Interval(0.0123, 0.01, 0.02),
        new Silicon("TSMC 4N", new Interval(814e-6, 814e-6, 814e-6), ""),
        new Accuracy(0.761, "the float network"),
        "3 measured, 7 vendor",
        ours ? List.of() : List.of("cost to make not known: a <reason>"));
  }

  static Outcome outcome(
      String name, String format, int count, double speed, @Nullable Double joules) {
    List<Outcome.Layer> layers = new ArrayList<>();
    double interval = 0;
    double bytes = 0;
    double macs = 4.09e9 / count;
    for (int i = 0; i < count; i++) {
      boolean sum = i % 9 == 8;
      double moved = 1e5 * (1 + i * 7 % 11);
      double seconds = Math.max(2 * macs / 60e12, moved / 300e9) * (1 + 0.1 * (i % 3)) / speed;
      String limit =
          i % 5 == 0 ? "launch" : moved / 300e9 > 2 * macs / 60e12 ? "memory" : "compute";
      layers.add(
          new Outcome.Layer("/layer" + i + "/<Conv>", sum ? 0 : macs, moved, seconds, limit));
      interval += seconds;
      bytes += moved;
    }
    List<Outcome.Level> levels =
        List.of(
            new Outcome.Level(
                Outcome.Level.COMPUTING,
                0,
                interval / 2,
                joules == null ? null : Double.valueOf(0.3 * joules)),
            new Outcome.Level("registers", 900 * bytes, interval / 3, null),
            new Outcome.Level(
                "L2",
                9 * bytes,
                interval / 4,
                joules == null ? null : Double.valueOf(0.1 * joules)),
            new Outcome.Level(
                "HBM <3>",
                bytes,
                interval / 1.3,
                joules == null ? null : Double.valueOf(0.4 * joules)),
            new Outcome.Level(
                Outcome.Level.IDLE, 0, 0, joules == null ? null : Double.valueOf(0.15 * joules)));
    return new Outcome(
        name,
        format,
        8,
        8 * interval * 1.2,
        interval,
        joules,
        joules == null ? null : Double.valueOf(joules / interval),
        levels,
        layers,
        "memory for 60 % of the time",
        "made up");
  }
}
