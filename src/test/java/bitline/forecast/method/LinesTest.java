package bitline.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

/// Straight lines: by least squares, by quantiles, with designs drawn anew.
class LinesTest {
  /// The certified values of NIST's data set Norris (StRD, linear regression): level
  /// −0.262323073774029, slope 1.00211681802045, residual standard deviation 0.884796396144373.
  @Test
  void norrisIsReproduced() {
    double[] x = {
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5,
      666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2,
      999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5
    };
    double[] y = {
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1,
      668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0,
      998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2
    };
    Line line = Line.through(new Points(x, y));
    assertThat(line.slope()).isCloseTo(1.00211681802045, within(1e-12));
    assertThat(line.at(0)).isCloseTo(-0.262323073774029, within(1e-10));
    assertThat(Math.sqrt(line.variance())).isCloseTo(0.884796396144373, within(1e-12));
  }

  /// The prediction interval as textbooks have it, from another library's regression.
  @Test
  void logLinearIsTheTextbooksPredictionInterval() {
    List<Observation> known = Synthetic.line(Synthetic.random(3), 25, 0.2, 0.3).known();
    SimpleRegression judge = new SimpleRegression();
    known.forEach(o -> judge.addData(o.date(), o.log10()));
    double mean = known.stream().mapToDouble(Observation::date).average().orElseThrow();
    double at = 2023;
    double scale =
        Math.sqrt(
            judge.getMeanSquareError()
                * (1 + 1.0 / 25 + (at - mean) * (at - mean) / judge.getXSumSquares()));
    Student said = (Student) new LogLinear().fit(known, 2020).at(at);
    assertThat(said.location()).isCloseTo(judge.predict(at), within(1e-9));
    assertThat(said.scale()).isCloseTo(scale, within(1e-9));
    assertThat(said.freedom()).isEqualTo(23);
  }

  /// The best of all lines through two points: one of them is always optimal.
  @Test
  void quantileLinesAreTheBestOfAllPairs() {
    for (int seed = 0; seed < 25; seed++) {
      RandomGenerator random = Synthetic.random(seed);
      int n = 6 + random.nextInt(20);
      double[] t = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        t[i] = 2000 + random.nextInt(12); // dates tie
        y[i] = 0.2 * (t[i] - 2000) + random.nextGaussian();
      }
      for (double tau : new double[] {0.05, 0.25, 0.5, 0.8, 0.95}) {
        QuantileLine line = QuantileLine.through(new Points(t, y), tau);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < i; j++) {
            if (t[i] != t[j]) {
              double slope = (y[i] - y[j]) / (t[i] - t[j]);
              best = Math.min(best, loss(t, y, slope, y[i] - slope * t[i], tau));
            }
          }
        }
        double own = loss(t, y, line.slope(), line.at(0), tau);
        assertThat(own).as("seed %s tau %s", seed, tau).isCloseTo(best, within(1e-9));
      }
    }
  }

  private static double loss(double[] t, double[] y, double slope, double level, double tau) {
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      double rest = y[i] - level - slope * t[i];
      sum += rest > 0 ? tau * rest : (tau - 1) * rest;
    }
    return sum;
  }

  /// Growth whose scatter widens downwards: a line and one spread are wrong, quantiles hold.
  @Test
  void quantilesHoldWhereScatterWidens() {
    double covered = Synthetic.coverage(new QuantileRegression(), 0.9, 250, LinesTest::fan);
    assertThat(covered).isBetween(0.855, 0.955);
  }

  private static Synthetic.World fan(RandomGenerator random) {
    List<Observation> known = new ArrayList<>();
    for (double date : Synthetic.dates(random, 60)) {
      known.add(Synthetic.machine("d" + known.size(), date, fanned(random, date)));
    }
    double at = 2020 + 3 * random.nextDouble();
    return new Synthetic.World(known, Synthetic.machine("next", at, fanned(random, at)));
  }

  private static double fanned(RandomGenerator random, double date) {
    double spread = 0.1 + 0.03 * (date - 2005);
    return 1 + 0.15 * (date - 2005) + spread * Math.log(1 - random.nextDouble());
  }

  /// Four standard errors of 300 worlds around 0.9 are 0.07.
  @Test
  void intervalsHoldWhatTheySay() {
    for (Method method : List.of(new LogLinear(), new ClusterBootstrap(), new Hierarchical())) {
      double covered = Synthetic.coverage(method, 0.9, 300, r -> Synthetic.line(r, 40, 0.15, 0.3));
      assertThat(covered).as(method.name()).isCloseTo(0.9, within(0.07));
    }
  }

  /// Variants of a design share its error: who counts them as machines is too sure, who draws
  /// designs is not.
  @Test
  void variantsAreNotMachines() {
    assertThat(Synthetic.coverage(new LogLinear(), 0.9, 250, LinesTest::variants)).isLessThan(0.84);
    assertThat(Synthetic.coverage(new ClusterBootstrap(), 0.9, 250, LinesTest::variants))
        .isBetween(0.845, 0.95);
    assertThat(Synthetic.coverage(new Hierarchical(), 0.9, 250, LinesTest::variants))
        .isBetween(0.85, 0.95);
  }

  private static Synthetic.World variants(RandomGenerator random) {
    List<Observation> known = new ArrayList<>();
    double[] dates = Synthetic.dates(random, 15);
    for (int g = 0; g < dates.length; g++) {
      double shared = 0.3 * random.nextGaussian();
      int count = 1 + random.nextInt(8);
      for (int i = 0; i < count; i++) {
        double value = 1 + 0.15 * (dates[g] - 2005) + shared + 0.05 * random.nextGaussian();
        known.add(Synthetic.machine("d" + g, dates[g], value));
      }
    }
    double at = 2020 + 3 * random.nextDouble();
    double value = 1 + 0.15 * (at - 2005) + 0.304 * random.nextGaussian();
    return new Synthetic.World(known, Synthetic.machine("next", at, value));
  }

  @Test
  void everyMethodIsTheSameTwiceAndRefusesTooFew() {
    List<Observation> known = Synthetic.line(Synthetic.random(9), 40, 0.2, 0.3).known();
    for (Method method : Methods.all()) {
      Predictive once = method.fit(known, 2020).at(2022.5);
      Predictive again = method.fit(List.copyOf(known), 2020).at(2022.5);
      double before = Double.NEGATIVE_INFINITY;
      for (double p : new double[] {0.01, 0.05, 0.5, 0.95, 0.99}) {
        assertThat(again.quantile(p)).as(method.name()).isEqualTo(once.quantile(p));
        assertThat(once.quantile(p)).as(method.name()).isGreaterThan(before);
        assertThat(once.cdf(once.quantile(p))).as(method.name()).isCloseTo(p, within(1e-9));
        assertThat(once.logDensity(once.quantile(p))).as(method.name()).isFinite();
        before = once.quantile(p);
      }
      assertThatThrownBy(() -> method.fit(known.subList(0, 2), 2020))
          .as(method.name())
          .isInstanceOf(Method.TooFew.class);
    }
  }

  /// Values without any scatter, and dates that are all one: refused or narrow, never a crash.
  @Test
  void degenerateSeriesAreBorne() {
    List<Observation> exact = new ArrayList<>();
    List<Observation> sameDay = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      exact.add(Synthetic.machine("d" + i, 2000 + 0.5 * i, 0.1 * i));
      sameDay.add(Synthetic.machine("d" + i, 2010, 0.1 * i));
    }
    for (Method method : Methods.all()) {
      if (!method.name().startsWith("random-walk")) { // which refuses a walk without steps
        double median = method.fit(exact, 2015).at(2016).median();
        assertThat(median).as(method.name()).isCloseTo(3.2, within(0.45));
      }
      assertThatThrownBy(() -> method.fit(sameDay, 2015))
          .as(method.name())
          .isInstanceOf(Method.TooFew.class);
    }
  }

  @Test
  void unknownMethodsAreAnsweredWithTheNearest() {
    assertThat(Methods.of(" Change-Point ")).isInstanceOf(ChangePoint.class);
    assertThatThrownBy(() -> Methods.of("log-liner"))
        .hasMessageContaining("no method 'log-liner'")
        .hasMessageContaining("did you mean 'log-linear'?");
    assertThat(Methods.keys()).doesNotHaveDuplicates();
    assertThat(Methods.all()).allSatisfy(m -> assertThat(m.says()).isNotBlank());
  }
}
