package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Transistor counts, prices of disks and the fastest computers of the world, collected by Geert
/// Barentsen (MIT; values of Wikipedia CC BY-SA).
final class Milestones {
  private Milestones() {}

  static List<Recipe> recipes() {
    return List.of(
        recipe(
            new Definition(
                "transistor-counts",
                "Transistors of processors and GPUs by year",
                "1",
                true,
                "Barentsen, transistor-counts: all rows"),
            Layout.TRANSISTORS,
            "transistors",
            1,
            (table, row) -> table.text(row, "#processor"),
            "manufacturer"),
        recipe(
            new Definition(
                "disk-price",
                "Price of hard disks for a byte",
                "USD/B",
                false,
                "Barentsen, disk-drive-price: all rows, column usd_per_mb"),
            Layout.DISKS,
            "usd_per_mb",
            1e-6,
            (table, row) -> (table.text(row, "make") + " " + table.text(row, "model")).strip(),
            "make"),
        recipe(
            new Definition(
                "supercomputer",
                "Rate of the fastest computer of its day (Linpack)",
                "op/s",
                true,
                "Barentsen, fastest-supercomputer: all rows"),
            Layout.SUPERCOMPUTERS,
            "flops",
            1,
            (table, row) -> table.text(row, "name"),
            "name"));
  }

  private static Recipe recipe(
      Definition what,
      Layout layout,
      String column,
      double one,
      BiFunction<Table, Csv.Row, String> name,
      String vendor) {
    return Recipe.of(
        what,
        layout,
        folder -> {
          Table table = folder.table(layout);
          List<Observation> out = new ArrayList<>();
          for (Csv.Row row : table.rows()) {
            double date = table.date(row, layout.date);
            double value = one * table.amount(row, column);
            if (Double.isFinite(date) && Double.isFinite(value)) {
              String named = name.apply(table, row);
              String who = vendor.equals("name") ? "" : table.text(row, vendor);
              out.add(new Observation(named, named, who, "", date, value, row.line(), null));
            }
          }
          return out;
        });
  }
}
