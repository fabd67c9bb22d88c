package bitline.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a scenario comes to: scores, their order, and what would turn it.
///
/// @param title of the scenario
/// @param weights of the criteria, by key
/// @param ranking best first
/// @param draws how many times everything was drawn
/// @param moved how far each weight may be moved
/// @param turns inputs by how little turns the order: those that do so inside their interval first
/// @param voters who is first without one of the stakeholders, or if they alone decide
public record Choice(
    String title,
    List<Weight> weights,
    List<Ranked> ranking,
    int draws,
    List<Moved> moved,
    List<Turn> turns,
    List<Voter> voters) {
  public Choice {
    weights = List.copyOf(weights);
    ranking = List.copyOf(ranking);
    moved = List.copyOf(moved);
    turns = List.copyOf(turns);
    voters = List.copyOf(voters);
  }

  /// A criterion's weight.
  ///
  /// @param weight 0 to 1; all sum to 1
  /// @param asOne what it would be if every vote counted once
  public record Weight(String criterion, String title, double weight, double asOne) {}

  /// An alternative.
  ///
  /// @param score 0 to 1
  /// @param worths 0 to 1 by each criterion, in the order of the weights
  /// @param limits for each criterion the need that is met worst; null: none, or no needs
  /// @param first how often it is first
  public record Ranked(
      String alternative,
      String title,
      double score,
      List<Double> worths,
      List<@Nullable String> limits,
      First first) {
    public Ranked {
      worths = List.copyOf(worths);
      limits = Collections.unmodifiableList(new ArrayList<>(limits));
    }
  }

  /// The share of draws in which an alternative is first.
  ///
  /// @param inputs drawn within their intervals, weights as voted
  /// @param weights drawn as if nothing was known of them, inputs in the middle
  /// @param both drawn
  public record First(double inputs, double weights, double both) {}

  /// How far a weight may be moved, the others in proportion, until another alternative is first.
  ///
  /// @param from the least weight with which the first stays first
  /// @param below who is first below that; null: nobody, down to 0
  /// @param to the greatest such weight
  /// @param above who is first above that; null: nobody, up to 1
  public record Moved(
      String criterion,
      double weight,
      double from,
      @Nullable String below,
      double to,
      @Nullable String above) {}

  /// Where an input turns the order.
  ///
  /// @param input its key
  /// @param at the number at which another alternative becomes first; the nearest one to the middle
  /// @param then who becomes first
  /// @param within whether that lies within the input's interval
  public record Turn(
      String input,
      String title,
      String unit,
      double middle,
      double low,
      double high,
      double at,
      String then,
      boolean within) {}

  /// A stakeholder.
  ///
  /// @param shares of their vote, in the order of the weights
  /// @param alone who is first if they alone decide
  /// @param without who is first without them; null: there is nobody else
  public record Voter(
      String stakeholder,
      String title,
      List<String> expertIn,
      List<Double> shares,
      String alone,
      @Nullable String without) {
    public Voter {
      expertIn = List.copyOf(expertIn);
      shares = List.copyOf(shares);
    }
  }

  /// Weighs a scenario.
  ///
  /// @param draws at least 1
  public static Choice of(Scenario scenario, int draws) {
    Inputs inputs = new Inputs(scenario);
    double[] weights = Weights.of(scenario, scenario.expertFactor());
    double[] middles = inputs.middles();
    double[][] worths = inputs.worths(middles);
    double[] totals = Inputs.totals(worths, weights);
    Sensitivity sensitivity = new Sensitivity(inputs, weights);
    List<First> first = sensitivity.first(draws);
    List<Ranked> ranking = new ArrayList<>();
    for (int a = 0; a < totals.length; a++) {
      String key = inputs.alternatives().get(a);
      List<Double> by = new ArrayList<>();
      List<@Nullable String> limits = new ArrayList<>();
      for (int c = 0; c < weights.length; c++) {
        by.add(worths[a][c]);
        limits.add(
            scenario.criteria().get(inputs.criteria().get(c)) instanceof Criterion.Needs needs
                ? inputs.limit(needs, key, middles)
                : null);
      }
      ranking.add(new Ranked(key, title(scenario, key), totals[a], by, limits, first.get(a)));
    }
    ranking.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return new Choice(
        scenario.title(),
        weights(scenario, inputs, weights),
        ranking,
        draws,
        sensitivity.moved(),
        sensitivity.turns(),
        voters(scenario, inputs, worths));
  }

  private static List<Weight> weights(Scenario scenario, Inputs inputs, double[] weights) {
    double[] asOne = Weights.of(scenario, 1);
    List<Weight> out = new ArrayList<>();
    for (int c = 0; c < weights.length; c++) {
      String key = inputs.criteria().get(c);
      Criterion criterion = scenario.criteria().get(key);
      if (criterion != null) {
        out.add(new Weight(key, criterion.title(), weights[c], asOne[c]));
      }
    }
    return out;
  }

  private static List<Voter> voters(Scenario scenario, Inputs inputs, double[][] worths) {
    List<Voter> out = new ArrayList<>();
    scenario
        .stakeholders()
        .forEach((key, voter) -> {
          Map<String, Scenario.Stakeholder> others = new TreeMap<>(scenario.stakeholders());
          others.remove(key);
          out.add(
              new Voter(
                  key,
                  voter.title(),
                  voter.expertIn(),
                  inputs.criteria().stream().map(c -> Weights.share(voter, c)).toList(),
                  firstOf(scenario, inputs, worths, Map.of(key, voter)),
                  others.isEmpty() ? null : firstOf(scenario, inputs, worths, others)));
        });
    return out;
  }

  private static String firstOf(
      Scenario scenario,
      Inputs inputs,
      double[][] worths,
      Map<String, Scenario.Stakeholder> voters) {
    double[] weights = Weights.of(scenario, voters, scenario.expertFactor());
    return inputs.alternatives().get(Inputs.first(Inputs.totals(worths, weights)));
  }

  private static String title(Scenario scenario, String key) {
    Scenario.Alternative alternative = scenario.alternatives().get(key);
    if (alternative == null) {
      throw new IllegalStateException(key);
    }
    return alternative.title();
  }
}
