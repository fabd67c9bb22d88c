package bitline.forecast.method;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Growth that ends at a ceiling: logistic and Gompertz curves through the logarithms, averaged
/// over where the ceiling may lie.
///
/// With stated ceilings ([#of]) it is the lowest of them, each uncertain. Without any ([#unstated])
/// its distance from the mean of the latest quarter of the observations may be anything from a
/// twentieth of an order of magnitude to eight, its logarithm evenly distributed: an assumption,
/// and a weak one. Each curve counts by how well it fits, RSS^(−G/2) of G designs. Before the data
/// bend, they cannot tell a near ceiling of a logistic curve from a far one: the forecast then
/// rests on the ceilings as stated. What grows downward (a cost) has a floor, by the same curves
/// turned over; stated ceilings are upper ones only.
public final class Saturating implements Method {
  private static final int STEPS = 9;
  private static final double NEAREST = 0.05;
  private static final double FARTHEST = 8;

  private final List<String> reasons;
  private final double[] stated;

  private Saturating(List<String> reasons, double[] stated) {
    this.reasons = reasons;
    this.stated = stated;
  }

  /// With the ceilings of a series; unstated where there are none.
  public static Saturating of(Series series, Ceilings ceilings) {
    List<Ceiling> bounding = ceilings.of(series);
    return bounding.isEmpty()
        ? unstated()
        : new Saturating(
            bounding.stream().map(Ceiling::key).toList(), ceilings.lowest(bounding, STEPS));
  }

  /// With a ceiling that nobody knows.
  public static Saturating unstated() {
    return new Saturating(List.of(), new double[0]);
  }

  @Override
  public String name() {
    return "saturating";
  }

  @Override
  public String says() {
    return "growth ends at a ceiling, "
        + (reasons.isEmpty()
            ? "anywhere up to eight orders of magnitude away"
            : "the lowest of: " + String.join(", ", reasons));
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Points points = Points.atLeast(8, 4, known, name());
    double slope = Line.through(points).slope();
    if (slope == 0 || (slope < 0 && stated.length > 0)) {
      throw new TooFew(name() + " needs growth towards its ceiling; what is known falls");
    }
    boolean falls = slope < 0;
    Points upward = falls ? turned(points) : points;
    double late = late(upward);
    List<Curve> curves = new ArrayList<>();
    for (double ceiling : stated.length > 0 ? stated : unknown(late)) {
      for (Bend bend : Bend.values()) {
        curves.add(Curve.through(upward, bend, Math.max(ceiling, late + NEAREST)));
      }
    }
    double[] weights = weights(curves, Points.byDesign(known).size());
    return date -> {
      List<Predictive> parts = new ArrayList<>();
      for (Curve curve : curves) {
        Predictive part = curve.next(date);
        parts.add(falls ? new Turned(part) : part);
      }
      return Mixture.of(weights, parts);
    };
  }

  /// Mean of the latest quarter.
  private static double late(Points points) {
    int n = points.size();
    return Arrays.stream(points.value(), n - Math.max(1, n / 4), n).average().orElseThrow();
  }

  private static double[] unknown(double late) {
    double[] ceilings = new double[STEPS];
    double step = StrictMath.log(FARTHEST / NEAREST) / STEPS;
    Arrays.setAll(ceilings, i -> late + NEAREST * StrictMath.exp(step * (i + 0.5)));
    return ceilings;
  }

  private static Points turned(Points points) {
    return new Points(points.date(), Arrays.stream(points.value()).map(y -> -y).toArray());
  }

  private static double[] weights(List<Curve> curves, int designs) {
    double least = Double.POSITIVE_INFINITY;
    for (Curve curve : curves) {
      least = Math.min(least, curve.variance());
    }
    double[] weights = new double[curves.size()];
    for (int i = 0; i < weights.length; i++) {
      double worse = StrictMath.log(curves.get(i).variance() / least);
      double weight = StrictMath.exp(-0.5 * designs * worse);
      weights[i] = weight > 1e-3 ? weight : 0;
    }
    return weights;
  }

  /// A distribution of the negative logarithm.
  private record Turned(Predictive of) implements Predictive {
    @Override
    public double cdf(double log10) {
      return 1 - of.cdf(-log10);
    }

    @Override
    public double quantile(double p) {
      return -of.quantile(1 - p);
    }

    @Override
    public double logDensity(double log10) {
      return of.logDensity(-log10);
    }
  }
}
