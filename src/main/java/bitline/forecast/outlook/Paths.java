package bitline.forecast.outlook;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.base.Progress;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The middle of a method over time, learned from everything that is known and again from many
/// resamples of the designs (a cluster bootstrap: machines of one design come and go together). How
/// far the resamples lie apart is how badly the middle itself is known; how far machines lie from
/// it is in [Method.Fitted#at].
///
/// Leaves out the doubt about the method itself.
///
/// @param dates ascending decimal years: every third year back from the origin to the first
///   observation, the origin, three years after it, and the last date; straight lines between them
/// @param middle decimal logarithm at each
/// @param resampled the same of every resample that could be learned from
public record Paths(List<Double> dates, double[] middle, List<double[]> resampled) {
  /// Resamples for an interval of nine cases of ten: its ends are the 10th from either side.
  static final int RESAMPLES = 200;

  private static final long SEED = 0;
  private static final double STEP = 3;

  public Paths {
    dates = List.copyOf(dates);
    resampled = List.copyOf(resampled);
  }

  /// Learns the middle from the first observation to a last date.
  ///
  /// @throws Method.TooFew when there is too little to learn from, or for half of the resamples
  static Paths of(
      Method method, List<Observation> known, double origin, double until, Progress progress) {
    List<Double> dates = knots(known.getFirst().date(), origin, until);
    double[] middle = along(method.fit(known, origin), dates);
    List<List<Observation>> designs = designs(known);
    List<double[]> resampled = new ArrayList<>();
    for (int r = 0; r < RESAMPLES; r++) {
      progress.step("resampling designs", r, RESAMPLES);
      try {
        resampled.add(along(method.fit(resample(designs, r), origin), dates));
      } catch (Method.TooFew e) {
        continue; // a resample may hold the same few designs again and again
      }
    }
    progress.step("resampling designs", RESAMPLES, RESAMPLES);
    if (resampled.size() < RESAMPLES / 2) {
      throw new Method.TooFew(
          known.size() + " observations are too few: most resamples of them teach nothing");
    }
    return new Paths(dates, middle, resampled);
  }

  private static List<Double> knots(double first, double origin, double until) {
    List<Double> dates = new ArrayList<>();
    for (double date = origin; date > first - STEP; date -= STEP) {
      dates.addFirst(date);
    }
    if (until > origin + STEP) {
      dates.add(origin + STEP);
    }
    dates.add(until);
    return dates;
  }

  private static double[] along(Method.Fitted fitted, List<Double> dates) {
    return dates.stream().mapToDouble(date -> fitted.at(date).median()).toArray();
  }

  private static List<List<Observation>> designs(List<Observation> known) {
    Map<String, List<Observation>> designs = new LinkedHashMap<>();
    for (Observation one : known) {
      designs.computeIfAbsent(one.vendor() + "\n" + one.design(), d -> new ArrayList<>()).add(one);
    }
    return List.copyOf(designs.values());
  }

  private static List<Observation> resample(List<List<Observation>> designs, int number) {
    long key = Keyed.bits(SEED, "designs of a forecast", number);
    List<Observation> out = new ArrayList<>();
    for (int d = 0; d < designs.size(); d++) {
      int drawn = (int) (Keyed.uniform(key, d) * designs.size());
      out.addAll(designs.get(drawn));
    }
    out.sort(Comparator.comparingDouble(Observation::date).thenComparing(Observation::name));
    return out;
  }

  /// The middle's decimal logarithm on a date; carried on straight beyond either end.
  double at(double date) {
    return at(middle, date);
  }

  private double at(double[] path, double date) {
    int left = 0;
    while (left < dates.size() - 2 && dates.get(left + 1) <= date) {
      left++;
    }
    double share = (date - dates.get(left)) / (dates.get(left + 1) - dates.get(left));
    return path[left] + share * (path[left + 1] - path[left]);
  }

  /// Orders of magnitude a year between two dates, and of every resample, ascending.
  Spread slope(double from, double to) {
    double[] all =
        resampled.stream().mapToDouble(p -> (at(p, to) - at(p, from)) / (to - from)).toArray();
    return Spread.of((at(to) - at(from)) / (to - from), all);
  }

  /// Dates on which the middle passes a logarithm, as near to a date as may be: by the middle, and
  /// by every resample with its own draw of a value about it. Not-a-number where it never does
  /// within a century.
  Spread passes(double date, double log10, double deviation) {
    double[] all = new double[resampled.size()];
    long key = Keyed.bits(SEED, "value against its trend", 0);
    for (int r = 0; r < all.length; r++) {
      double off = deviation == 0 ? 0 : deviation * Normal.quantile(Keyed.uniform(key, r));
      all[r] = passes(resampled.get(r), date, log10 + off);
    }
    double[] found = Arrays.stream(all).filter(Double::isFinite).toArray();
    double middle = passes(this.middle, date, log10);
    return found.length < 0.9 * all.length
        ? new Spread(middle, Double.NaN, Double.NaN)
        : Spread.of(middle, found);
  }

  private double passes(double[] path, double date, double log10) {
    double best = Double.NaN;
    for (int i = -1; i < path.length; i++) {
      // beyond either end the line goes on for a century
      double a = i < 0 ? dates.getFirst() - 100 : dates.get(i);
      double b = i + 1 >= path.length ? dates.getLast() + 100 : dates.get(i + 1);
      double from = at(path, a) - log10;
      double to = at(path, b) - log10;
      if (from * to <= 0 && from != to) {
        double here = a + (b - a) * from / (from - to);
        if (Double.isNaN(best) || Math.abs(here - date) < Math.abs(best - date)) {
          best = here;
        }
      }
    }
    return best;
  }

  /// A middle, and the bounds of nine cases of ten.
  public record Spread(double middle, double low, double high) {
    /// Resamples hold some designs twice, which some methods take for less noise, so that all are
    /// shifted alike: how far they lie about their own median is laid about the middle.
    static Spread of(double middle, double[] all) {
      double[] sorted = all.clone();
      Arrays.sort(sorted);
      double median = quantile(sorted, 0.5);
      return new Spread(
          middle,
          middle + quantile(sorted, 0.05) - median,
          middle + quantile(sorted, 0.95) - median);
    }

    private static double quantile(double[] sorted, double p) {
      double place = p * (sorted.length - 1);
      int left = (int) place;
      int right = Math.min(left + 1, sorted.length - 1);
      return sorted[left] + (place - left) * (sorted[right] - sorted[left]);
    }
  }
}
