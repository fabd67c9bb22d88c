package bitline.scenario;

import bitline.base.Spelling;
import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A choice between alternatives, as `scenarios/*.yaml` states it. Every number says where it comes
/// from.
///
/// What an alternative is worth is the sum of what it is worth by each criterion, times the
/// criterion's weight (an additive value model, Keeney and Raiffa 1976). Worth is measured on
/// scales that the file fixes, not between the best and the worst alternative at hand, so that no
/// alternative changes its rank because another one is added or left out.
///
/// Leaves out that criteria may depend on each other, and everything that is no criterion.
///
/// @param title of the choice
/// @param criteria what matters, by key
/// @param alternatives what can be chosen, by key
/// @param stakeholders who decides, by key
/// @param expertFactor how many times an expert's vote on a criterion of their own field counts
/// @param evidence where every number comes from
@Sourced
public record Scenario(
    String title,
    Map<String, Criterion> criteria,
    Map<String, Alternative> alternatives,
    Map<String, Stakeholder> stakeholders,
    @Range(min = 1, max = 100) double expertFactor,
    @Collected List<Evidence> evidence) {
  /// More would be no scenario that a person can check.
  private static final int MOST = 50;

  public Scenario {
    criteria = sorted(criteria);
    alternatives = sorted(alternatives);
    stakeholders = sorted(stakeholders);
    evidence = List.copyOf(evidence);
    Checked.check(criteria, alternatives, stakeholders);
  }

  /// What can be chosen.
  ///
  /// @param values its number by each criterion that is measured by one
  /// @param needs how much of each property it needs; one that is absent is not needed
  public record Alternative(
      String title,
      @Default("{}") Map<String, Stated> values,
      @Default("{}") Map<String, Stated> needs) {
    public Alternative {
      values = sorted(values);
      needs = sorted(needs);
    }
  }

  /// Somebody who weighs criteria.
  ///
  /// @param expertIn criteria of their own field
  /// @param votes points for each criterion; only their shares count
  public record Stakeholder(
      String title,
      @Default("[]") List<String> expertIn,
      @Range(min = 0, max = 1000) Map<String, Double> votes) {
    public Stakeholder {
      expertIn = List.copyOf(expertIn);
      votes = sorted(votes);
    }
  }

  /// By key, so that no sum depends on the order of a file.
  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(map)));
  }

  /// What the parts of a scenario must be to each other.
  private static final class Checked {
    private Checked() {}

    static void check(
        Map<String, Criterion> criteria,
        Map<String, Alternative> alternatives,
        Map<String, Stakeholder> stakeholders) {
      size("criteria", criteria.size(), 1);
      size("alternatives", alternatives.size(), 2);
      size("stakeholders", stakeholders.size(), 1);
      Map<String, Criterion.Property> properties = new TreeMap<>();
      criteria.values().stream()
          .filter(Criterion.Needs.class::isInstance)
          .forEach(needs ->
              ((Criterion.Needs) needs)
                  .properties()
                  .forEach((name, property) -> {
                    if (properties.put(name, property) != null) {
                      throw new IllegalArgumentException(
                          "criteria have two properties '" + name + "'");
                    }
                  }));
      alternatives.forEach((name, one) -> alternative(name, one, criteria, properties));
      stakeholders.forEach((name, one) -> stakeholder(name, one, criteria));
    }

    private static void size(String what, int size, int least) {
      if (size < least || size > MOST) {
        throw new IllegalArgumentException(
            what + ": " + size + "; " + least + " to " + MOST + " are possible");
      }
    }

    private static void alternative(
        String name,
        Alternative one,
        Map<String, Criterion> criteria,
        Map<String, Criterion.Property> properties) {
      String who = "alternatives: '" + name + "' ";
      criteria.forEach((key, criterion) -> {
        if (criterion instanceof Criterion.Number number) {
          Stated value = one.values().get(key);
          if (value == null) {
            throw new IllegalArgumentException(who + "has no value for '" + key + "'");
          }
          if (number.scale() == Criterion.Scale.LOGARITHMIC && !(value.low() > 0)) {
            throw new IllegalArgumentException(
                who + "must be above 0 by '" + key + "', whose scale is logarithmic");
          }
        }
      });
      for (String key : one.values().keySet()) {
        if (!(criteria.get(key) instanceof Criterion.Number)) {
          throw new IllegalArgumentException(
              who + "has a value for '" + key + "'" + no("number", key, criteria));
        }
      }
      one.needs()
          .forEach((key, need) -> {
            if (!properties.containsKey(key)) {
              throw new IllegalArgumentException(
                  who + "needs '" + key + "'" + no("property", key, properties));
            }
            if (!(need.low() > 0)) {
              throw new IllegalArgumentException(who + "must need more than 0 of '" + key + "'");
            }
          });
    }

    private static void stakeholder(String name, Stakeholder one, Map<String, Criterion> criteria) {
      String who = "stakeholders: '" + name + "' ";
      for (String key : one.votes().keySet()) {
        if (!criteria.containsKey(key)) {
          throw new IllegalArgumentException(
              who + "votes on '" + key + "'" + no("criterion", key, criteria));
        }
      }
      for (String key : one.expertIn()) {
        if (!criteria.containsKey(key)) {
          throw new IllegalArgumentException(
              who + "is expert in '" + key + "'" + no("criterion", key, criteria));
        }
      }
      if (!(one.votes().values().stream().mapToDouble(v -> v).sum() > 0)) {
        throw new IllegalArgumentException(who + "votes for nothing");
      }
    }

    private static String no(String what, String key, Map<String, ?> known) {
      return ", which is no " + what + " here" + Spelling.hint(key, known.keySet());
    }
  }
}
