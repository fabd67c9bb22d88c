package bitline.forecast.data;

import bitline.base.Problem;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Trend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What moved from one copy of a table to the next, in one series. Observations are matched by
/// name; of several of one name, those of the same date first.
///
/// @param older the series of the older copy
/// @param newer the series of the newer one
/// @param added names that only the newer copy has
/// @param removed names that only the older copy has
/// @param changed values or dates that differ
/// @param was the line through the older one; null where it has too few observations for one
/// @param is the line through the newer one; null where it has too few observations for one
public record VintageChange(
    Series older,
    Series newer,
    List<Observation> added,
    List<Observation> removed,
    List<Change> changed,
    @Nullable Trend was,
    @Nullable Trend is) {
  /// One observation before and after.
  public record Change(Observation from, Observation to) {}

  public VintageChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /// Compares two copies of one series; a [Problem] where they are not of one series.
  public static VintageChange of(Series older, Series newer) {
    if (!older.name().equals(newer.name()) || !older.unit().equals(newer.unit())) {
      throw new Problem(
          "'"
              + older.name()
              + "' in "
              + older.unit()
              + " and '"
              + newer.name()
              + "' in "
              + newer.unit()
              + " are not copies of one series");
    }
    Map<String, Deque<Observation>> before = new LinkedHashMap<>();
    for (Observation each : older.observations()) {
      before.computeIfAbsent(each.name(), name -> new ArrayDeque<>()).add(each);
    }
    List<Observation> unmatched = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    for (Observation each : newer.observations()) {
      Observation same = take(before, each, true);
      if (same == null) {
        unmatched.add(each);
      } else if (same.value() != each.value()) {
        changed.add(new Change(same, each));
      }
    }
    List<Observation> added = new ArrayList<>();
    for (Observation each : unmatched) {
      Observation same = take(before, each, false);
      if (same == null) {
        added.add(each);
      } else {
        changed.add(new Change(same, each));
      }
    }
    List<Observation> removed = before.values().stream().flatMap(Deque::stream).toList();
    return new VintageChange(older, newer, added, removed, changed, line(older), line(newer));
  }

  private static @Nullable Observation take(
      Map<String, Deque<Observation>> from, Observation like, boolean sameDate) {
    Deque<Observation> some = from.getOrDefault(like.name(), new ArrayDeque<>());
    for (Observation each : some) {
      if (!sameDate || each.date() == like.date()) {
        some.remove(each);
        return each;
      }
    }
    return null;
  }

  private static @Nullable Trend line(Series series) {
    try {
      return Trend.of(series.observations());
    } catch (Method.TooFew e) {
      return null;
    }
  }

  /// Whether nothing that the series holds has moved.
  public boolean nothing() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }
}
