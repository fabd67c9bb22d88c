package bitline.bench;

import bitline.text.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// How time grows with rows, columns, bits and vectors: a straight line through the least times,
/// and how far the worst of them is from it.
final class GrowthTable {
  /// Nanoseconds that a point is measured for in each round.
  private static final long SPENT = 120_000_000L;

  private static final int ROUNDS = 3;

  /// Nanoseconds before the first point of an engine, for the compiler.
  private static final long WARM_UP = 3_000_000_000L;

  /// @param sizes along the line
  private record Axis(String name, int[] sizes, IntFunction<ArrayWork.Size> size) {}

  private static final List<Axis> AXES =
      List.of(
          new Axis("rows", new int[] {128, 256, 512, 1024, 2048}, n -> size(n, 256, 8, 8, 256)),
          new Axis("columns", new int[] {64, 128, 256, 512, 1024}, n -> size(256, n, 8, 8, 256)),
          new Axis("weight bits", new int[] {2, 3, 4, 5, 6, 7, 8}, n -> size(256, 256, 8, n, 256)),
          new Axis("input bits", new int[] {2, 3, 4, 5, 6, 7, 8}, n -> size(256, 256, n, 8, 256)),
          new Axis(
              "vectors", new int[] {256, 512, 1024, 2048, 4096}, n -> size(256, 256, 8, 8, n)));

  /// @param each microseconds of one unit
  /// @param fixed microseconds that the line starts from
  /// @param worst largest deviation of a time from the line, as a share of the time
  /// @param at where that is
  private record Row(
      String engine,
      String axis,
      int[] sizes,
      double[] micros,
      double each,
      double fixed,
      double worst,
      int at) {}

  private record Answer(List<Row> rows) {}

  private GrowthTable() {}

  private static ArrayWork.Size size(
      int rows, int columns, int inputBits, int weightBits, int vectors) {
    return new ArrayWork.Size(rows, columns, 128, inputBits, weightBits, 5, vectors);
  }

  static void print(PrintStream out, boolean json) {
    List<Row> rows = new ArrayList<>();
    for (ArrayWork.Cells cells : List.of(ArrayWork.Cells.EXACT, ArrayWork.Cells.PROGRAMMED)) {
      String engine = cells == ArrayWork.Cells.EXACT ? "popcount" : "table";
      micros(new ArrayWork(cells, size(256, 256, 8, 8, 256)), WARM_UP);
      for (Axis axis : AXES) {
        System.err.println("bitline: timing the " + engine + " engine over " + axis.name);
        double[] micros = new double[axis.sizes.length];
        Arrays.fill(micros, Double.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < micros.length; i++) {
            ArrayWork work = new ArrayWork(cells, axis.size.apply(axis.sizes[i]));
            micros[i] = Math.min(micros[i], micros(work, SPENT));
          }
        }
        rows.add(line(engine, axis, micros));
      }
    }
    if (json) {
      out.print(Json.text(new Answer(rows)));
      return;
    }
    out.printf(
        Locale.ROOT, "%-9s %-22s %12s %12s  %s%n", "engine", "against", "each", "from", "worst");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-9s %-22s %9.3f us %9.1f us  %.0f %% at %d%n",
          row.engine,
          row.axis,
          row.each,
          row.fixed,
          100 * row.worst,
          row.at);
      StringBuilder points = new StringBuilder("          ");
      for (int i = 0; i < row.sizes.length; i++) {
        points.append(String.format(Locale.ROOT, " %d: %.0f us", row.sizes[i], row.micros[i]));
      }
      out.println(points);
    }
    out.println(
        "256 rows and columns of 8 bits, 128 rows at once and 256 vectors, but for what is named.");
    out.println(
        "No line: input bits are summed up four at a time, so 5 cost what 8 do but for converters.");
  }

  /// The least of many calls.
  private static double micros(ArrayWork work, long nanoseconds) {
    long least = Long.MAX_VALUE;
    long begin = System.nanoTime();
    long before = begin;
    while (before - begin < nanoseconds) {
      work.run();
      long now = System.nanoTime();
      least = Math.min(least, now - before);
      before = now;
    }
    return least / 1e3;
  }

  /// The line of least relative deviations, squared.
  private static Row line(String engine, Axis axis, double[] micros) {
    double s = 0;
    double sx = 0;
    double sxx = 0;
    double sy = 0;
    double sxy = 0;
    for (int i = 0; i < micros.length; i++) {
      double weight = 1 / (micros[i] * micros[i]);
      double x = axis.sizes[i];
      s += weight;
      sx += weight * x;
      sxx += weight * x * x;
      sy += weight * micros[i];
      sxy += weight * x * micros[i];
    }
    double each = (s * sxy - sx * sy) / (s * sxx - sx * sx);
    double fixed = (sy - each * sx) / s;
    double worst = 0;
    int at = axis.sizes[0];
    for (int i = 0; i < micros.length; i++) {
      double off = Math.abs(fixed + each * axis.sizes[i] - micros[i]) / micros[i];
      if (off > worst) {
        worst = off;
        at = axis.sizes[i];
      }
    }
    return new Row(engine, axis.name, axis.sizes, micros, each, fixed, worst, at);
  }
}
