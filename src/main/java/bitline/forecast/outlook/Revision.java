package bitline.forecast.outlook;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What changed in a series from one copy of its table to the next, machine by machine.
///
/// @param added names that only the later has
/// @param gone names that only the earlier has
/// @param changed names with another value or date, and from what to what
public record Revision(List<String> added, List<String> gone, List<Change> changed) {
  /// Values that differ by less are equal: tables are rounded anew.
  private static final double ROUNDED = 1e-3;

  public Revision {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    changed = List.copyOf(changed);
  }

  /// A machine with another value or date.
  public record Change(String name, double from, double to) {}

  /// The differences between two copies.
  public static Revision of(Series before, Series now) {
    Map<String, Observation> old = byName(before);
    Map<String, Observation> recent = byName(now);
    List<String> added = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    recent.forEach((name, one) -> {
      Observation was = old.get(name);
      if (was == null) {
        added.add(name);
      } else if (Math.abs(one.value() / was.value() - 1) > ROUNDED
          || Math.abs(one.date() - was.date()) > ROUNDED) {
        changed.add(new Change(name, was.value(), one.value()));
      }
    });
    List<String> gone = old.keySet().stream().filter(name -> !recent.containsKey(name)).toList();
    return new Revision(added, gone, changed);
  }

  private static Map<String, Observation> byName(Series series) {
    Map<String, Observation> out = new LinkedHashMap<>();
    series.observations().forEach(one -> out.putIfAbsent(one.name(), one));
    return out;
  }

  /// The middle of a date by a method that learned from a copy, in the unit of the series.
  ///
  /// @throws Method.TooFew when there is too little to learn from
  public static double middle(Series series, Method method, double origin, double date) {
    return StrictMath.pow(10, method.fit(series.before(origin), origin).at(date).median());
  }
}
