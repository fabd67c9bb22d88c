package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// What training took: operations and amortised cost of AI models, from Epoch AI's table of models
/// and from the results of its study of training costs (CC-BY 4.0). Costs are in 2023 dollars.
final class Models {
  private static final String MODEL = "Model";
  private static final String COMPUTE = "Training compute (FLOP)";
  private static final double SINCE = 2010;

  private Models() {}

  static List<Recipe> recipes() {
    return List.of(
        compute("training-compute", "of all models since 2010", Integer.MAX_VALUE),
        compute("training-compute-top-10", "of models among the ten largest when published", 10),
        compute("training-compute-top-5", "of models among the five largest when published", 5),
        compute("training-compute-record", "of models that were the largest when published", 1),
        cost(
            "training-cost",
            "chips amortised over use, with energy",
            Layout.COSTS,
            "Hardware_Capex_Energy_Cost"),
        cost("training-cost-cloud", "at prices of cloud hours", Layout.COSTS, "Cloud_Cost"),
        cost(
            "training-cost-acquisition",
            "purchase of all that was used",
            Layout.COSTS,
            "Hardware_Acquisition_Cost"),
        cost(
            "training-cost-updated",
            "chips amortised over use, with energy, in the later file of 61 models",
            Layout.COSTS_UPDATED,
            "Cost"));
  }

  private static Recipe compute(String key, String which, int largest) {
    String rows =
        largest == Integer.MAX_VALUE
            ? "all rows with Publication date since 2010 and Training compute"
            : "rows whose Training compute was at least that of the "
                + largest
                + ". largest of all earlier rows (of one day the smaller first), since 2010";
    return Recipe.of(
        new Definition(
            key, "Training compute " + which, "op", true, "Epoch AI, AI models: " + rows),
        Layout.MODELS,
        folder -> largest(folder.table(Layout.MODELS), largest));
  }

  private static Recipe cost(String key, String how, Layout layout, String column) {
    return new Recipe(
        new Definition(
            key,
            "Cost of a training run in 2023 dollars: " + how,
            "USD",
            false,
            "Epoch AI, training cost trends: column "
                + column
                + ", at the Publication date that the table of AI models has for the model"),
        List.of(layout, Layout.MODELS),
        folder -> costs(folder.table(layout), column, folder.table(Layout.MODELS)));
  }

  /// Models whose compute is at least the least of the largest so far.
  private static List<Observation> largest(Table table, int count) {
    List<Observation> all = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, Layout.MODELS.date);
      double compute = table.amount(row, COMPUTE);
      if (Double.isFinite(date) && Double.isFinite(compute)) {
        all.add(observation(table, row, date, compute));
      }
    }
    all.sort(Comparator.comparingDouble(Observation::date).thenComparing(Observation::value));
    PriorityQueue<Double> best = new PriorityQueue<>();
    List<Observation> out = new ArrayList<>();
    for (Observation each : all) {
      Double least = best.peek();
      if (best.size() < count || least == null || each.value() >= least) {
        best.add(each.value());
        if (best.size() > count) {
          best.poll();
        }
        if (each.date() >= SINCE) {
          out.add(each);
        }
      }
    }
    return out;
  }

  private static List<Observation> costs(Table table, String column, Table models) {
    Map<String, Csv.Row> known = byName(models);
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      Csv.Row model = known.get(table.text(row, MODEL));
      double cost = table.amount(row, column);
      if (model != null && Double.isFinite(cost)) {
        double date = models.date(model, Layout.MODELS.date);
        if (Double.isFinite(date)) {
          Observation of = observation(models, model, date, cost);
          out.add(
              new Observation(
                  of.name(), of.design(), of.vendor(), of.kind(), date, cost, row.line(), null));
        }
      }
    }
    return out;
  }

  /// The first row of every name.
  static Map<String, Csv.Row> byName(Table models) {
    Map<String, Csv.Row> out = new HashMap<>();
    models.rows().forEach(row -> out.putIfAbsent(models.text(row, MODEL), row));
    return out;
  }

  private static Observation observation(Table table, Csv.Row row, double date, double value) {
    String name = table.text(row, MODEL);
    String organization = table.csv().has("Organization") ? table.text(row, "Organization") : "";
    String domain = table.csv().has("Domain") ? table.text(row, "Domain") : "";
    return new Observation(name, name, organization, domain, date, value, row.line(), null);
  }
}
