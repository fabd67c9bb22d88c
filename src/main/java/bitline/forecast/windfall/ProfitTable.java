package bitline.forecast.windfall;

import bitline.base.Problem;
import bitline.forecast.windfall.Outcome.Dollars;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads profits from a table: a column `profit` in dollars, above 0; `low` and `high` beside it
/// where they are not certain; `probability`, without which all rows are as likely; `name`.
public final class ProfitTable {
  private ProfitTable() {}

  /// The rows as outcomes; a [Problem] with the line where one cannot be.
  public static List<Outcome> read(Path file) {
    Csv csv = Csv.read(file);
    int profit = csv.column("profit");
    if (csv.rows().isEmpty()) {
      throw Problem.at(file.toString(), "no row below the names of columns");
    }
    double sum = 0;
    List<Double> weights = new ArrayList<>();
    for (Csv.Row row : csv.rows()) {
      double weight = csv.has("probability") ? csv.number(row, csv.column("probability")) : 1;
      if (weight < 0) {
        throw csv.problem(row, "a probability of " + weight + "; 0 to 1 is possible");
      }
      weights.add(weight);
      sum += weight;
    }
    if (csv.has("probability") && Math.abs(sum - 1) > 1e-6) {
      throw Problem.at(file.toString(), "probabilities sum to " + sum + ", not to 1");
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      Csv.Row row = csv.rows().get(i);
      double middle = csv.number(row, profit);
      double low = csv.has("low") ? csv.number(row, csv.column("low")) : middle;
      double high = csv.has("high") ? csv.number(row, csv.column("high")) : middle;
      if (!(low >= 1 && low <= middle && middle <= high && high <= 1e18)) {
        throw csv.problem(
            row, low + ", " + middle + ", " + high + " are no ascending dollars of 1 or more");
      }
      String name = csv.has("name") ? row.fields().get(csv.column("name")) : "line " + row.line();
      outcomes.add(new Outcome(name, weights.get(i) / sum, new Dollars(middle, low, high)));
    }
    return List.copyOf(outcomes);
  }
}
