package bitline.forecast.data;

import bitline.base.Units;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What cannot be in a table of hardware, beside what the catalogue's checks look for.
final class HardwareDefects {
  static final String NAME = "Hardware name";

  private static final String FP32 = "FP32 (single precision) performance (FLOP/s)";
  private static final String FP16 = "FP16 (half precision) performance (FLOP/s)";

  /// Clocks are rounded: powers of two within this of a whole one are whole.
  private static final double ROUNDED = 0.1;

  /// Columns in which a value is compared with those of its time.
  static final List<String> NUMBERS =
      List.of(
          "Release price (USD)",
          "TDP (W)",
          "Die Size (mm^2)",
          "Transistors (millions)",
          "Number of transistors (millions)",
          "Memory (bytes)",
          "Memory size per board (Byte)",
          "Memory bandwidth (byte/s)",
          "Intranode bandwidth (byte/s)",
          "Internode bandwidth (bit/s)",
          FP32,
          FP16,
          "Tensor-FP16/BF16 performance (FLOP/s)",
          "INT8 performance (OP/s)",
          "Performance (TOPS)",
          "Process size (nm)");

  /// What a column can hold at all, in its own unit: from the smallest embedded part to a wafer.
  private static final Map<String, double[]> RANGES =
      Map.of(
          "Release price (USD)", new double[] {1, 1e7},
          "TDP (W)", new double[] {0.1, 3e4},
          "Die Size (mm^2)", new double[] {1, 5e4},
          "Transistors (millions)", new double[] {1, 1e7},
          "Number of transistors (millions)", new double[] {1, 1e7},
          "Performance (TOPS)", new double[] {0.01, 1e6},
          "Process size (nm)", new double[] {1, 1000});

  /// Years before and after that are of the same time.
  private static final int SAME_TIME = 2;

  /// A value so many times the median of its time, or so small a part of it, has another unit (most
  /// often by a thousand) or is of a machine of another kind: most wafers stay below.
  private static final double ANOTHER_UNIT = 300;

  /// Transistors on an area differ by less than this among chips of one process.
  private static final double ANOTHER_DENSITY = 20;

  private static final int FEWEST = 6;

  private HardwareDefects() {}

  static void of(Table table, List<Defect> out) {
    Defects.repeated(table, NAME, row -> table.text(row, NAME), out);
    for (String title : NUMBERS) {
      units(table, title, out);
    }
    density(table, out);
    halves(table, out);
  }

  /// Rates at 16 and at 32 bits of the same ordinary units: the one is the other times a power of
  /// two, by how the units are built.
  private static void halves(Table table, List<Defect> out) {
    for (Csv.Row row : table.rows()) {
      double wide = Defects.known(table, row, FP32);
      double narrow = Defects.known(table, row, FP16);
      double power = StrictMath.log(narrow / wide) / StrictMath.log(2);
      if (Math.abs(power - StrictMath.rint(power)) > ROUNDED) {
        String what =
            "FP16 " + Units.format(narrow, "op/s") + " and FP32 " + Units.format(wide, "op/s");
        out.add(
            Defects.defect(
                table,
                row,
                table.text(row, NAME),
                what
                    + " are no power of two apart; a decimal place, or the rate of tensor units?"));
      }
    }
  }

  private record Value(Csv.Row row, double value) {}

  /// Values against what the column can hold, and against the median of the years around.
  private static void units(Table table, String title, List<Defect> out) {
    double[] range = RANGES.getOrDefault(title, new double[] {0, Double.POSITIVE_INFINITY});
    Map<Integer, List<Value>> byYear = new HashMap<>();
    for (Csv.Row row : table.rows()) {
      double value = Defects.known(table, row, title);
      double year = Defects.year(table, row, "Release date");
      if (value < range[0] || value > range[1]) {
        String what = title + " " + table.text(row, title) + " is none; another unit?";
        out.add(Defects.defect(table, row, table.text(row, NAME), what));
      } else if (Double.isFinite(value) && Double.isFinite(year)) {
        byYear.computeIfAbsent((int) year, y -> new ArrayList<>()).add(new Value(row, value));
      }
    }
    byYear.forEach((year, values) -> {
      double[] around =
          IntStream.rangeClosed(year - SAME_TIME, year + SAME_TIME)
              .mapToObj(y -> byYear.getOrDefault(y, List.of()))
              .flatMap(List::stream)
              .mapToDouble(Value::value)
              .toArray();
      String rest = " times what was usual then; another unit, or another kind of machine?";
      far(values, around, ANOTHER_UNIT)
          .forEach((value, times) -> {
            String what = title + " " + table.text(value.row, title) + " is ";
            out.add(
                Defects.defect(
                    table,
                    value.row,
                    table.text(value.row, NAME),
                    what + Defects.shown(times) + rest));
          });
    });
  }

  /// Transistors on an area against the median of those of the same process.
  private static void density(Table table, List<Defect> out) {
    Map<Double, List<Value>> byNode = new TreeMap<>();
    for (Csv.Row row : table.rows()) {
      double some = Defects.known(table, row, "Transistors (millions)");
      double others = Defects.known(table, row, "Number of transistors (millions)");
      double area = Defects.known(table, row, "Die Size (mm^2)");
      double node = Defects.known(table, row, "Process size (nm)");
      double density = (Double.isFinite(some) ? some : others) / area;
      if (Double.isFinite(density) && Double.isFinite(node)) {
        byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(new Value(row, density));
      }
    }
    byNode.forEach((node, values) -> {
      double[] all = values.stream().mapToDouble(Value::value).toArray();
      far(values, all, ANOTHER_DENSITY)
          .forEach((value, times) ->
              out.add(
                  Defects.defect(
                      table,
                      value.row,
                      table.text(value.row, NAME),
                      Defects.shown(value.value)
                          + " M transistors on a mm2 are "
                          + Defects.shown(times)
                          + " times what others of "
                          + Defects.shown(node)
                          + " nm have; area or transistors have another unit")));
    });
  }

  /// Values that are more than `most` times the median of some, or less than that part of it.
  private static Map<Value, Double> far(List<Value> values, double[] among, double most) {
    Map<Value, Double> out = new LinkedHashMap<>();
    double usual = Defects.median(among);
    for (Value each : among.length < FEWEST ? List.<Value>of() : values) {
      double times = each.value / usual;
      if (times > most || times < 1 / most) {
        out.put(each, times);
      }
    }
    return out;
  }
}
