package bitline.forecast.method;

import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A way to group observations: by vendor, or by class.
///
/// @param levels names of the groups, in the order in which they came up
/// @param of for each observation its group
record Factor(List<String> levels, int[] of) {
  private static final int MOST = 40;
  private static final String OTHERS = "others";

  /// Groups of one name each; beyond the 40 largest all are one group.
  static Factor of(List<Observation> known, Function<Observation, String> name) {
    Map<String, Integer> count = new LinkedHashMap<>();
    known.forEach(o -> count.merge(name.apply(o), 1, Integer::sum));
    List<String> largest = new ArrayList<>(count.keySet());
    largest.sort(Comparator.comparingInt((String level) -> -count.getOrDefault(level, 0)));
    List<String> kept = largest.subList(0, Math.min(MOST, largest.size()));
    List<String> levels = new ArrayList<>(count.keySet().stream().filter(kept::contains).toList());
    if (kept.size() < largest.size()) {
      levels.add(OTHERS);
    }
    int[] of =
        known.stream()
            .mapToInt(o -> levels.indexOf(name.apply(o)))
            .map(i -> i < 0 ? levels.size() - 1 : i)
            .toArray();
    return new Factor(levels, of);
  }

  /// Whether there is anything to tell apart.
  boolean divides() {
    return levels.size() > 1;
  }

  /// Whether the observation is the first of its group.
  boolean opens(int observation) {
    for (int i = 0; i < observation; i++) {
      if (of[i] == of[observation]) {
        return false;
      }
    }
    return true;
  }
}
