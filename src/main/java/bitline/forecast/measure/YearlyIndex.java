package bitline.forecast.measure;

import bitline.base.Problem;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Vintage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How much machines gained by several measures together from year to year: chained index numbers
/// with visible weights.
///
/// Of each measure and year the geometric mean of what came out counts, if that are [#LEAST]
/// machines. From one year to the next, measures count that are known in both, by their weights
/// over the sum of these; if that is less than half of all weight, the year is left out. A measure
/// that falls as machines get better, such as a price, does not belong here.
///
/// The mix of machines changes from year to year, and an index of means changes with it: it is no
/// price index of equal goods, which [Hedonic] is.
///
/// @param formula by which the measures are put together
/// @param series 1 in the first year; an observation a year, in its middle
/// @param steps from year to year
public record YearlyIndex(Formula formula, Series series, List<Step> steps) {
  /// Machines of a year and measure.
  static final int LEAST = 3;

  public YearlyIndex {
    steps = List.copyOf(steps);
  }

  /// How measures are put together.
  public enum Formula {
    TORNQVIST("Törnqvist"),
    FISHER("Fisher");

    private final String words;

    Formula(String words) {
      this.words = words;
    }

    /// Its name.
    public String words() {
      return words;
    }
  }

  /// From one year to a later one.
  ///
  /// @param growth of all together, a ratio
  /// @param each measure's ratio, and the weight that it got
  public record Step(int from, int to, double growth, List<Part> each) {
    public Step {
      each = List.copyOf(each);
    }
  }

  /// What one measure did.
  public record Part(String measure, double growth, double weight) {}

  /// Puts measures together.
  ///
  /// @param weights of each series; they sum to 1
  /// @throws Problem where less than two years have enough machines
  public static YearlyIndex of(Map<Series, Double> weights, Formula formula) {
    double sum = weights.values().stream().mapToDouble(weight -> weight).sum();
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new IllegalArgumentException("weights sum to " + sum + ", not to 1");
    }
    Map<Series, Map<Integer, Double>> means = new LinkedHashMap<>();
    Set<Integer> years = new TreeSet<>();
    weights.forEach((series, weight) -> {
      if (!series.rising()) {
        throw new IllegalArgumentException("less is better of " + series.name());
      }
      Map<Integer, Double> byYear = means(series);
      means.put(series, byYear);
      years.addAll(byYear.keySet());
    });
    List<Step> steps = new ArrayList<>();
    Integer last = null;
    for (int year : years) {
      if (last != null) {
        Step step = step(last, year, weights, means, formula);
        if (step != null) {
          steps.add(step);
          last = year;
        }
      } else if (known(year, weights, means) >= 0.5) {
        last = year;
      }
    }
    if (steps.isEmpty()) {
      throw new Problem(
          "less than two years with "
              + LEAST
              + " machines by measures of half the weight; an index needs more data");
    }
    return new YearlyIndex(formula, series(steps, weights, formula), steps);
  }

  /// The index of the catalogue that comes with Bitline, by the weights of
  /// `measures/conventions.yaml` and the conventions of a choice.
  public static YearlyIndex ofCatalogue(Choice conventions, Formula formula) {
    Map<Series, Double> weights = new LinkedHashMap<>();
    Conventions.known()
        .weighing()
        .forEach((measure, weight) ->
            weights.put(
                MeasuredSeries.ofCatalogue(conventions.of(measure, conventions.precision())),
                weight));
    return of(weights, formula);
  }

  /// Geometric means of years with enough machines.
  private static Map<Integer, Double> means(Series series) {
    Map<Integer, List<Double>> logs = new TreeMap<>();
    for (Observation each : series.observations()) {
      logs.computeIfAbsent((int) StrictMath.floor(each.date()), _ -> new ArrayList<>())
          .add(StrictMath.log(each.value()));
    }
    Map<Integer, Double> out = new TreeMap<>();
    logs.forEach((year, all) -> {
      if (all.size() >= LEAST) {
        double sum = 0;
        for (double log : all) {
          sum += log;
        }
        out.put(year, StrictMath.exp(sum / all.size()));
      }
    });
    return out;
  }

  private static double known(
      int year, Map<Series, Double> weights, Map<Series, Map<Integer, Double>> means) {
    double sum = 0;
    for (Map.Entry<Series, Double> each : weights.entrySet()) {
      sum += means.getOrDefault(each.getKey(), Map.of()).containsKey(year) ? each.getValue() : 0;
    }
    return sum;
  }

  private static @Nullable Step step(
      int from,
      int to,
      Map<Series, Double> weights,
      Map<Series, Map<Integer, Double>> means,
      Formula formula) {
    List<Double> before = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    List<Double> counted = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double sum = 0;
    for (Map.Entry<Series, Double> each : weights.entrySet()) {
      Map<Integer, Double> years = means.getOrDefault(each.getKey(), Map.of());
      Double first = years.get(from);
      Double second = years.get(to);
      if (first != null && second != null) {
        before.add(first);
        after.add(second);
        counted.add(each.getValue());
        names.add(each.getKey().name());
        sum += each.getValue();
      }
    }
    if (sum < 0.5) {
      return null;
    }
    double[] shares = new double[counted.size()];
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = counted.get(i) / sum;
      parts.add(new Part(names.get(i), after.get(i) / before.get(i), shares[i]));
    }
    double[] old = before.stream().mapToDouble(value -> value).toArray();
    double[] now = after.stream().mapToDouble(value -> value).toArray();
    double growth =
        switch (formula) {
          case TORNQVIST -> Index.tornqvist(old, now, shares);
          case FISHER -> Index.fisher(old, now, shares);
        };
    return new Step(from, to, growth, parts);
  }

  private static Series series(List<Step> steps, Map<Series, Double> weights, Formula formula) {
    List<Observation> out = new ArrayList<>();
    double level = 1;
    out.add(observation(steps.getFirst().from, level));
    for (Step step : steps) {
      level *= step.growth;
      out.add(observation(step.to, level));
    }
    Set<Vintage> vintages = new LinkedHashSet<>();
    StringBuilder title = new StringBuilder(formula.words() + " index of ");
    List<String> parts = new ArrayList<>();
    weights.forEach((series, weight) -> {
      vintages.addAll(series.vintages());
      parts.add(series.name() + " × " + weight);
    });
    title.append(String.join(", ", parts));
    return new Series("index", title.toString(), "1", true, out, List.copyOf(vintages));
  }

  private static Observation observation(int year, double level) {
    String name = Integer.toString(year);
    return new Observation(name, name, "", "", year + 0.5, level, 0, null);
  }
}
