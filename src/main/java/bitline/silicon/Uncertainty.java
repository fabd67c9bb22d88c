package bitline.silicon;

import bitline.base.Interval;
import bitline.base.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// How far results are uncertain because the factors of [Assumption] are: all of them drawn at once
/// for the interval, one at a time for what it comes from. The draws are the same on every machine.
///
/// Of the draws of a result the 10th and the 90th percentile are its interval, around the value
/// with no factor touched. What the models leave out, [#LEFT_OUT], is drawn with the factors, for
/// each result of its own.
///
/// @param results with no factor touched
/// @param intervals of each result, four cases of five
public record Uncertainty(List<Double> results, List<Interval> intervals, List<Cause> causes) {
  /// What layouts, margins and a paper's silence add to energy and area, whatever the factors: the
  /// standard deviation of a natural logarithm. Assumed, also where published chips are compared:
  /// the corrections by which others made their models of converters meet single chips (0.275, 3.5
  /// and 3.15 in CiMLoop @ d6e1390) are 1.2 in root mean square of the logarithm, and a converter
  /// is some 40 % of an analog macro's energy.
  public static final double LEFT_OUT = 0.5;

  private static final long SEED = 1;

  public Uncertainty {
    results = List.copyOf(results);
    intervals = List.copyOf(intervals);
    causes = List.copyOf(causes);
  }

  /// What results are with one assumption at the ends of its own 80 % interval, and no other factor
  /// touched.
  public record Cause(Assumption assumption, List<Double> low, List<Double> high) {
    public Cause {
      low = List.copyOf(low);
      high = List.copyOf(high);
    }

    /// Its own interval is this factor up and down.
    public double factor() {
      return StrictMath.exp(Interval.DEVIATIONS * assumption.spread());
    }

    /// How far it moves a result, from end to end.
    public double width(int result) {
      return Math.abs(high.get(result) - low.get(result));
    }
  }

  /// Asks for results with many factors.
  ///
  /// @param model results above 0 for some factors, as many for all
  /// @param draws at least 10; the ends of intervals are known to about 1.7 / √draws of their
  ///   spread
  public static Uncertainty of(Function<Factors, double[]> model, int draws) {
    double[] middle = model.apply(Factors.BLIND);
    Assumption[] assumptions = Assumption.values();
    List<Cause> causes = new ArrayList<>();
    for (Assumption a : assumptions) {
      double end = Interval.DEVIATIONS * a.spread();
      double[] low = model.apply(Factors.BLIND.with(a, StrictMath.exp(-end)));
      double[] high = model.apply(Factors.BLIND.with(a, StrictMath.exp(end)));
      if (!Arrays.equals(low, high)) {
        causes.add(new Cause(a, boxed(low), boxed(high)));
      }
    }
    double[][] drawn = new double[middle.length][draws];
    for (int d = 0; d < draws; d++) {
      double[] logarithms = new double[assumptions.length];
      for (Cause cause : causes) {
        Assumption a = cause.assumption;
        logarithms[a.ordinal()] = a.spread() * Normal.drawn(SEED, "factor " + a.name(), d);
      }
      double[] results = model.apply(Factors.exp(logarithms));
      for (int r = 0; r < results.length; r++) {
        double left = LEFT_OUT * Normal.drawn(SEED, "left out " + r, d);
        drawn[r][d] = results[r] * StrictMath.exp(left);
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (int r = 0; r < middle.length; r++) {
      double low = percentile(drawn[r], 0.1);
      double high = percentile(drawn[r], 0.9);
      intervals.add(new Interval(middle[r], Math.min(low, middle[r]), Math.max(high, middle[r])));
    }
    return new Uncertainty(boxed(middle), intervals, causes);
  }

  /// Causes by how far they move a result, the one that moves it most first; those that do not move
  /// it are left out.
  public List<Cause> causes(int result) {
    return causes.stream()
        .filter(cause -> cause.width(result) > 0)
        .sorted(Comparator.comparingDouble(cause -> -cause.width(result)))
        .toList();
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /// On a straight line between neighbours.
  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
