package bitline.bench;

import bitline.report.Figure;
import bitline.tensor.simd.KernelsProvider;
import bitline.text.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// What one core makes of arrays of cells, beside its limits measured in the same run and the
/// targets. A product is one of eight by eight bits, however many steps it takes.
final class ArrayTable {
  private static final double GIGA = 1e9;

  /// @param least multiply-accumulates a second where the processor has vectors of 512 bits; NaN
  ///   for none
  /// @param share of the popcount limit, on every processor; NaN for none
  private record Work(
      String what, String method, String cells, double macs, double least, double share) {
    Work(String what, String method, String cells, double macs, double least) {
      this(what, method, cells, macs, least, Double.NaN);
    }
  }

  /// @param rate products a second
  /// @param target in words; empty where there is none
  /// @param met null where no target applies
  private record Row(String work, double rate, String target, @Nullable Boolean met) {}

  /// @param fmaPeak fused multiply-adds a second
  /// @param popcountLimit products of 8 by 8 bits a second by AND, population count and add over
  ///   registers
  private record Answer(String kernels, double fmaPeak, double popcountLimit, List<Row> rows) {}

  private static final double MANY = macs(ArrayBenchmarks.MANY);
  private static final double SINGLE = macs(ArrayBenchmarks.SINGLE);

  private static final List<Work> ALL =
      List.of(
          new Work("5-bit ADC, no cell noise", "many", "EXACT", MANY, 10 * GIGA, 0.6),
          new Work("programming noise and faults", "many", "PROGRAMMED", MANY, 3 * GIGA),
          new Work("programming and read noise", "many", "NOISY", MANY, GIGA),
          new Work("single vector, no cell noise", "single", "EXACT", SINGLE, 2 * GIGA),
          new Work("single vector, programming noise", "single", "PROGRAMMED", SINGLE, Double.NaN),
          new Work("single vector, both noises", "single", "NOISY", SINGLE, Double.NaN),
          new Work("one pass, 8-bit DAC, ADC once", "many", "ONE_PASS", MANY, 40 * GIGA),
          new Work("one pass, output noise", "many", "ONE_PASS_OUTPUT", MANY, 25 * GIGA),
          new Work("one pass, read noise of cells", "many", "ONE_PASS_NOISY", MANY, Double.NaN),
          new Work("exact (digital), sums below 2^24", "exactWhole", "", MANY, 50 * GIGA),
          new Work("exact (digital), sums of any size", "exact", "", MANY, 50 * GIGA));

  private ArrayTable() {}

  private static double macs(ArrayWork.Size size) {
    return (double) size.rows() * size.columns() * size.vectors();
  }

  /// Whether every target that applies is met.
  static boolean print(PrintStream out, boolean json) {
    Answer answer = measure();
    if (json) {
      out.print(Json.text(answer));
    } else {
      print(out, answer, wide());
    }
    return answer.rows.stream().noneMatch(row -> Boolean.FALSE.equals(row.met));
  }

  /// Each row that has a target.
  static List<Figure> figures() {
    return measure().rows.stream()
        .filter(row -> !row.target.isEmpty())
        .map(row ->
            new Figure(
                "speed",
                row.work,
                String.format(Locale.ROOT, "%.2f G", row.rate / GIGA),
                Figures.target(row.target),
                row.met,
                row.met == null
                    ? "a target for processors with AVX-512"
                    : Figures.remark(row.target).replaceFirst("^, ", "")))
        .toList();
  }

  private static boolean wide() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512;
  }

  private static Answer measure() {
    // JMH passes on what its forks print, the JVM's warnings too: they are no part of the answer.
    System.setOut(System.err);
    System.err.println("bitline: timing this machine's limits and eleven kinds of arrays (1 min)");
    double fma =
        (double) KernelBenchmarks.PEAK_STEPS
            * KernelBenchmarks.PEAK_CHAINS
            * KernelBenchmarks.LANES
            / Timing.seconds(KernelBenchmarks.class, "fmaPeak");
    double limit =
        ArrayBenchmarks.LIMIT_MACS
            / Math.min(
                Timing.seconds(ArrayBenchmarks.class, "popcountLongs"),
                Timing.seconds(ArrayBenchmarks.class, "popcountBytes"));
    List<Row> rows = new ArrayList<>();
    for (Work work : ALL) {
      String[] cells = work.cells.isEmpty() ? new String[0] : new String[] {"cells", work.cells};
      rows.add(
          row(
              work,
              work.macs / Timing.seconds(ArrayBenchmarks.class, work.method, cells),
              limit,
              wide()));
    }
    return new Answer(KernelsProvider.best(1).reason(), fma, limit, rows);
  }

  private static Row row(Work work, double rate, double limit, boolean wide) {
    List<String> target = new ArrayList<>();
    Boolean met = null;
    if (!Double.isNaN(work.least)) {
      target.add(String.format(Locale.ROOT, ">= %.0f G", work.least / GIGA));
      met = wide ? rate >= work.least : null;
    }
    if (!Double.isNaN(work.share)) {
      target.add(
          String.format(
              Locale.ROOT,
              ">= %.0f %% (%.0f %% of popcounts)",
              100 * work.share,
              100 * rate / limit));
      met = !Boolean.FALSE.equals(met) && rate >= work.share * limit;
    }
    return new Row(work.what, rate, String.join(", ", target), met);
  }

  private static void print(PrintStream out, Answer answer, boolean wide) {
    out.println(answer.kernels);
    out.printf(
        Locale.ROOT, "%-36s %8.2f G MAC/s%n", "limit: fused multiply-adds", answer.fmaPeak / GIGA);
    out.printf(
        Locale.ROOT,
        "%-36s %8.2f G MAC/s%n",
        "limit: popcounts of 8 x 8 bits",
        answer.popcountLimit / GIGA);
    out.println(
        "256 x 256 weights of 8 bits, 128 rows at once (one pass: 256), 1,024 vectors, one core:");
    for (Row row : answer.rows) {
      String met = row.met == null ? "-" : row.met ? "met" : "NOT MET";
      out.printf(
          Locale.ROOT,
          "%-36s %8.2f G MAC/s  %-8s %s%n",
          row.work,
          row.rate / GIGA,
          met,
          row.target);
    }
    if (!wide) {
      out.println("Rates in G are targets for processors with AVX-512, which this is not.");
    }
  }
}
