package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Chips shipped by calendar quarter: Epoch AI's estimates for NVIDIA, Google, AMD and Amazon
/// (MIT). Tables by the makers' own fiscal quarters are left out: they count the same chips again.
public final class Shipments {
  private static final String MIDDLE = "Compute estimate in H100e (median)";

  private Shipments() {}

  /// All shipments below a folder, by date, then by maker and chip.
  ///
  /// @param data a folder that holds `forecast/`, or that folder, or one such table
  public static List<Shipment> of(Path data) {
    Folder folder = new Folder(data);
    if (!folder.has(Layout.SHIPMENTS)) {
      throw folder.missing(Layout.SHIPMENTS);
    }
    return of(folder);
  }

  static List<Table> calendar(Folder folder) {
    return folder.tables(Layout.SHIPMENTS).stream()
        .filter(table -> folder.paths(Layout.SHIPMENTS).size() == 1 || !fiscal(table))
        .toList();
  }

  private static boolean fiscal(Table table) {
    return table.file().contains("fiscal");
  }

  static List<Shipment> of(Folder folder) {
    List<Shipment> out = new ArrayList<>();
    for (Table table : calendar(folder)) {
      for (Csv.Row row : table.rows()) {
        double units = table.amount(row, "Number of Units", "Number of Units (median)");
        if (Double.isFinite(units)) {
          out.add(shipment(table, row, units));
        }
      }
    }
    out.sort(
        Comparator.comparingDouble(Shipment::from)
            .thenComparing(Shipment::maker)
            .thenComparing(Shipment::chip));
    return List.copyOf(out);
  }

  private static Shipment shipment(Table table, Csv.Row row, double units) {
    String notes = table.text(row, "Notes").toLowerCase(Locale.ROOT);
    return new Shipment(
        table.text(row, "Chip manufacturer"),
        table.text(row, "Chip type"),
        table.date(row, "Start date"),
        table.date(row, "End date"),
        units,
        table.amount(row, "Number of Units (5th percentile)"),
        table.amount(row, "Number of Units (95th percentile)"),
        table.amount(row, MIDDLE),
        !notes.contains("incomplete"),
        table.file(),
        row.line());
  }

  static List<Recipe> recipes() {
    return List.of(
        Recipe.of(
            new Definition(
                "shipments",
                "Chips shipped in a calendar quarter, each kind by itself",
                "1",
                true,
                "Epoch AI, chip counts: median units of whole calendar quarters"),
            Layout.SHIPMENTS,
            folder -> read(folder, false)),
        Recipe.of(
            new Definition(
                "shipments-h100e",
                "Chips shipped in a calendar quarter in units of an H100's rate, each kind by itself",
                "1",
                true,
                "Epoch AI, chip counts: median H100-equivalents of whole calendar quarters"),
            Layout.SHIPMENTS,
            folder -> read(folder, true)));
  }

  /// A quarter stands for its middle.
  private static List<Observation> read(Folder folder, boolean h100) {
    List<Observation> out = new ArrayList<>();
    for (Shipment each : of(folder)) {
      double value = h100 ? each.h100() : each.units();
      double date = (each.from() + each.to()) / 2;
      if (each.whole() && Double.isFinite(value) && Double.isFinite(date)) {
        out.add(
            new Observation(
                each.chip(), each.chip(), each.maker(), "", date, value, each.row(), null));
      }
    }
    return out;
  }
}
