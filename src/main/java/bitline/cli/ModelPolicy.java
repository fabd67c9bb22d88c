package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.policy.Assessment;
import bitline.policy.Quantities;
import bitline.policy.Quantities.Quantity;
import bitline.policy.Rule;
import bitline.policy.Rules;
import bitline.report.FindingRow;
import bitline.report.ModelText;
import bitline.text.condition.Dimension;
import bitline.text.condition.Value;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `bitline policy model`: which thresholds a training run crosses.
final class ModelPolicy {
  private static final int WIDTH = 100;
  private static final String DOLLARS = "USD";

  @Option(
      names = "--training",
      paramLabel = "OPS",
      description = {
        "With 'model': operations of training, all told, such as 3e25 or, within bounds,",
        "2e25..5e25."
      })
  private @Nullable String training;

  @Option(
      names = "--added",
      paramLabel = "OPS",
      description = "With 'model': operations added to a model that others trained.")
  private @Nullable String added;

  @Option(
      names = "--original",
      paramLabel = "OPS",
      description = "With 'model': operations of the model it derives from.")
  private @Nullable String original;

  @Option(
      names = "--weights",
      paramLabel = "published|closed",
      description = "With 'model': whether anybody can have its weights.")
  private @Nullable String weights;

  @Option(
      names = "--training-cost",
      paramLabel = "USD",
      description = "With 'model': cost of training, such as '120 MUSD'.")
  private @Nullable String cost;

  @Option(
      names = "--revenue",
      paramLabel = "USD",
      description = "With 'model': its developer's revenue in a year, such as '2 GUSD'.")
  private @Nullable String revenue;

  @Option(
      names = "--biology",
      description = "With 'model': trained mostly on biological sequences.")
  private boolean biology;

  @Option(names = "--distilled", description = "With 'model': distilled from another model.")
  private boolean distilled;

  @Option(names = "--narrow", description = "With 'model': it serves one task only.")
  private boolean narrow;

  /// The answer, for JSON.
  record Answer(
      String on, double lowest, double highest, List<FindingRow> rules, List<String> cautions) {}

  /// Whether anything was said that only 'model' takes.
  boolean asked() {
    return training != null
        || added != null
        || original != null
        || weights != null
        || cost != null
        || revenue != null
        || biology
        || distilled
        || narrow;
  }

  void answer(Output output, JsonOption json, Rules rules, LocalDate on) {
    String said = training;
    if (said == null) {
      throw new Problem("policy model needs --training, such as --training 3e25");
    }
    Value.Number operations = operations("--training", said);
    Assessment assessment = rules.assess(quantities(operations), on);
    Answer answer =
        new Answer(
            on.toString(),
            operations.low(),
            operations.high(),
            assessment.findings().stream().map(FindingRow::of).toList(),
            assessment.cautions());
    output.answer(json, answer, () -> output.text(ModelText.of(assessment, WIDTH)));
  }

  private Quantities quantities(Value.Number operations) {
    Map<String, Quantity> out = new LinkedHashMap<>();
    out.put("training_ops", new Quantity(operations, "--training"));
    out.put("general_purpose", said(!narrow, narrow ? "--narrow" : "taken for granted"));
    out.put("biology", said(biology, biology ? "--biology" : "taken for granted"));
    out.put("derived", said(original != null, original == null ? "no --original" : "--original"));
    out.put("distilled", said(distilled, distilled ? "--distilled" : "taken for granted"));
    if (added != null) {
      out.put("added_ops", new Quantity(operations("--added", added), "--added"));
    }
    if (original != null) {
      out.put("original_ops", new Quantity(operations("--original", original), "--original"));
    } else if (added == null) {
      out.put("added_ops", new Quantity(Value.Number.of(0), "trained from nothing"));
      out.put("original_ops", new Quantity(operations, "trained from nothing"));
    }
    if (weights != null) {
      boolean published =
          switch (weights) {
            case "published", "open" -> true;
            case "closed" -> false;
            default -> throw new Problem("--weights '" + weights + "' is published or closed");
          };
      out.put("published_weights", said(published, "--weights"));
    }
    if (cost != null) {
      out.put("training_cost", new Quantity(dollars("--training-cost", cost), "--training-cost"));
    }
    if (revenue != null) {
      out.put("developer_revenue", new Quantity(dollars("--revenue", revenue), "--revenue"));
    }
    return new Quantities("training run", Rule.Subject.MODEL, out);
  }

  private static Quantity said(boolean yes, String how) {
    return new Quantity(Value.Said.of(yes), how);
  }

  private static Value.Number dollars(String option, String text) {
    try {
      return Value.Number.of(Units.parse(text, DOLLARS), Dimension.DOLLAR);
    } catch (Problem p) {
      throw new Problem(option + ": " + p.getMessage(), p);
    }
  }

  private static Value.Number operations(String option, String text) {
    String[] bounds = text.split("\\.\\.", -1);
    try {
      double low = Units.parse(bounds[0], "1");
      double high = bounds.length == 1 ? low : Units.parse(bounds[1], "1");
      if (bounds.length > 2 || !(low > 0 && low <= high && Double.isFinite(high))) {
        throw new Problem("'" + text + "' is neither a number such as 3e25 nor bounds");
      }
      return new Value.Number(low, high, Dimension.NONE);
    } catch (Problem p) {
      throw new Problem(option + ": " + p.getMessage() + "; write 3e25 or 2e25..5e25", p);
    }
  }
}
