package bitline.forecast.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.forecast.Gaussian;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.method.LogLinear;
import bitline.forecast.walk.NoisyWalk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BacktestTest {
  /// The law that [Made#line] follows.
  private record Truth(double spread) implements Method {
    @Override
    public String name() {
      return "truth";
    }

    @Override
    public String says() {
      return "the law itself";
    }

    @Override
    public Fitted fit(List<Observation> known, double origin) {
      return date -> new Gaussian(0.15 * (date - 2010), spread);
    }
  }

  @Test
  void pitOfTheTruthIsEven() {
    Backtest test = Backtest.of(new Truth(0.3), Made.line(1, 2000, 0.3), Protocol.STANDARD);
    int n = test.scored().size();
    assertThat(n).isGreaterThan(2000);
    for (int count : test.pitHistogram(10)) {
      assertThat((double) count / n).isCloseTo(0.1, within(0.025));
    }
    for (Backtest.Reliability point : test.reliability()) {
      assertThat(point.came()).isCloseTo(point.said(), within(0.04));
    }
    assertThat(test.summary().cover90()).isCloseTo(0.9, within(0.02));
    assertThat(test.summary().bias()).isCloseTo(0, within(0.02));
  }

  @Test
  void intervalsOfHalfTheWidthAreFoundOut() {
    Backtest test = Backtest.of(new Truth(0.15), Made.line(1, 2000, 0.3), Protocol.STANDARD);
    assertThat(test.summary().cover90()).isCloseTo(0.589, within(0.03)); // 2Φ(1.645/2) − 1
    List<Integer> pits = test.pitHistogram(10);
    assertThat(pits.getFirst() + pits.getLast()).isGreaterThan(4 * (pits.get(4) + pits.get(5)) / 2);
  }

  @Test
  void whatCameWithinTheHorizonIsScoredAtEachOrigin() {
    Series series = Made.line(2, 210, 0.1); // ten a year
    Backtest test = Backtest.of(new Truth(0.1), series, Protocol.STANDARD);
    assertThat(test.summary().origins()).isEqualTo(9);
    assertThat(test.at(2016)).hasSize(30).allMatch(s -> s.ahead() >= 0 && s.ahead() < 3);
    assertThat(test.at(2024)).allMatch(s -> s.seen().date() >= 2024);
    assertThat(test.leftOut()).isEmpty();
  }

  static List<Method> methods() {
    return List.of(
        new Climatology(),
        new LastValue(),
        new LogLinear(),
        new NoisyWalk(NoisyWalk.MOORE, true),
        Stacked.standard(),
        Recalibrated.standard());
  }

  /// Whatever comes after an origin may be changed without changing a forecast made before it.
  @ParameterizedTest
  @MethodSource("methods")
  void theFutureCannotBeSeen(Method method) {
    Series series = Made.line(3, 84, 0.2);
    double cut = 2019;
    List<Observation> poisoned = new ArrayList<>();
    for (Observation o : series.observations()) {
      boolean later = o.date() >= cut;
      poisoned.add(later ? Made.observation(o.name(), o.date(), 30 - o.log10()) : o);
    }
    Protocol protocol = new Protocol(List.of(2017.0, 2018.0, 2019.0), 1, 5);
    Backtest clean = Backtest.of(method, series, protocol);
    Backtest after = Backtest.of(method, Made.series(poisoned), protocol);
    for (double origin : List.of(2017.0, 2018.0)) {
      assertThat(after.at(origin)).isEqualTo(clean.at(origin)).isNotEmpty();
    }
    assertThat(said(after.at(2019))).isEqualTo(said(clean.at(2019))).isNotEmpty();
    assertThat(after.at(2019)).isNotEqualTo(clean.at(2019));
    // even where a careless caller hands over all there is
    List<Observation> known = series.before(cut);
    assertThat(method.fit(known, cut).at(2020).quantile(0.95))
        .isEqualTo(method.fit(List.copyOf(known), cut).at(2020).quantile(0.95));
  }

  private static List<List<Double>> said(List<Scored> scored) {
    return scored.stream().map(s -> List.of(s.median(), s.low(), s.high())).toList();
  }

  @Test
  void rehearsalsSeeOnlyWhatIsBeforeTheOrigin() {
    List<Observation> all = Made.line(4, 84, 0.2).observations();
    List<Observation> known = all.stream().filter(o -> o.date() < 2018).toList();
    List<Method> line = List.of(new LogLinear());
    assertThat(Rehearsal.of(line, all, 2018)).isEqualTo(Rehearsal.of(line, known, 2018));
    assertThat(Rehearsal.of(line, known, 2018)).isNotEmpty();
  }

  @Test
  void tooLittleIsNoZero() {
    Series late = Made.series(Made.line(5, 42, 0.2).observations().subList(30, 42));
    Backtest test = Backtest.of(new LogLinear(), late, Protocol.STANDARD);
    assertThat(test.leftOut()).isNotEmpty();
    assertThat(test.summary().origins() + test.leftOut().size()).isLessThanOrEqualTo(9);
    Series short_ = Made.series(Made.line(5, 42, 0.2).observations().subList(0, 4));
    assertThatThrownBy(() -> Backtest.of(new LogLinear(), short_, Protocol.STANDARD))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot be tested on 'made'");
  }

  @Test
  void clusteredErrorIsTheBinomialOneWhereAllAreAlone() {
    Backtest test =
        Backtest.of(new Truth(0.3), Made.line(6, 2000, 0.3), new Protocol(List.of(2016.0), 3, 5));
    int n = test.scored().size();
    double p = test.summary().cover90();
    assertThat(test.coverageError(0.9, s -> s.seen().name()))
        .isCloseTo(Math.sqrt(p * (1 - p) / (n - 1)), within(1e-12));
    assertThat(test.coverageError(0.9, s -> (int) s.seen().date())).isPositive();
  }
}
