package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Unit costs of technologies by year that J. Doyne Farmer and François Lafond collected, in the
/// copy of Our World in Data (CC-BY 4.0). Units differ from technology to technology and are not
/// told by the table: only ratios within a series mean something.
final class Learning {
  private static final String ENTITY = "Entity";
  private static final String YEAR = "Year";
  private static final int COST = 2;

  private Learning() {}

  static List<Recipe> recipes(Folder folder) {
    if (!folder.has(Layout.LEARNING)) {
      return List.of();
    }
    Table table = folder.table(Layout.LEARNING);
    Set<String> technologies = new LinkedHashSet<>();
    table.rows().forEach(row -> technologies.add(table.text(row, ENTITY)));
    return technologies.stream().map(Learning::recipe).toList();
  }

  private static Recipe recipe(String technology) {
    return Recipe.of(
        new Definition(
            key(technology),
            "Unit cost of " + technology + " by year (Farmer and Lafond)",
            "cost",
            false,
            "Our World in Data, Learning costs: rows of Entity '" + technology + "'"),
        Layout.LEARNING,
        folder -> read(folder.table(Layout.LEARNING), technology));
  }

  /// Such as `cost-dna-sequencing`.
  static String key(String technology) {
    return "cost-"
        + technology
            .replaceAll("([a-z])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("-$", "");
  }

  /// Values lie in the third column, whose title is the paper's. A year stands for its middle.
  private static List<Observation> read(Table table, String technology) {
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      if (table.text(row, ENTITY).equals(technology)) {
        double date = table.date(row, YEAR);
        double cost = table.amount(row, COST);
        if (Double.isFinite(date) && Double.isFinite(cost)) {
          out.add(new Observation(technology, technology, "", "", date, cost, row.line(), null));
        }
      }
    }
    return out;
  }
}
