package bitline.forecast.method;

import bitline.base.Gamma;
import bitline.base.Keyed;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;

/// The best so far as a process of records: they arrive evenly over time and beat the last one by
/// factors like those of before (a compound Poisson process).
///
/// It foretells *the best machine out by a date*, not one machine that comes out then: score it on
/// a [bitline.forecast.Frontier]'s series only. Whether more is better is told by the line through
/// what is known. Counting starts at the first value and ends at the last one, from where the
/// forecast goes on. The rate of arrivals is drawn from its gamma distribution (m records, prior
/// ½), the mean step from that of an exponential one, each step from those seen.
public record Records() implements Method {
  private static final int DRAWS = 1000;
  private static final long SEED = 4;

  /// Decimal logarithm of 2.
  private static final double DOUBLING = 0.3010299956639812;

  @Override
  public String name() {
    return "frontier";
  }

  @Override
  public String says() {
    return "records come as often as before and beat the last by as much (the best so far, not one"
        + " machine)";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Points points = Points.atLeast(4, 3, known, name());
    double sign = Line.through(points).slope() < 0 ? -1 : 1;
    int records = 0;
    double first = sign * points.value()[0];
    double best = first;
    for (double value : points.value()) {
      if (sign * value > best) {
        records++;
        best = sign * value;
      }
    }
    if (records < 3) {
      throw new TooFew(name() + " needs 3 records that beat one and has " + records);
    }
    double last = points.last();
    double years = last - points.first();
    double climbed = best - first + DOUBLING;
    double reached = best;
    double seen = records;
    return date -> {
      double[] said = new double[DRAWS];
      for (int d = 0; d < DRAWS; d++) {
        double rate = Gamma.drawn(SEED, "rate of records", d, seen + 0.5) / years;
        double mean = climbed / Gamma.drawn(SEED, "size of records", d, seen + 1);
        said[d] = sign * (reached + mean * steps(rate * Math.max(0, date - last), d));
      }
      return Spread.least(said);
    };
  }

  /// The sum of as many steps of mean 1 as arrive: waiting times are exponential, so that more time
  /// only adds steps.
  private static double steps(double expected, int draw) {
    long key = Keyed.bits(SEED, "records", draw);
    double waited = 0;
    double sum = 0;
    for (long k = 0; ; k += 2) {
      waited -= StrictMath.log(Keyed.uniform(key, k));
      if (waited > expected) {
        return sum;
      }
      sum -= StrictMath.log(Keyed.uniform(key, k + 1));
    }
  }
}
