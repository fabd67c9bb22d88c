package bitline.forecast.data;

import bitline.text.Csv;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What cannot be in a table of dated prices.
final class PriceDefects {
  static final String NAME = "Hardware model";
  private static final String HOUR = "Price per chip-hour (on-demand)";
  private static final List<String> COMMITTED =
      List.of("Price per chip-hour (1-year CUD)", "Price per chip-hour (3-year CUD)");
  private static final String BOUGHT = "Price (hardware purchase)";
  static final List<String> PRICES = List.of(BOUGHT, HOUR, COMMITTED.get(0), COMMITTED.get(1));

  /// A price so many times the median of the same device's, or so small a part of it, is
  /// second-hand, of several devices, or wrong.
  private static final double ANOTHER_THING = 5;

  private PriceDefects() {}

  static void of(Table table, List<Defect> out) {
    Defects.repeated(
        table,
        NAME,
        row ->
            Defects.key(
                    table, row, "Price date", NAME, "Vendor", "Location", "Cloud GPU description")
                + Defects.key(table, row, PRICES.toArray(String[]::new))
                + Defects.key(table, row, "Number of GPUs"),
        out);
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, NAME);
      boolean priced =
          PRICES.stream().anyMatch(title -> Double.isFinite(Defects.known(table, row, title)));
      boolean dated = Double.isFinite(Defects.year(table, row, "Price date"));
      if (!priced) {
        out.add(Defects.defect(table, row, name, "has no price"));
      } else if (!dated) {
        out.add(Defects.defect(table, row, name, "has a price without a date"));
      }
      for (String title : COMMITTED) {
        if (Defects.known(table, row, title) > Defects.known(table, row, HOUR)) {
          out.add(
              Defects.defect(
                  table, row, name, title + " is more than the price without commitment"));
        }
      }
    }
    for (String title : PRICES) {
      far(table, title, out);
    }
  }

  private static void far(Table table, String title, List<Defect> out) {
    Map<String, double[]> byModel = new HashMap<>();
    for (Csv.Row row : table.rows()) {
      double price = Defects.known(table, row, title);
      if (Double.isFinite(price)) {
        byModel.merge(table.text(row, NAME), new double[] {price}, PriceDefects::joined);
      }
    }
    for (Csv.Row row : table.rows()) {
      double price = Defects.known(table, row, title);
      double[] all = byModel.getOrDefault(table.text(row, NAME), new double[0]);
      double times = price / Defects.median(all);
      if (all.length > 1 && (times > ANOTHER_THING || times < 1 / ANOTHER_THING)) {
        out.add(
            Defects.defect(
                table,
                row,
                table.text(row, NAME),
                title
                    + " "
                    + table.text(row, title)
                    + " is "
                    + Defects.shown(times)
                    + " times the median of this device's "
                    + all.length
                    + " prices"));
      }
    }
  }

  private static double[] joined(double[] some, double[] others) {
    double[] out = Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, out, some.length, others.length);
    return out;
  }
}
