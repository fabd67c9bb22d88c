package bitline.forecast.method;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;

/// One rate of growth for all, and for each vendor and each class a level of its own, drawn towards
/// the common one as far as its machines are few: partial pooling; machines of one design share an
/// error (Gelman and Hill, *Data Analysis Using Regression and Multilevel/Hierarchical Models*,
/// 2007).
///
/// What comes next is not known to be anybody's: draws take the vendor and class of a past machine,
/// with a weight that halves every two years of age, or a vendor or class never seen, as often as
/// past machines (by the same weights) were the first of theirs. The posterior is drawn by
/// [GroupedSampler].
public record Hierarchical() implements Method {
  private static final double HALVES = 2;
  private static final long SEED = 2;

  @Override
  public String name() {
    return "hierarchical";
  }

  @Override
  public String says() {
    return "all grow at one rate from levels of their own; tomorrow's mix of vendors and classes is"
        + " that of late";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Points points = Points.atLeast(8, 3, known, name());
    Factor vendor = Factor.of(known, Observation::vendor);
    Factor kind = Factor.of(known, Observation::kind);
    GroupedPosterior posterior =
        GroupedSampler.draw(points, List.of(vendor, kind), Points.byDesign(known), name());
    double[] weight = new double[points.size()];
    double newVendor = 0;
    double newKind = 0;
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = StrictMath.pow(2, -(origin - points.date()[i]) / HALVES);
      sum += weight[i];
      newVendor += vendor.opens(i) ? weight[i] : 0;
      newKind += kind.opens(i) ? weight[i] : 0;
    }
    int draws = posterior.draws();
    double[] off = new double[draws];
    for (int d = 0; d < draws; d++) {
      long key = Keyed.bits(SEED, name(), d);
      int like = chosen(weight, Keyed.uniform(key, 0) * sum);
      double v =
          Keyed.uniform(key, 1) * sum < newVendor
              ? posterior.spread()[0][d] * normal(key, 2)
              : posterior.effect(d, 0, vendor.of()[like]);
      double k =
          Keyed.uniform(key, 3) * sum < newKind
              ? posterior.spread()[1][d] * normal(key, 4)
              : posterior.effect(d, 1, kind.of()[like]);
      off[d] = v + k + posterior.deviation(d) * normal(key, 5);
    }
    return date -> {
      double[] said = new double[draws];
      for (int d = 0; d < draws; d++) {
        said[d] = posterior.common(d, date) + off[d];
      }
      return Spread.least(said);
    };
  }

  private static double normal(long key, long index) {
    return Normal.quantile(Keyed.uniform(key, index));
  }

  private static int chosen(double[] weight, double at) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i];
      if (sum >= at) {
        return i;
      }
    }
    return weight.length - 1;
  }
}
