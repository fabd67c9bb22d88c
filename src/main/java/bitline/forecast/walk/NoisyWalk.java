package bitline.forecast.walk;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A level that grows at a steady rate and wanders, seen through machines that scatter around it: a
/// structural time series ("local level with drift", Harvey 1989) in orders of magnitude.
///
/// Between a straight line (a level that does not wander: all of the past counts alike) and a
/// random walk (only the newest counts) it does not choose: it is computed for several ratios of
/// wandering to scatter, and each counts by how well it foretold the series step by step (Bayesian
/// model averaging; the variance of the scatter is integrated out, so every part is a Student's t).
/// Where `releases` is set, machines of one vendor that came out on one day share an error, whose
/// size is averaged over in the same way; else each machine is news of its own.
///
/// The constants are prior beliefs, the same for every series: the rate of growth is `drift` give
/// or take a quarter of the scatter a year, the scatter is about a factor of two (0.3 orders of
/// magnitude, worth two observations).
///
/// Left out: scatter that grows or shrinks over the years, groups with rates of their own.
///
/// @param drift prior mean of the growth, orders of magnitude a year
/// @param releases whether machines of one vendor and day share an error
public record NoisyWalk(double drift, boolean releases) implements Method {
  /// A doubling in two years, as Moore's observation of 1975 has it, in orders of magnitude a year.
  public static final double MOORE = 0.15;

  /// Variance that the level gains in a year over that of the scatter.
  private static final double[] WANDERING = {0, 0.01, 0.03, 0.1, 0.3, 1};

  /// Variance of a release's own error over that of the scatter within it.
  private static final double[] SHARED = {0, 0.3, 1, 3};

  private static final double[] NOT_SHARED = {0};

  /// Prior variances over that of the scatter: of the level, of the growth a year.
  private static final double LEVEL = 100;

  private static final double GROWTH = 0.0625;

  /// Prior of the scatter's variance: inverse gamma of this shape, and this scale.
  private static final double SHAPE = 1;

  private static final double SCALE = 0.3 * 0.3;

  /// Parts that are so much less likely than the likeliest are left out of a forecast.
  private static final double LEAST_WEIGHT = 1e-2;

  private static final int FEWEST = 3;

  @Override
  public String name() {
    return releases ? "noisy-walk-of-releases" : "noisy-walk";
  }

  @Override
  public String says() {
    return "a level grows and wanders, and machines scatter around it"
        + (releases ? "; those of one vendor and day share an error" : "");
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    if (known.size() < FEWEST) {
      throw new TooFew(known.size() + " observations; a level that wanders needs " + FEWEST);
    }
    List<Release> seen = Release.of(known);
    List<Filter> filters = new ArrayList<>();
    for (double wandering : WANDERING) {
      for (double shared : releases ? SHARED : NOT_SHARED) {
        Filter filter = new Filter(known, wandering, shared);
        seen.forEach(filter::see);
        filters.add(filter);
      }
    }
    double best = filters.stream().mapToDouble(Filter::evidence).max().orElseThrow();
    double[] weights =
        filters.stream().mapToDouble(f -> StrictMath.exp(f.evidence() - best)).toArray();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] < LEAST_WEIGHT ? 0 : weights[i];
    }
    return date -> {
      List<Predictive> parts = new ArrayList<>();
      filters.forEach(filter -> parts.add(filter.at(date)));
      return Mixture.of(weights, parts);
    };
  }

  /// Machines of one vendor and day: how many, their mean, and the sum of squares about it.
  private record Release(double date, int count, double mean, double squares) {
    static List<Release> of(List<Observation> known) {
      List<Release> out = new ArrayList<>();
      Map<String, List<Observation>> groups = new LinkedHashMap<>();
      for (Observation o : known) {
        groups.computeIfAbsent(o.date() + " " + o.vendor(), k -> new ArrayList<>()).add(o);
      }
      for (List<Observation> group : groups.values()) {
        double mean = group.stream().mapToDouble(Observation::log10).sum() / group.size();
        double squares = 0;
        for (Observation o : group) {
          squares += (o.log10() - mean) * (o.log10() - mean);
        }
        out.add(new Release(group.getFirst().date(), group.size(), mean, squares));
      }
      return out;
    }
  }

  /// Kalman's filter of level and growth, all variances over that of the scatter.
  private final class Filter {
    private final double wandering;
    private final double shared;
    private double date;
    private double level;
    private double growth = drift;
    private double levelVariance = LEVEL;
    private double covariance;
    private double growthVariance = GROWTH;

    /// Half the sum of squared standardised surprises, with the prior's part.
    private double squares = SHAPE * SCALE;

    private double logDeterminant;
    private int count;

    Filter(List<Observation> known, double wandering, double shared) {
      this.wandering = wandering;
      this.shared = shared;
      date = known.getFirst().date();
      double centre = known.stream().mapToDouble(Observation::date).sum() / known.size();
      double mean = known.stream().mapToDouble(Observation::log10).sum() / known.size();
      level = mean + drift * (date - centre);
    }

    void see(Release release) {
      double dt = release.date() - date;
      level += growth * dt;
      levelVariance += 2 * dt * covariance + dt * dt * growthVariance + wandering * dt;
      covariance += dt * growthVariance;
      date = release.date();
      double variance = levelVariance + shared + 1.0 / release.count();
      double surprise = release.mean() - level;
      squares += 0.5 * (surprise * surprise / variance + release.squares());
      logDeterminant += 0.5 * StrictMath.log(release.count() * variance);
      count += release.count();
      double gain = levelVariance / variance;
      double growthGain = covariance / variance;
      level += gain * surprise;
      growth += growthGain * surprise;
      growthVariance -= growthGain * covariance;
      covariance -= gain * covariance;
      levelVariance -= gain * levelVariance;
    }

    private double shape() {
      return SHAPE + count / 2.0;
    }

    /// Logarithm of the probability of all that was seen, but for a constant.
    double evidence() {
      return -logDeterminant - shape() * StrictMath.log(squares);
    }

    /// The distribution of a machine that comes out on a date not before the last one seen.
    Student at(double when) {
      double dt = when - date;
      double variance =
          levelVariance
              + 2 * dt * covariance
              + dt * dt * growthVariance
              + wandering * Math.max(0, dt)
              + shared
              + 1;
      return new Student(level + growth * dt, Math.sqrt(variance * squares / shape()), 2 * shape());
    }
  }
}
