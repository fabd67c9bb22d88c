package bitline.forecast.data;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.catalogue.EpochTable;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Looks through the public tables for what cannot be: garbled numbers and dates, rows that say the
/// same twice, units that are off by a thousand, figures that contradict each other.
///
/// Rules know nothing of single products; limits are stated beside them. A rule that compares a
/// value with others of its time finds only gross errors.
public final class Defects {
  private static final double FIRST_YEAR = 1900;

  private Defects() {}

  /// The defects of all tables below a path, by table and line.
  ///
  /// @param data a folder that holds `forecast/`, or that folder, or one table
  public static List<Defect> of(Path data) {
    Folder folder = new Folder(data);
    List<Defect> out = new ArrayList<>();
    for (Layout layout : Layout.values()) {
      for (Path path : folder.paths(layout)) {
        List<Defect> here = layout.isCurve() ? curve(path) : table(layout, path, folder);
        here.sort(Comparator.comparingInt(Defect::line));
        out.addAll(here);
      }
    }
    return List.copyOf(out);
  }

  private static List<Defect> curve(Path path) {
    List<Defect> out = new ArrayList<>();
    try {
      Curve.read(path);
    } catch (Problem e) {
      out.add(new Defect(path.getFileName().toString(), 0, "", e.getMessage()));
    }
    return out;
  }

  private static List<Defect> table(Layout layout, Path path, Folder folder) {
    List<Defect> out = new ArrayList<>();
    Table table;
    try {
      table = folder.table(path);
    } catch (Problem e) {
      out.add(new Defect(path.getFileName().toString(), 0, "", e.getMessage()));
      return out;
    }
    dates(table, layout, out);
    switch (layout) {
      case ML_HARDWARE, CHIPS -> {
        numbers(table, HardwareDefects.NUMBERS, HardwareDefects.NAME, out);
        published(table, out);
        HardwareDefects.of(table, out);
      }
      case PRICES -> {
        numbers(table, PriceDefects.PRICES, PriceDefects.NAME, out);
        PriceDefects.of(table, out);
      }
      case MODELS -> {
        numbers(table, ModelDefects.NUMBERS, ModelDefects.NAME, out);
        ModelDefects.models(table, out);
      }
      case COSTS, COSTS_UPDATED -> {
        if (folder.has(Layout.MODELS)) {
          ModelDefects.costs(table, folder.table(Layout.MODELS), out);
        }
      }
      case SITES -> SiteDefects.timelines(table, out);
      case SHIPMENTS -> SiteDefects.shipments(table, out);
      case LEARNING -> repeated(table, "Entity", row -> key(table, row, "Entity", "Year"), out);
      default -> {}
    }
    return out;
  }

  /// What the catalogue's own checks find.
  private static void published(Table table, List<Defect> out) {
    try {
      for (EpochTable.Located each : EpochTable.check(table.path()).located()) {
        String what = each.finding().rule().words() + ": " + each.finding().what();
        out.add(new Defect(table.file(), each.line(), each.finding().name(), what));
      }
    } catch (Problem e) {
      out.add(new Defect(table.file(), 0, "", "not checked further: " + e.getMessage()));
    }
  }

  private static void dates(Table table, Layout layout, List<Defect> out) {
    if (layout.date.isEmpty() || !table.csv().has(layout.date)) {
      return;
    }
    for (Csv.Row row : table.rows()) {
      try {
        double date = table.date(row, layout.date);
        if (date < FIRST_YEAR) {
          out.add(defect(table, row, "", "date " + table.text(row, layout.date) + " is too early"));
        }
      } catch (Problem e) {
        out.add(defect(table, row, "", e.getMessage()));
      }
    }
  }

  /// Fields that hold no positive number; a zero is named where it stands for a price or a power.
  private static void numbers(Table table, List<String> titles, String name, List<Defect> out) {
    for (String title : titles) {
      if (!table.csv().has(title)) {
        continue;
      }
      for (Csv.Row row : table.rows()) {
        String text = table.text(row, title);
        try {
          if (Double.isNaN(table.amount(row, title)) && text.matches("\\$?0+(\\.0*)?")) {
            out.add(defect(table, row, table.text(row, name), title + " is 0"));
          }
        } catch (Problem e) {
          out.add(defect(table, row, table.text(row, name), e.getMessage()));
        }
      }
    }
  }

  static Defect defect(Table table, Csv.Row row, String name, String what) {
    return new Defect(table.file(), row.line(), name, what);
  }

  /// A number, or not-a-number where there is no such column or the field holds none.
  static double known(Table table, Csv.Row row, String title) {
    try {
      return table.csv().has(title) ? table.amount(row, title) : Double.NaN;
    } catch (Problem e) {
      return Double.NaN;
    }
  }

  static double year(Table table, Csv.Row row, String title) {
    try {
      return table.csv().has(title) ? table.date(row, title) : Double.NaN;
    } catch (Problem e) {
      return Double.NaN;
    }
  }

  static String key(Table table, Csv.Row row, String... titles) {
    StringBuilder out = new StringBuilder();
    for (String title : titles) {
      out.append(table.csv().has(title) ? table.text(row, title) : "").append('\n');
    }
    return out.toString();
  }

  /// Rows that have the same key as an earlier one.
  static void repeated(Table table, String name, Function<Csv.Row, String> key, List<Defect> out) {
    Map<String, Integer> seen = new HashMap<>();
    for (Csv.Row row : table.rows()) {
      Integer before = seen.putIfAbsent(key.apply(row), row.line());
      if (before != null && !table.text(row, name).isEmpty()) {
        out.add(defect(table, row, table.text(row, name), "says the same as line " + before));
      }
    }
  }

  /// The middle of some numbers; not a number where there are none.
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /// A number with four digits.
  static String shown(double value) {
    return Units.format(value, "1", 4);
  }
}
