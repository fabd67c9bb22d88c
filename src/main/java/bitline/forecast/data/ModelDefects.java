package bitline.forecast.data;

import bitline.text.Csv;
import java.util.List;
import java.util.Set;

/// What cannot be in a table of AI models, or of what their training cost.
final class ModelDefects {
  static final String NAME = "Model";
  static final List<String> NUMBERS =
      List.of(
          "Training compute (FLOP)",
          "Parameters",
          "Training time (hours)",
          "Hardware quantity",
          "Hardware utilization (MFU)",
          "Training power draw (W)");

  private ModelDefects() {}

  static void models(Table table, List<Defect> out) {
    Defects.repeated(table, NAME, row -> table.text(row, NAME), out);
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, NAME);
      double used = Defects.known(table, row, "Hardware utilization (MFU)");
      if (used > 1) {
        out.add(
            Defects.defect(
                table,
                row,
                name,
                "a utilisation of "
                    + Defects.shown(used)
                    + " is more than 1; is it a percentage?"));
      }
      double compute = Defects.known(table, row, "Training compute (FLOP)");
      double low = Defects.known(table, row, "Training compute lower bound");
      double high = Defects.known(table, row, "Training compute upper bound");
      if (compute < low || compute > high) {
        out.add(
            Defects.defect(
                table,
                row,
                name,
                "training compute " + Defects.shown(compute) + " lies outside its own bounds"));
      }
    }
  }

  static void costs(Table table, Table models, List<Defect> out) {
    Defects.repeated(table, NAME, row -> table.text(row, NAME), out);
    Set<String> known = Models.byName(models).keySet();
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, NAME);
      if (!known.contains(name)) {
        out.add(
            Defects.defect(
                table, row, name, "no such model in " + models.file() + "; it has no date"));
      }
    }
  }
}
