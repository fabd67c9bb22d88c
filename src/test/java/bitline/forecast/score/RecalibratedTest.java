package bitline.forecast.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.forecast.Gaussian;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.forecast.Student;
import bitline.forecast.method.LogLinear;
import bitline.forecast.walk.NoisyWalk;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecalibratedTest {
  /// Knows the line, but not how far machines scatter around it.
  private record Sure(double spread) implements Method {
    @Override
    public String name() {
      return "sure";
    }

    @Override
    public String says() {
      return "the line, more or less surely";
    }

    @Override
    public Fitted fit(List<Observation> known, double origin) {
      return date -> new Gaussian(0.15 * (date - 2010), spread);
    }
  }

  @Test
  void tooSureAMethodIsWidened() {
    Series series = Made.line(11, 2100, 0.3);
    for (double spread : new double[] {0.15, 0.3, 0.9}) {
      Summary plain = Backtest.of(new Sure(spread), series, Protocol.STANDARD).summary();
      Recalibrated better = new Recalibrated(new Sure(spread));
      Summary summary = Backtest.of(better, series, Protocol.STANDARD).summary();
      assertThat(better.factor(series.before(2020), 2020))
          .isCloseTo(0.3 / spread, within(0.06 * 0.3 / spread));
      assertThat(summary.cover90()).isCloseTo(0.9, within(0.025));
      assertThat(summary.crps()).isLessThanOrEqualTo(plain.crps() * 1.001);
    }
  }

  @Test
  void withoutHistoryNothingIsChanged() {
    Series series = Made.line(12, 5, 0.3);
    assertThat(new Recalibrated(new Sure(0.1)).factor(series.observations(), 2030)).isEqualTo(1);
  }

  @Test
  void stretchingANormalMultipliesItsDeviation() {
    Gaussian base = new Gaussian(2, 0.5);
    Gaussian wide = new Gaussian(2, 0.8);
    Predictive stretched = new Stretched(base, 1.6);
    for (double x : new double[] {0, 1.5, 2, 2.2, 4}) {
      assertThat(stretched.cdf(x)).isCloseTo(wide.cdf(x), within(1e-12));
      assertThat(stretched.logDensity(x)).isCloseTo(wide.logDensity(x), within(1e-7));
    }
    assertThat(stretched.quantile(0.95)).isCloseTo(wide.quantile(0.95), within(1e-9));
    assertThat(stretched.median()).isEqualTo(2);
  }

  @Test
  void stretchedIsADistribution() {
    Cases.forAll(
        30,
        random -> {
          Predictive said =
              new Stretched(
                  new Student(random.nextGaussian(), 0.1 + random.nextDouble(), 4),
                  0.5 + 2 * random.nextDouble());
          double p = 0.001 + 0.998 * random.nextDouble();
          assertThat(said.cdf(said.quantile(p))).isCloseTo(p, within(1e-9));
          double x = said.quantile(p);
          double h = 1e-5;
          double slope = (said.cdf(x + h) - said.cdf(x - h)) / (2 * h);
          assertThat(StrictMath.exp(said.logDensity(x)))
              .isCloseTo(slope, within(1e-4 + 1e-4 * slope));
        });
  }

  @Test
  void theBetterMemberGainsWeight() {
    Series series = Made.line(13, 600, 0.3);
    Stacked stack = new Stacked("two", List.of(new Sure(0.3), new Climatology()));
    double[] early = stack.weights(series.before(2006.5), 2006.5);
    double[] late = stack.weights(series.before(2020), 2020);
    assertThat(early[0] + early[1]).isCloseTo(1, within(1e-12));
    assertThat(late[0]).isGreaterThan(early[0]).isGreaterThan(0.9);
    double stacked = Backtest.of(stack, series, Protocol.STANDARD).summary().crps();
    double worse = Backtest.of(new Climatology(), series, Protocol.STANDARD).summary().crps();
    double better = Backtest.of(new Sure(0.3), series, Protocol.STANDARD).summary().crps();
    assertThat(stacked).isLessThan(worse).isCloseTo(better, within(0.15 * better));
  }

  @Test
  void rememberingChangesNothing() {
    List<Observation> known = Made.line(14, 60, 0.3).observations();
    Method plain = new NoisyWalk(NoisyWalk.MOORE, true);
    Method remembered = new Remembered(plain);
    for (int i = 0; i < 2; i++) {
      assertThat(remembered.fit(known, 2027).at(2028).quantile(0.9))
          .isEqualTo(plain.fit(known, 2027).at(2028).quantile(0.9));
    }
  }

  @Test
  void aMethodOnItsOwnIsAStackOfOne() {
    List<Observation> known = Made.line(15, 60, 0.3).observations();
    Method line = new LogLinear();
    assertThat(new Stacked("one", List.of(line)).fit(known, 2027).at(2028).cdf(2.5))
        .isEqualTo(line.fit(known, 2027).at(2028).cdf(2.5));
  }

  /// Same bits on every machine: the figures of one series, to the last digit.
  @Test
  void sameBits() {
    List<Observation> known = Made.line(16, 40, 0.3).observations();
    double q = Recalibrated.standard().fit(known, 2026).at(2028).quantile(0.95);
    assertThat(Recalibrated.standard().fit(known, 2026).at(2028).quantile(0.95)).isEqualTo(q);
  }
}
