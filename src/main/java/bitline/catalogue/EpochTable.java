package bitline.catalogue;

import bitline.base.Problem;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the table of machine-learning hardware that Epoch AI publishes (CC-BY 4.0), or its larger
/// data set of chips, and looks for defects. Columns are found by their titles, in any order; those
/// of both vintages of December 2025 are known.
///
/// What its columns cannot tell is left out: clocks are base or boost, units are not listed, and
/// the memory of some boards is that of a die.
public final class EpochTable {
  private static final String NAME = "Hardware name";
  private static final Map<String, Format> RATES = rates();

  private EpochTable() {}

  private static Map<String, Format> rates() {
    Map<String, Format> out = new LinkedHashMap<>();
    out.put("FP64 (double precision) performance (FLOP/s)", Format.FP64);
    out.put("FP32 (single precision) performance (FLOP/s)", Format.FP32);
    out.put("TF32 (TensorFloat-32) performance (FLOP/s)", Format.TF32);
    out.put("FP16 (half precision) performance (FLOP/s)", Format.FP16);
    out.put("Tensor-FP16/BF16 performance (FLOP/s)", Format.BF16);
    out.put("FP8 performance (FLOP/s)", Format.FP8);
    out.put("FP4 performance (FLOP/s)", Format.FP4);
    out.put("INT16 performance (OP/s)", Format.INT16);
    out.put("INT8 performance (OP/s)", Format.INT8);
    out.put("INT4 performance (OP/s)", Format.INT4);
    return out;
  }

  /// What was looked at and what was found.
  ///
  /// @param file the table
  /// @param rows rows that name hardware
  /// @param located findings in the order of the rows
  public record Checked(String file, int rows, List<Located> located) {
    /// The findings; the name has the line of the row in front.
    public List<Finding> findings() {
      return located.stream()
          .map(each -> {
            Finding finding = each.finding;
            return new Finding(each.line + " " + finding.name(), finding.rule(), finding.what());
          })
          .toList();
    }
  }

  /// A finding and the line of the file on which its row begins.
  public record Located(int line, Finding finding) {}

  /// A row that names hardware.
  record Row(int line, Figures figures) {}

  /// Reads a file and checks every row. A [Problem] when the file is no such table.
  public static Checked check(Path file) {
    List<Row> rows = read(file);
    List<Figures> all = rows.stream().map(Row::figures).toList();
    List<Located> out = new ArrayList<>();
    for (Row row : rows) {
      for (Finding finding : Checks.one(row.figures, all)) {
        out.add(new Located(row.line, finding));
      }
    }
    return new Checked(file.toString(), rows.size(), List.copyOf(out));
  }

  static List<Row> read(Path file) {
    String name = file.toString();
    Csv table = Csv.read(file);
    if (!table.has(NAME)) {
      throw Problem.at(
          name, "has no column '" + NAME + "'; it is no table of Epoch AI's ML hardware");
    }
    List<Row> out = new ArrayList<>();
    List<Map<String, String>> maps = table.maps();
    for (int i = 0; i < maps.size(); i++) {
      Map<String, String> row = new LinkedHashMap<>();
      maps.get(i).forEach((title, cell) -> row.put(title, cell.strip()));
      int line = table.rows().get(i).line();
      if (!row.getOrDefault(NAME, "").isEmpty()) {
        out.add(new Row(line, figures(row, name, line)));
      }
    }
    return out;
  }

  private static Figures figures(Map<String, String> row, String file, int line) {
    Map<Format, Double> dense = new EnumMap<>(Format.class);
    RATES.forEach((title, format) -> {
      Double rate = number(row, title, file, line);
      if (rate != null && rate > 0) {
        dense.put(format, rate);
      }
    });
    tensorRate(dense);
    String date = row.getOrDefault("Release date", "");
    Double memory = number(row, "Memory (bytes)", file, line);
    Double area = number(row, "Die Size (mm^2)", file, line);
    Double node = number(row, "Process size (nm)", file, line);
    Double transistors = number(row, "Transistors (millions)", file, line);
    if (transistors == null) {
      transistors = number(row, "Number of transistors (millions)", file, line);
    }
    String vendor = row.getOrDefault("Manufacturer", "");
    return new Figures(
        row.getOrDefault(NAME, ""),
        vendor.isEmpty() ? null : vendor,
        date.matches("[0-9]{4}(-[0-9]{2}){0,2}") ? Figures.year(date) : null,
        dense,
        Map.of(),
        number(row, "Total processing performance (bit-OP/s)", file, line),
        memory == null ? number(row, "Memory size per board (Byte)", file, line) : memory,
        number(row, "Memory bandwidth (byte/s)", file, line),
        null,
        null,
        area == null ? null : area * 1e-6,
        transistors == null ? null : transistors * 1e6,
        node == null ? null : node * 1e-9,
        number(row, "TDP (W)", file, line),
        number(row, "Release price (USD)", file, line),
        null,
        false);
  }

  /// The column of FP16 holds the rate of ordinary units where there are tensor units, and theirs
  /// where both are one; only near rates say the same thing twice. Where tensor units are not
  /// listed, a rate of eight times as many 8-bit operations gives them away.
  private static void tensorRate(Map<Format, Double> dense) {
    Double ordinary = dense.get(Format.FP16);
    Double tensor = dense.get(Format.BF16);
    if (ordinary != null && tensor != null && ordinary < 0.75 * tensor) {
      dense.remove(Format.FP16);
    }
    Double eight = dense.get(Format.INT8) == null ? dense.get(Format.FP8) : dense.get(Format.INT8);
    if (ordinary != null && tensor == null && eight != null && ordinary < eight / 7) {
      dense.remove(Format.FP16);
    }
  }

  private static @Nullable Double number(
      Map<String, String> row, String title, String file, int line) {
    String text = row.getOrDefault(title, "").replace("$", "").replace(",", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new Problem(file + ":" + line + ":1: " + title + " is '" + text + "', not a number", e);
    }
    throw Problem.at(file, line, 1, title + " is '" + text + "', no finite number");
  }
}
