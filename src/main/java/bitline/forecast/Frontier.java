package bitline.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The best machines of a series: as series of their own, so that every method and every back-test
/// applies.
public final class Frontier {
  /// Years from one reading of the best so far to the next.
  public static final double QUARTER = 0.25;

  private Frontier() {}

  /// The best so far at each end of a quarter, from the first observation to the last whole
  /// quarter: each observation is the machine that held the record then, dated by the quarter's
  /// end. A reading uses nothing that came out on that day or later.
  public static Series of(Series series) {
    List<Observation> held = new ArrayList<>();
    List<Observation> all = series.observations();
    if (!all.isEmpty()) {
      double last = all.getLast().date();
      long quarter = (long) StrictMath.floor(all.getFirst().date() / QUARTER) + 1;
      Observation best = all.getFirst();
      int next = 0;
      for (; quarter * QUARTER <= last; quarter++) {
        double end = quarter * QUARTER;
        for (; next < all.size() && all.get(next).date() < end; next++) {
          best = better(series, all.get(next), best) ? all.get(next) : best;
        }
        held.add(dated(best, end));
      }
    }
    return named(series, "frontier", "the best so far, by quarter", held);
  }

  /// The observations that were among the `k` best so far when they came out: how trends of the
  /// largest training runs are drawn. Of one day's, the better come first.
  public static Series top(Series series, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("the " + k + " best");
    }
    Comparator<Observation> better =
        Comparator.comparingDouble(o -> series.rising() ? -o.value() : o.value());
    List<Observation> all = new ArrayList<>(series.observations());
    all.sort(Comparator.comparingDouble(Observation::date).thenComparing(better));
    List<Observation> kept = new ArrayList<>();
    List<Observation> top = new ArrayList<>();
    for (Observation o : all) {
      if (top.size() < k || better(series, o, top.getLast())) {
        kept.add(o);
        top.add(o);
        top.sort(better);
        if (top.size() > k) {
          top.removeLast();
        }
      }
    }
    return named(series, "top-" + k, k == 1 ? "records" : "those among the best " + k, kept);
  }

  private static boolean better(Series series, Observation o, Observation than) {
    return series.rising() ? o.value() > than.value() : o.value() < than.value();
  }

  private static Observation dated(Observation o, double date) {
    return new Observation(
        o.name(), o.design(), o.vendor(), o.kind(), date, o.value(), o.row(), o.grade());
  }

  private static Series named(Series of, String key, String words, List<Observation> observations) {
    return new Series(
        of.name() + "-" + key,
        of.title() + ": " + words,
        of.unit(),
        of.rising(),
        observations,
        of.vintages());
  }
}
