package bitline.forecast.windfall;

import bitline.base.Interval;
import bitline.base.Normal;
import java.util.ArrayList;
import java.util.List;

/// What a [Clause] gives: expected, by quantile, by outcome, and along a scale of profits.
///
/// Exact up to the integral over the world's growth, which is taken at equally likely points. Left
/// out: that a promise changes what is earned, that profits move with the world's product, taxes,
/// and what is paid before the year and after it.
///
/// @param clause of which
/// @param world product of the year, dollars
/// @param threshold dollars of profit from which anything is given
/// @param expectedProfit dollars
/// @param expected dollars given
/// @param share of the expected profit that is given
/// @param any probability that anything is given
/// @param quantiles of profit and of what is given
/// @param outcomes what each gives
/// @param scale what is given along profits
/// @param known what companies would have given
public record Windfall(
    Clause clause,
    Interval world,
    double threshold,
    double expectedProfit,
    double expected,
    double share,
    double any,
    List<Quantile> quantiles,
    List<OfOutcome> outcomes,
    List<Given> scale,
    List<OfCompany> known) {
  private static final int WORLDS = 41;
  private static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

  /// Profits over world product at which the scale is told.
  private static final List<Double> STEPS =
      List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);

  private static final double MOST = 1e18;

  public Windfall {
    quantiles = List.copyOf(quantiles);
    outcomes = List.copyOf(outcomes);
    scale = List.copyOf(scale);
    known = List.copyOf(known);
  }

  /// With this probability the profit is at most `profit`, and at most `given` is given. The two
  /// are quantiles each by itself: the world's product lies between them.
  public record Quantile(double probability, double profit, double given) {}

  /// What an outcome gives.
  ///
  /// @param part of all that is expected to be given
  public record OfOutcome(
      String name, double probability, double profit, double given, double share, double part) {}

  /// What a profit gives.
  ///
  /// @param relative profit over world product
  /// @param share of the profit that is given
  /// @param marginal share of the next dollar
  public record Given(
      double relative, double profit, double given, double share, double marginal) {}

  /// What a company would have given of a year.
  public record OfCompany(String name, int year, double profit, double given, double relative) {}

  /// Works it out.
  public static Windfall of(Clause clause) {
    Commitment commitment = clause.commitment();
    int year = clause.year();
    double[] worlds = new double[WORLDS];
    for (int w = 0; w < WORLDS; w++) {
      worlds[w] = clause.world().of(year, Normal.quantile((w + 0.5) / WORLDS));
    }
    Interval world =
        new Interval(
            clause.world().of(year, 0),
            clause.world().of(year, -Interval.DEVIATIONS),
            clause.world().of(year, Interval.DEVIATIONS));
    double profit = 0;
    double given = 0;
    List<OfOutcome> outcomes = new ArrayList<>();
    for (Outcome outcome : clause.profits()) {
      double each = 0;
      for (double w : worlds) {
        each += commitment.expected(outcome, w) / WORLDS;
      }
      profit += outcome.probability() * outcome.expected();
      given += outcome.probability() * each;
      outcomes.add(
          new OfOutcome(
              outcome.name(),
              outcome.probability(),
              outcome.expected(),
              each,
              each / outcome.expected(),
              outcome.probability() * each));
    }
    double all = given;
    List<OfOutcome> parts =
        outcomes.stream()
            .map(o ->
                new OfOutcome(
                    o.name, o.probability, o.profit, o.given, o.share, all > 0 ? o.part / all : 0))
            .toList();
    List<Given> scale = new ArrayList<>();
    for (double step : STEPS) {
      double dollars = step * world.middle();
      double of = commitment.given(dollars, world.middle());
      scale.add(
          new Given(step, dollars, of, of / dollars, commitment.marginal(dollars, world.middle())));
    }
    List<OfCompany> known = new ArrayList<>();
    for (Clause.Known company : clause.known()) {
      double then = clause.world().of(company.year(), 0);
      known.add(
          new OfCompany(
              company.name(),
              company.year(),
              company.dollars(),
              commitment.given(company.dollars(), then),
              company.dollars() / then));
    }
    return new Windfall(
        clause,
        world,
        commitment.threshold() * world.middle(),
        profit,
        given,
        given / profit,
        1 - atMost(clause, worlds, 0),
        QUANTILES.stream()
            .map(p -> new Quantile(p, profit(clause, p), given(clause, worlds, p)))
            .toList(),
        parts,
        scale,
        known);
  }

  /// Probability that no more is given than this.
  private static double atMost(Clause clause, double[] worlds, double given) {
    double sum = 0;
    for (double world : worlds) {
      double bound = clause.commitment().profit(given, world);
      sum += cdf(clause, bound) / worlds.length;
    }
    return sum;
  }

  private static double cdf(Clause clause, double profit) {
    double sum = 0;
    for (Outcome outcome : clause.profits()) {
      sum += outcome.probability() * (profit == Double.POSITIVE_INFINITY ? 1 : outcome.cdf(profit));
    }
    return sum;
  }

  private static double given(Clause clause, double[] worlds, double p) {
    if (atMost(clause, worlds, 0) >= p) {
      return 0;
    }
    double low = 0;
    double high = MOST;
    while (high - low > 1e-9 * high && high > 1e-3) {
      double half = low < 1 ? (low + high) / 2 : Math.sqrt(low * high);
      if (atMost(clause, worlds, half) < p) {
        low = half;
      } else {
        high = half;
      }
    }
    return high;
  }

  private static double profit(Clause clause, double p) {
    double low = 1e-3;
    double high = 1e24;
    while (high > low * (1 + 1e-12)) {
      double half = Math.sqrt(low * high);
      if (cdf(clause, half) < p) {
        low = half;
      } else {
        high = half;
      }
    }
    return high;
  }
}
