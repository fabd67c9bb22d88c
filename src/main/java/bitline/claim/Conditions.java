package bitline.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// Under which circumstances cases come out in a certain way: the fewest short conditions, each of
/// which is true of such cases only, that together name all of them. Found greedily: the condition
/// that names most first, of equal ones the one with fewer circumstances, then the first.
final class Conditions {
  /// Circumstances in a condition.
  private static final int LONGEST = 3;

  /// Conditions that are told.
  private static final int MOST = 3;

  private static final String MEASURE = "measure";

  private Conditions() {}

  /// Whether two cases differ in nothing but what is assumed.
  static boolean alike(Case a, Case b) {
    Map<String, String> x = all(a);
    Map<String, String> y = all(b);
    x.remove(Case.ASSUMING);
    y.remove(Case.ASSUMING);
    return x.equals(y);
  }

  private static Map<String, String> all(Case one) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(MEASURE, one.measure().name());
    all.putAll(one.circumstances());
    return all;
  }

  /// Conditions in words; the last says how many cases no short one names.
  static List<String> of(List<Case> cases, Predicate<Case> wanted) {
    Set<Case> left = new LinkedHashSet<>(cases.stream().filter(wanted).toList());
    List<Map<String, String>> candidates = candidates(cases);
    candidates.removeIf(c -> cases.stream().anyMatch(one -> !wanted.test(one) && matches(c, one)));
    List<Map<String, Set<String>>> found = new ArrayList<>();
    while (!left.isEmpty()) {
      Map<String, String> best = Map.of();
      long most = 0;
      for (Map<String, String> candidate : candidates) {
        long named = left.stream().filter(one -> matches(candidate, one)).count();
        if (named > most || (named == most && most > 0 && candidate.size() < best.size())) {
          best = candidate;
          most = named;
        }
      }
      if (most == 0) {
        break;
      }
      Map<String, String> chosen = best;
      left.removeIf(one -> matches(chosen, one));
      Map<String, Set<String>> sets = new LinkedHashMap<>();
      chosen.forEach((key, value) -> sets.put(key, new LinkedHashSet<>(Set.of(value))));
      found.add(sets);
    }
    List<Map<String, Set<String>>> merged = merged(found);
    List<String> out = new ArrayList<>();
    merged.stream().limit(MOST).forEach(condition -> out.add(words(condition, cases)));
    int more = merged.size() - out.size() + left.size();
    if (more > 0) {
      out.add(more + (more == 1 ? " condition more" : " conditions more") + ", see the tables");
    }
    return out;
  }

  /// Conditions that differ in one circumstance become one that names all its values.
  private static List<Map<String, Set<String>>> merged(List<Map<String, Set<String>>> found) {
    List<Map<String, Set<String>>> out = new ArrayList<>(found);
    for (int i = 0; i < out.size(); i++) {
      for (int j = i + 1; j < out.size(); j++) {
        String differs = onlyDifference(out.get(i), out.get(j));
        if (!differs.isEmpty()) {
          Set<String> values = new LinkedHashSet<>(out.get(i).getOrDefault(differs, Set.of()));
          values.addAll(out.get(j).getOrDefault(differs, Set.of()));
          out.get(i).put(differs, values);
          out.remove(j);
          j = i;
        }
      }
    }
    return out;
  }

  /// The one circumstance in which two conditions differ; empty: there are none or several.
  private static String onlyDifference(Map<String, Set<String>> a, Map<String, Set<String>> b) {
    if (!a.keySet().equals(b.keySet())) {
      return "";
    }
    List<String> differ =
        a.keySet().stream().filter(key -> !Objects.equals(a.get(key), b.get(key))).toList();
    return differ.size() == 1 ? differ.getFirst() : "";
  }

  private static boolean matches(Map<String, String> condition, Case one) {
    return all(one).entrySet().containsAll(condition.entrySet());
  }

  /// All combinations of up to [#LONGEST] circumstances that occur, short ones first.
  private static List<Map<String, String>> candidates(List<Case> cases) {
    Set<Map<String, String>> out = new LinkedHashSet<>();
    for (int length = 1; length <= LONGEST; length++) {
      for (Case one : cases) {
        combine(new ArrayList<>(all(one).entrySet()), 0, length, new LinkedHashMap<>(), out);
      }
    }
    return new ArrayList<>(out);
  }

  private static void combine(
      List<Map.Entry<String, String>> from,
      int at,
      int length,
      Map<String, String> chosen,
      Set<Map<String, String>> out) {
    if (length == 0) {
      out.add(new LinkedHashMap<>(chosen));
      return;
    }
    for (int i = at; i <= from.size() - length; i++) {
      chosen.put(from.get(i).getKey(), from.get(i).getValue());
      combine(from, i + 1, length - 1, chosen, out);
      chosen.remove(from.get(i).getKey());
    }
  }

  /// `energy a picture, network: ResNet-50 or LSTR, the other side is a T4`; what is the same in
  /// all cases goes without saying. Where a claim has several measures and a condition is about one
  /// of them, that one is named.
  private static String words(Map<String, Set<String>> condition, List<Case> cases) {
    List<String> words = new ArrayList<>();
    Set<String> measures = new LinkedHashSet<>();
    for (Case one : cases) {
      if (condition.entrySet().stream()
          .allMatch(e -> e.getValue().contains(all(one).get(e.getKey())))) {
        measures.add(one.measure().name());
      }
    }
    boolean several = cases.stream().map(Case::measure).distinct().count() > 1;
    if (several && measures.size() == 1 && !condition.containsKey(MEASURE)) {
      words.addAll(measures);
    }
    condition.forEach((key, values) -> {
      boolean always = cases.stream().allMatch(one -> values.contains(all(one).get(key)));
      if (!always) {
        String either = String.join(" or ", values);
        words.add(
            switch (key) {
              case Case.ASSUMING -> values.contains(Case.USUAL) ? "all is " + either : either;
              case MEASURE -> either;
              default -> key + ": " + either;
            });
      }
    });
    return words.isEmpty() ? "always" : String.join(", ", words);
  }
}
