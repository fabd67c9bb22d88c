package bitline.forecast.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Method.TooFew;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomWalkTest {
  /// A forecast error is a sum of the noises v with coefficients that can be written down one by
  /// one; the closed form is the sum of their squares.
  @Test
  void theSpreadIsTheVarianceOfTheForecastError() {
    Cases.forAll(
        200,
        random -> {
          int m = 2 + random.nextInt(30);
          int h = 1 + random.nextInt(30);
          double theta = random.nextDouble() * 1.98 - 0.99;
          double[] coefficients = new double[m + 1 + h]; // of v(t−m) to v(t+h)
          for (int step = 1; step <= m + h; step++) {
            double weight = step <= m ? -(double) h / m : 1;
            coefficients[step] += weight;
            coefficients[step - 1] += weight * theta;
          }
          double variance = 0;
          for (double c : coefficients) {
            variance += c * c;
          }
          assertThat(Walk.spread(h, m, theta) * (1 + theta * theta))
              .isCloseTo(variance, within(1e-9 * variance));
        });
  }

  private static double[] path(int length, double theta, long seed) {
    long key = Keyed.bits(seed, "test walk", 0);
    double[] logs = new double[length];
    double before = Normal.quantile(Keyed.uniform(key, 0));
    for (int i = 1; i < length; i++) {
      double v = Normal.quantile(Keyed.uniform(key, i));
      logs[i] = logs[i - 1] - 0.3 + 0.2 * (v + theta * before);
      before = v;
    }
    return logs;
  }

  @Test
  void intervalsOfSimulatedWalksHoldWhatTheyClaim() {
    int held = 0;
    int many = 4000;
    for (int i = 0; i < many; i++) {
      double[] logs = path(30, 0.4, i);
      double[] known = new double[21];
      System.arraycopy(logs, 0, known, 0, 21);
      Walk walk = Walk.yearly(2000, known, 0.4);
      double edge = Student.standard(0.95, walk.degrees());
      double error = logs[25] - walk.middle(2025);
      held += Math.abs(error) < edge * walk.scale(2025) ? 1 : 0;
    }
    assertThat(held / (double) many).isCloseTo(0.9, within(0.02));
  }

  @Test
  void theOwnThetaIsThatOfALongPath() {
    for (double theta : new double[] {-0.6, 0, 0.6}) {
      double[] logs = path(2000, theta, 7);
      int[] steps = new int[logs.length];
      double[] dates = new double[logs.length];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = i;
        dates[i] = i;
      }
      assertThat(MovingAverage.theta(steps, dates, logs)).isCloseTo(theta, within(0.06));
    }
  }

  @Test
  void missingYearsKeepDriftAndVolatility() {
    double[] logs = path(3000, 0.5, 3);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < logs.length; i++) {
      if (i % 7 != 3 && i % 11 != 5) {
        kept.add(i);
      }
    }
    int[] steps = kept.stream().mapToInt(i -> i).toArray();
    Walk walk =
        Walk.of(
            steps,
            kept.stream().mapToDouble(i -> i).toArray(),
            kept.stream().mapToDouble(i -> logs[i]).toArray(),
            0.5);
    assertThat(walk.volatility()).isCloseTo(0.2 * Math.sqrt(1.25), within(0.01));
    assertThat(walk.drift()).isCloseTo(-0.3, within(0.02));
  }

  private static List<Observation> machines(int years, int each) {
    List<Observation> machines = new ArrayList<>();
    double[] logs = path(years, 0, 11);
    long key = Keyed.bits(1, "test machines", 0);
    for (int y = 0; y < years; y++) {
      for (int k = 0; k < each; k++) {
        double off = Normal.quantile(Keyed.uniform(key, y * each + k));
        double date = 2000 + y + (k + 0.5) / each;
        double value = StrictMath.exp(logs[y] + 0.8 * off);
        machines.add(new Observation("m" + machines.size(), "d", "", "", date, value, 0, null));
      }
    }
    return machines;
  }

  /// Twenty machines a year with a spread of 0.8: one machine is far less certain than the median.
  @Test
  void aMachineLiesAboutTheYearlyMedianAsOthersDid() {
    List<Observation> machines = machines(20, 20);
    RandomWalk.Learned learned = RandomWalk.ownTheta().fit(machines, 2020);
    assertThat(learned.walk().steps()).isEqualTo(19);
    assertThat(learned.walk().date()).isCloseTo(2019.5, within(1e-9));
    double deviation =
        Math.sqrt(
            learned.residuals().stream().mapToDouble(r -> r * r).sum()
                / learned.residuals().size());
    assertThat(deviation).isCloseTo(0.8, within(0.08));
    Predictive next = learned.at(2020.5);
    double width = (next.quantile(0.95) - next.quantile(0.05)) * StrictMath.log(10);
    assertThat(width).isBetween(2 * 1.645 * 0.8, 2 * 1.645 * 1.1);
    assertThat(next.cdf(next.quantile(0.2))).isCloseTo(0.2, within(1e-6));
    double slope = (next.cdf(next.median() + 1e-4) - next.cdf(next.median() - 1e-4)) / 2e-4;
    assertThat(StrictMath.exp(next.logDensity(next.median()))).isCloseTo(slope, within(1e-4));
  }

  @Test
  void theFrontierLiesAboveTheMedianAndItsMachinesBelowIt() {
    List<Observation> machines = machines(12, 9);
    RandomWalk.Learned best = RandomWalk.frontier(true).fit(machines, 2012);
    RandomWalk.Learned cheapest = RandomWalk.frontier(false).fit(machines, 2012);
    assertThat(best.residuals()).allMatch(r -> r <= 0);
    assertThat(cheapest.residuals()).allMatch(r -> r >= 0);
    assertThat(best.walk().last()).isGreaterThan(cheapest.walk().last());
  }

  @Test
  void tooLittleIsRefused() {
    assertThatThrownBy(() -> RandomWalk.pooled().fit(machines(4, 3), 2004))
        .isInstanceOf(TooFew.class)
        .hasMessageContaining("5 years");
    assertThatThrownBy(() -> Walk.yearly(2000, new double[] {1, 2, 3, 4}, 0))
        .isInstanceOf(TooFew.class)
        .hasMessageContaining("straight line");
  }
}
