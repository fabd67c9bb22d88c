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
/// with a weight that halves every three years of age, or a vendor or class never seen, as often as
/// past machines (by the same weights) were the first of theirs; those scatter around the late mix.
/// The mix itself moves: growth comes from newcomers as well as from each vendor's next machine. So
/// the trend that is carried on is that of all together (the common line and the line through the
/// groups' effects over time), and what is taken over from a past machine is how far its group lay
/// off that trend then. The posterior is drawn by [GroupedSampler].
public record Hierarchical() implements Method {
  private static final double HALVES = 3;
  private static final long SEED = 2;

  @Override
  public String name() {
    return "hierarchical";
  }

  @Override
  public String says() {
    return "vendors and classes grow at one rate from levels of their own, and their mix goes on"
        + " moving as it did";
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
    Line[] trend = new Line[draws];
    for (int d = 0; d < draws; d++) {
      double[] level = new double[points.size()];
      double lateVendors = 0;
      double lateKinds = 0;
      for (int i = 0; i < level.length; i++) {
        double v = posterior.effect(d, 0, vendor.of()[i]);
        double k = posterior.effect(d, 1, kind.of()[i]);
        level[i] = posterior.common(d, points.date()[i]) + v + k;
        lateVendors += weight[i] / sum * v;
        lateKinds += weight[i] / sum * k;
      }
      trend[d] = Line.through(new Points(points.date(), level));
      long key = Keyed.bits(SEED, name(), d);
      int like = chosen(weight, Keyed.uniform(key, 0) * sum);
      off[d] =
          level[like] - trend[d].at(points.date()[like]) + posterior.deviation(d) * normal(key, 5);
      if (Keyed.uniform(key, 1) * sum < newVendor) {
        double seen = posterior.effect(d, 0, vendor.of()[like]);
        off[d] += lateVendors + posterior.spread()[0][d] * normal(key, 2) - seen;
      }
      if (Keyed.uniform(key, 3) * sum < newKind) {
        double seen = posterior.effect(d, 1, kind.of()[like]);
        off[d] += lateKinds + posterior.spread()[1][d] * normal(key, 4) - seen;
      }
    }
    return date -> {
      double[] said = new double[draws];
      for (int d = 0; d < draws; d++) {
        said[d] = trend[d].at(date) + off[d];
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
