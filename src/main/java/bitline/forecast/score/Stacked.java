package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.method.LogLinear;
import bitline.forecast.walk.NoisyWalk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A mixture of several methods, each weighted by how well the mixture with it would have foretold:
/// weights are those of the greatest sum of log scores over the rehearsals at earlier years (Hall
/// and Mitchell 2007; Yao and others 2018), drawn towards equal ones, which count as [#PRIOR]
/// releases of machines. Mixtures of equal weights are hard to beat where history is short.
///
/// @param name as options write it
/// @param members at least one, by falling preference
public record Stacked(String name, List<Method> members) implements Method {
  static final double PRIOR = 20;

  private static final int STEPS = 200;

  public Stacked {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a stack of nothing");
    }
  }

  /// A straight line and a noisy walk with and without errors shared by a release. Key: `stacked`.
  public static Method standard() {
    return new Stacked(
        "stacked",
        List.of(
            new Remembered(new LogLinear()),
            new Remembered(new NoisyWalk(NoisyWalk.MOORE, false)),
            new Remembered(new NoisyWalk(NoisyWalk.MOORE, true))));
  }

  @Override
  public String says() {
    return "one of "
        + String.join(", ", members.stream().map(Method::name).toList())
        + ", each as likely as its forecasts at earlier origins were good";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    List<Fitted> fitted = new ArrayList<>();
    for (Method member : members) {
      fitted.add(member.fit(known, origin));
    }
    double[] weights = weights(known, origin);
    return date -> {
      List<Predictive> parts = new ArrayList<>();
      fitted.forEach(f -> parts.add(f.at(date)));
      return Mixture.of(weights, parts);
    };
  }

  /// The weights of the members at an origin; their sum is 1.
  public double[] weights(List<Observation> known, double origin) {
    List<Rehearsal.Outcome> outcomes = Rehearsal.of(members, known, origin);
    int n = members.size();
    double[][] likelihood = new double[outcomes.size()][n];
    for (int i = 0; i < likelihood.length; i++) {
      Rehearsal.Outcome outcome = outcomes.get(i);
      for (int k = 0; k < n; k++) {
        likelihood[i][k] = outcome.said().get(k).logDensity(outcome.log10());
      }
      double best = Arrays.stream(likelihood[i]).max().orElseThrow();
      for (int k = 0; k < n; k++) {
        likelihood[i][k] = StrictMath.exp(likelihood[i][k] - best);
      }
    }
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    for (int step = 0; step < STEPS; step++) { // expectation maximisation; the sum never falls
      double[] next = new double[n];
      Arrays.fill(next, PRIOR / n);
      for (int i = 0; i < likelihood.length; i++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += weights[k] * likelihood[i][k];
        }
        for (int k = 0; k < n; k++) {
          next[k] += outcomes.get(i).weight() * weights[k] * likelihood[i][k] / sum;
        }
      }
      double all = Arrays.stream(next).sum();
      for (int k = 0; k < n; k++) {
        weights[k] = next[k] / all;
      }
    }
    return weights;
  }
}
