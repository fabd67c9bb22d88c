package bitline.scenario;

import bitline.base.Keyed;
import java.util.List;
import java.util.Map;

/// How much each criterion counts.
///
/// Each stakeholder has one vote, spread over the criteria as their points are. On a criterion of
/// their own field it counts `expertFactor` times: the weight of a criterion is the mean of the
/// votes on it, each as heavy as its voter is there; weights are then scaled to a sum of 1.
final class Weights {
  private Weights() {}

  /// In the order of the criteria's keys.
  static double[] of(Scenario scenario, double expertFactor) {
    return of(scenario, scenario.stakeholders(), expertFactor);
  }

  /// Of some of the stakeholders.
  static double[] of(
      Scenario scenario, Map<String, Scenario.Stakeholder> voters, double expertFactor) {
    List<String> criteria = List.copyOf(scenario.criteria().keySet());
    double[] weights = new double[criteria.size()];
    for (int c = 0; c < weights.length; c++) {
      double votes = 0;
      double heavy = 0;
      for (Scenario.Stakeholder voter : voters.values()) {
        double factor = voter.expertIn().contains(criteria.get(c)) ? expertFactor : 1;
        votes += factor * share(voter, criteria.get(c));
        heavy += factor;
      }
      weights[c] = votes / heavy;
    }
    return scaled(weights);
  }

  /// The share of a vote that goes to a criterion.
  static double share(Scenario.Stakeholder voter, String criterion) {
    double all = 0;
    for (double points : voter.votes().values()) {
      all += points;
    }
    return voter.votes().getOrDefault(criterion, 0.0) / all;
  }

  /// Weights of which nothing is known: evenly distributed over all that sum to 1.
  static double[] drawn(List<String> criteria, long seed, int draw) {
    double[] weights = new double[criteria.size()];
    for (int c = 0; c < weights.length; c++) {
      long key = Keyed.bits(seed, "weight of " + criteria.get(c), draw);
      weights[c] = -StrictMath.log(Keyed.uniform(key, 0));
    }
    return scaled(weights);
  }

  /// One weight given, the others in their old proportion.
  static double[] with(double[] weights, int criterion, double weight) {
    double others = 1 - weights[criterion];
    double[] moved = new double[weights.length];
    for (int c = 0; c < moved.length; c++) {
      moved[c] =
          c == criterion
              ? weight
              : others > 0 ? weights[c] * (1 - weight) / others : (1 - weight) / (moved.length - 1);
    }
    return moved;
  }

  private static double[] scaled(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] scaled = new double[weights.length];
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] = weights[c] / sum;
    }
    return scaled;
  }
}
