package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/// Data centres as they grow, and clusters on the day they began: Epoch AI's tables of frontier
/// data centres and of GPU clusters (CC-BY 4.0). Capital is in 2025 dollars.
///
/// The timelines run on into plans. What is built is told by the companion table of the sites: rows
/// up to the last one whose power is the site's current power. A row whose value is that of the one
/// before tells nothing new and is left out.
final class Sites {
  private static final String SITE = "Data center";
  private static final String POWER = "Power (MW)";
  private static final double SAME = 0.01;

  private Sites() {}

  static List<Recipe> recipes() {
    return List.of(
        site("site-power", "Power of a frontier data centre", "W", 1e6, POWER),
        site(
            "site-capital",
            "Capital in a frontier data centre, 2025 dollars",
            "USD",
            1e9,
            "Total capital cost (2025 USD billions)"),
        site(
            "site-h100e",
            "Machines of a frontier data centre in units of an H100's rate",
            "1",
            1,
            "H100 equivalents"),
        cluster(
            "cluster-h100e",
            "Machines of a cluster in units of an H100's rate",
            "1",
            (table, row) -> table.amount(row, "H100 equivalents")),
        cluster(
            "cluster-power",
            "Power of a cluster",
            "W",
            (table, row) -> 1e6 * table.amount(row, "Power Capacity (MW)")),
        cluster(
            "cluster-cost",
            "Cost of a cluster's hardware",
            "USD",
            (table, row) -> table.amount(row, "Hardware Cost")),
        cluster(
            "cluster-efficiency",
            "Peak rate of a cluster a watt",
            "op/J",
            (table, row) -> table.amount(row, "Energy Efficiency")));
  }

  private static Recipe site(String key, String title, String unit, double one, String column) {
    return new Recipe(
        new Definition(
            key,
            title,
            unit,
            true,
            "Epoch AI, data centre timelines: column "
                + column
                + " where it changes, rows up to the last with the current power of the site"),
        List.of(Layout.SITES, Layout.SITES_NOW),
        folder -> built(folder.table(Layout.SITES), folder.table(Layout.SITES_NOW), one, column));
  }

  private static List<Observation> built(Table table, Table now, double one, String column) {
    Map<String, Double> built = lastBuilt(table, now);
    Map<String, Double> last = new HashMap<>();
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : byDate(table)) {
      String site = table.text(row, SITE);
      double date = table.date(row, Layout.SITES.date);
      double value = one * table.amount(row, column);
      if (Double.isFinite(value)
          && date <= built.getOrDefault(site, Double.NEGATIVE_INFINITY)
          && value != last.getOrDefault(site, Double.NaN)) {
        out.add(new Observation(site, site, "", "", date, value, row.line(), null));
        last.put(site, value);
      }
    }
    return out;
  }

  /// The last date of every site whose power is the current one; a site of which the companion does
  /// not know the power is not in it.
  private static Map<String, Double> lastBuilt(Table table, Table now) {
    Map<String, Double> current = new HashMap<>();
    for (Csv.Row row : now.rows()) {
      double power = now.amount(row, "Current power (MW)");
      if (Double.isFinite(power)) {
        current.put(now.text(row, "Handle"), power);
      }
    }
    Map<String, Double> out = new HashMap<>();
    for (Csv.Row row : byDate(table)) {
      String site = table.text(row, SITE);
      double power = table.amount(row, POWER);
      Double known = current.get(site);
      if (known != null && StrictMath.abs(power / known - 1) < SAME) {
        out.put(site, table.date(row, Layout.SITES.date));
      }
    }
    return out;
  }

  private static List<Csv.Row> byDate(Table table) {
    return table.rows().stream()
        .filter(row -> Double.isFinite(table.date(row, Layout.SITES.date)))
        .sorted(Comparator.comparingDouble(row -> table.date(row, Layout.SITES.date)))
        .toList();
  }

  private static Recipe cluster(
      String key, String title, String unit, ToDoubleBiFunction<Table, Csv.Row> value) {
    return Recipe.of(
        new Definition(
            key,
            title,
            unit,
            !key.equals("cluster-cost"),
            "Epoch AI, GPU clusters: rows of Status Existing that Include in Standard Analysis"),
        Layout.CLUSTERS,
        folder -> clusters(folder.table(Layout.CLUSTERS), value));
  }

  private static List<Observation> clusters(Table table, ToDoubleBiFunction<Table, Csv.Row> value) {
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      if (!table.text(row, "Status").equals("Existing")
          || !table.text(row, "Include in Standard Analysis").equals("TRUE")) {
        continue;
      }
      double date = table.date(row, Layout.CLUSTERS.date);
      double amount = value.applyAsDouble(table, row);
      if (Double.isFinite(date) && Double.isFinite(amount)) {
        String name = table.text(row, "Name");
        String chip = table.text(row, "Chip type (primary)");
        out.add(
            new Observation(
                name,
                chip.isEmpty() ? name : chip,
                table.text(row, "Owner"),
                "",
                date,
                amount,
                row.line(),
                null));
      }
    }
    return out;
  }
}
