package bitline.forecast.data;

import bitline.text.Csv;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What cannot be in timelines of data centres and in tables of shipments.
final class SiteDefects {
  private static final String SITE = "Data center";
  private static final String POWER = "Power (MW)";
  private static final String CAPITAL = "Total capital cost (2025 USD billions)";
  private static final double ROUNDED = 0.01;

  private SiteDefects() {}

  static void timelines(Table table, List<Defect> out) {
    Map<String, Double> before = new HashMap<>();
    List<Csv.Row> rows =
        table.rows().stream()
            .sorted(Comparator.comparingDouble(row -> Defects.year(table, row, "Date")))
            .toList();
    for (Csv.Row row : rows) {
      String site = table.text(row, SITE);
      String name = site + " on " + table.text(row, "Date");
      double power = Defects.known(table, row, POWER);
      double earlier = before.getOrDefault(site, 0.0);
      if (power < earlier) {
        out.add(
            Defects.defect(
                table,
                row,
                name,
                "power falls from "
                    + Defects.shown(earlier)
                    + " to "
                    + Defects.shown(power)
                    + " MW"));
      }
      if (Double.isFinite(power)) {
        before.put(site, power);
        if (Double.isNaN(Defects.known(table, row, "H100 equivalents"))) {
          out.add(Defects.defect(table, row, name, "has power but no machines"));
        }
      }
      double capital = Defects.known(table, row, CAPITAL);
      double sum =
          Defects.known(table, row, "Compute cost (2025 USD billions)")
              + Defects.known(table, row, "Construction cost (2025 USD billions)");
      if (Math.abs(sum / capital - 1) > ROUNDED) {
        out.add(
            Defects.defect(
                table,
                row,
                name,
                "capital of "
                    + Defects.shown(capital)
                    + " is not the "
                    + Defects.shown(sum)
                    + " of machines and construction (billions)"));
      }
    }
  }

  static void shipments(Table table, List<Defect> out) {
    for (Csv.Row row : table.rows()) {
      double units = Defects.known(table, row, "Number of Units");
      double low = Defects.known(table, row, "Number of Units (5th percentile)");
      double high = Defects.known(table, row, "Number of Units (95th percentile)");
      double from = Defects.year(table, row, "Start date");
      double to = Defects.year(table, row, "End date");
      String name = table.text(row, "Name");
      if (units < low || units > high) {
        out.add(
            Defects.defect(table, row, name, "the median lies outside the percentiles 5 and 95"));
      }
      if (to < from || to - from > 0.3) {
        out.add(Defects.defect(table, row, name, "is no quarter of a year"));
      }
    }
  }
}
