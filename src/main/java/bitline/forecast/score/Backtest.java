package bitline.forecast.score;

import bitline.base.Problem;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A method's forecasts of what it could not have known, each with its score.
///
/// @param method its key
/// @param series its key
/// @param protocol origins and horizon
/// @param scored by origin, then by date; never empty
/// @param leftOut origins at which the method had too little to learn from, with its words
public record Backtest(
    String method, String series, Protocol protocol, List<Scored> scored, List<LeftOut> leftOut) {
  public Backtest {
    scored = List.copyOf(scored);
    leftOut = List.copyOf(leftOut);
  }

  /// An origin without a forecast.
  public record LeftOut(double origin, String why) {}

  /// Tests a method on a series. At each origin the method gets a list that holds nothing of what
  /// came later.
  ///
  /// @throws Problem where nothing could be scored
  public static Backtest of(Method method, Series series, Protocol protocol) {
    List<Scored> scored = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (double origin : protocol.origins()) {
      List<Observation> known = series.before(origin);
      List<Observation> later = series.between(origin, origin + protocol.horizon());
      if (known.size() < protocol.least()) {
        leftOut.add(
            new LeftOut(origin, known.size() + " before, " + protocol.least() + " are needed"));
        continue;
      }
      try {
        scored.addAll(score(method.fit(known, origin), later, origin));
      } catch (Method.TooFew e) {
        leftOut.add(new LeftOut(origin, String.valueOf(e.getMessage())));
      }
    }
    if (scored.isEmpty()) {
      throw new Problem(
          "method '"
              + method.name()
              + "' cannot be tested on '"
              + series.name()
              + "': at none of "
              + protocol.origins().size()
              + " origins is there enough before and anything after; take earlier data or a"
              + " plainer method");
    }
    return new Backtest(method.name(), series.name(), protocol, scored, leftOut);
  }

  private static List<Scored> score(Method.Fitted fitted, List<Observation> later, double origin) {
    List<Scored> scored = new ArrayList<>();
    for (Observation o : later) {
      Predictive said = fitted.at(o.date());
      double y = o.log10();
      double[] levels = Scores.levels(said);
      scored.add(
          new Scored(
              origin,
              o,
              said.median(),
              levels[0],
              levels[levels.length - 1],
              said.cdf(y),
              Scores.crps(said, levels, y),
              Scores.pinball(levels, y),
              said.logDensity(y)));
    }
    return scored;
  }

  public Summary summary() {
    return Summary.of(scored);
  }

  /// The figures of one origin alone; empty where it was left out or nothing came.
  public List<Scored> at(double origin) {
    return scored.stream().filter(s -> s.origin() == origin).toList();
  }

  /// How many PITs lie in each of some equal bins of 0 to 1: flat when calibrated, a U when
  /// intervals are too narrow, a hump when they are too wide, a slope when there is a bias.
  public List<Integer> pitHistogram(int bins) {
    int[] count = new int[bins];
    for (Scored s : scored) {
      count[Math.min(bins - 1, (int) (s.pit() * bins))]++;
    }
    return Arrays.stream(count).boxed().toList();
  }

  /// Standard error of the share inside a central interval, where only clusters are independent of
  /// one another: the linearised ratio of sums over clusters. Machines of one design share an
  /// error; what comes out in one year may share one as well.
  ///
  /// @param cluster what an observation belongs to
  /// @return not-a-number for a single cluster
  public double coverageError(double probability, Function<Scored, Object> cluster) {
    double share =
        (double) scored.stream().filter(s -> s.inside(probability)).count() / scored.size();
    Map<Object, Double> excess = new LinkedHashMap<>();
    for (Scored s : scored) {
      excess.merge(cluster.apply(s), (s.inside(probability) ? 1 : 0) - share, Double::sum);
    }
    double squares = excess.values().stream().mapToDouble(e -> e * e).sum();
    double k = excess.size();
    return k < 2 ? Double.NaN : Math.sqrt(squares * k / (k - 1)) / scored.size();
  }

  /// A point of the reliability diagram.
  ///
  /// @param said probability of the central interval
  /// @param came share of observations inside
  public record Reliability(double said, double came) {}

  /// Coverage of the central intervals of 5, 10 … 95 %.
  public List<Reliability> reliability() {
    List<Reliability> points = new ArrayList<>();
    for (int percent = 5; percent <= 95; percent += 5) {
      double said = percent / 100.0;
      long inside = scored.stream().filter(s -> s.inside(said)).count();
      points.add(new Reliability(said, (double) inside / scored.size()));
    }
    return points;
  }
}
