package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a method would have said at 1 January of each earlier year, of what has come out since: all
/// that may be learned about it at an origin.
final class Rehearsal {
  /// Observations before a year without which it is left out, and years after it that count.
  private static final int LEAST = 5;

  private static final double HORIZON = 3;

  private Rehearsal() {}

  /// One forecast of a rehearsal and what came.
  ///
  /// @param said by each of the methods
  /// @param log10 what came
  /// @param weight what it counts: machines that one vendor brought out on one day count as one,
  ///   and so does a machine that several yearly forecasts were made of
  record Outcome(List<Predictive> said, double log10, double weight) {}

  /// All of them, by year and date. Nothing from the origin on is looked at, even where the list
  /// holds it.
  static List<Outcome> of(List<Method> methods, List<Observation> known, double origin) {
    List<Outcome> outcomes = new ArrayList<>();
    if (known.size() <= LEAST) {
      return outcomes;
    }
    for (double year = StrictMath.floor(known.get(LEAST - 1).date()) + 1; year < origin; year++) {
      List<Observation> before = new ArrayList<>();
      List<Observation> since = new ArrayList<>();
      for (Observation o : known) {
        if (o.date() < year) {
          before.add(o);
        } else if (o.date() < Math.min(origin, year + HORIZON)) {
          since.add(o);
        }
      }
      List<Method.Fitted> fitted = new ArrayList<>();
      try {
        for (Method method : methods) {
          fitted.add(method.fit(before, year));
        }
      } catch (Method.TooFew e) {
        continue; // a year without a forecast teaches nothing
      }
      Map<String, Integer> released = new HashMap<>();
      since.forEach(o -> released.merge(release(o), 1, Integer::sum));
      for (Observation o : since) {
        outcomes.add(
            new Outcome(
                fitted.stream().map(f -> f.at(o.date())).toList(),
                o.log10(),
                1 / (HORIZON * released.getOrDefault(release(o), 1))));
      }
    }
    return outcomes;
  }

  private static String release(Observation o) {
    return o.date() + " " + o.vendor();
  }
}
