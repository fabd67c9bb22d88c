package bitline.forecast.method;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Observations as numbers: dates and decimal logarithms.
///
/// @param date decimal years
/// @param value decimal logarithms
record Points(double[] date, double[] value) {
  /// The least spread that a forecast may claim: tables print three digits.
  static final double LEAST = 1e-3;

  static Points of(List<Observation> known) {
    return new Points(
        known.stream().mapToDouble(Observation::date).toArray(),
        known.stream().mapToDouble(Observation::log10).toArray());
  }

  /// The same, refused where there are fewer observations, or fewer dates, than a method needs.
  static Points atLeast(int observations, int dates, List<Observation> known, String method) {
    long days = known.stream().mapToDouble(Observation::date).distinct().count();
    if (known.size() < observations || days < dates) {
      throw new Method.TooFew(
          method
              + " needs "
              + observations
              + " observations of "
              + dates
              + " dates and has "
              + known.size()
              + " of "
              + days);
    }
    return of(known);
  }

  int size() {
    return date.length;
  }

  double first() {
    return Arrays.stream(date).min().orElseThrow();
  }

  double last() {
    return Arrays.stream(date).max().orElseThrow();
  }

  Points at(int[] index) {
    return new Points(
        Arrays.stream(index).mapToDouble(i -> date[i]).toArray(),
        Arrays.stream(index).mapToDouble(i -> value[i]).toArray());
  }

  /// For each design the places of its observations, in the order in which designs came out.
  static List<int[]> byDesign(List<Observation> known) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < known.size(); i++) {
      places.computeIfAbsent(known.get(i).design(), d -> new ArrayList<>()).add(i);
    }
    return places.values().stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
