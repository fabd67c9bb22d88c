package bitline.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A scenario as a function: numbers for all its inputs in, what each alternative is worth by each
/// criterion out. Alternatives, criteria and inputs stand in the order of their keys.
final class Inputs {
  private final Scenario scenario;
  private final List<String> alternatives;
  private final List<String> criteria;
  private final List<Input> inputs = new ArrayList<>();
  private final Map<String, Integer> places = new TreeMap<>();

  /// An input.
  ///
  /// @param key such as `surveillance market`; unlike any other
  /// @param logarithmic whether it varies in ratios
  record Input(String key, String title, String unit, Stated stated, boolean logarithmic) {}

  Inputs(Scenario scenario) {
    this.scenario = scenario;
    alternatives = List.copyOf(scenario.alternatives().keySet());
    criteria = List.copyOf(scenario.criteria().keySet());
    scenario
        .criteria()
        .forEach((key, criterion) -> {
          switch (criterion) {
            case Criterion.Number number -> stated(key, number);
            case Criterion.Needs needs -> properties(needs);
          }
        });
  }

  private void stated(String key, Criterion.Number number) {
    scenario
        .alternatives()
        .forEach((name, one) -> {
          Stated value = one.values().get(key);
          if (value == null) {
            throw new IllegalStateException(name + " without " + key);
          }
          add(
              name + " " + key,
              one.title() + ": " + number.title(),
              number.unit(),
              value,
              number.scale() == Criterion.Scale.LOGARITHMIC);
        });
  }

  private void properties(Criterion.Needs needs) {
    new TreeMap<>(needs.properties())
        .forEach((key, property) -> {
          add(
              "has " + key,
              needs.of() + ": " + property.title(),
              property.unit(),
              property.has(),
              true);
          scenario
              .alternatives()
              .forEach((name, one) -> {
                Stated need = one.needs().get(key);
                if (need != null) {
                  add(
                      name + " needs " + key,
                      one.title() + " needs: " + property.title(),
                      property.unit(),
                      need,
                      true);
                }
              });
        });
  }

  private void add(String key, String title, String unit, Stated stated, boolean logarithmic) {
    places.put(key, inputs.size());
    inputs.add(new Input(key, title, unit, stated, logarithmic));
  }

  List<String> alternatives() {
    return alternatives;
  }

  List<String> criteria() {
    return criteria;
  }

  List<Input> inputs() {
    return inputs;
  }

  double[] middles() {
    return inputs.stream().mapToDouble(input -> input.stated().middle()).toArray();
  }

  /// What each alternative is worth by each criterion, 0 to 1: by alternative, then by criterion.
  double[][] worths(double[] values) {
    double[][] out = new double[alternatives.size()][criteria.size()];
    for (int a = 0; a < out.length; a++) {
      for (int c = 0; c < criteria.size(); c++) {
        Criterion criterion = scenario.criteria().get(criteria.get(c));
        out[a][c] =
            switch (criterion) {
              case Criterion.Number number ->
                  number.worth(value(values, alternatives.get(a) + " " + criteria.get(c)));
              case Criterion.Needs needs -> met(needs, alternatives.get(a), values);
              case null -> throw new IllegalStateException(criteria.get(c));
            };
      }
    }
    return out;
  }

  private double met(Criterion.Needs needs, String alternative, double[] values) {
    double worst = 1;
    for (Map.Entry<String, Criterion.Property> entry :
        new TreeMap<>(needs.properties()).entrySet()) {
      Integer need = places.get(alternative + " needs " + entry.getKey());
      if (need != null) {
        double has = value(values, "has " + entry.getKey());
        worst = Math.min(worst, entry.getValue().met(has, values[need]));
      }
    }
    return worst;
  }

  /// The property whose need is met worst, by its key; null where all are met.
  @Nullable String limit(Criterion.Needs needs, String alternative, double[] values) {
    double worst = 1;
    String limit = null;
    for (Map.Entry<String, Criterion.Property> entry :
        new TreeMap<>(needs.properties()).entrySet()) {
      Integer need = places.get(alternative + " needs " + entry.getKey());
      if (need != null) {
        double met = entry.getValue().met(value(values, "has " + entry.getKey()), values[need]);
        if (met < worst) {
          worst = met;
          limit = entry.getKey();
        }
      }
    }
    return limit;
  }

  private double value(double[] values, String key) {
    Integer place = places.get(key);
    if (place == null) {
      throw new IllegalStateException("no input " + key);
    }
    return values[place];
  }

  /// Weighted sums, by alternative.
  static double[] totals(double[][] worths, double[] weights) {
    double[] totals = new double[worths.length];
    for (int a = 0; a < totals.length; a++) {
      for (int c = 0; c < weights.length; c++) {
        totals[a] += weights[c] * worths[a][c];
      }
    }
    return totals;
  }

  /// The greatest; the first of equal ones.
  static int first(double[] totals) {
    int first = 0;
    for (int a = 1; a < totals.length; a++) {
      if (totals[a] > totals[first]) {
        first = a;
      }
    }
    return first;
  }
}
