package bitline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/// The distributions that forecasts are made of.
class PredictiveTest {
  /// Another library's t distribution is the judge.
  @Test
  void studentAgreesWithCommonsStatistics() {
    for (double freedom : new double[] {1, 2, 2.5, 4, 17, 120, 5000}) {
      TDistribution judge = TDistribution.of(freedom);
      Student student = new Student(3, 0.25, freedom);
      for (double t : new double[] {-40, -7, -2, -0.5, 0, 0.125, 1, 3, 12}) {
        double x = 3 + 0.25 * t;
        assertThat(student.cdf(x)).isCloseTo(judge.cumulativeProbability(t), within(2e-12));
        assertThat(student.logDensity(x))
            .isCloseTo(judge.logDensity(t) - Math.log(0.25), within(1e-9));
      }
      for (double p : new double[] {1e-6, 0.005, 0.05, 0.3, 0.5, 0.9, 0.975, 0.9999}) {
        double t = judge.inverseCumulativeProbability(p);
        assertThat(student.quantile(p)).isCloseTo(3 + 0.25 * t, within(1e-8 * (1 + Math.abs(t))));
      }
    }
    // Close to the middle the judge rounds; with 1 degree the function is an arc tangent.
    assertThat(new Student(0, 1, 1).cdf(-1e-9)).isCloseTo(0.5 - 1e-9 / Math.PI, within(1e-15));
    assertThat(Student.standard(0.95, 1e12)).isCloseTo(1.6448536269514722, within(1e-8));
  }

  /// Printed tables: t of 0.975 with 10 degrees is 2.228, of 0.95 with 1 degree 6.314.
  @Test
  void studentAgreesWithPrintedTables() {
    assertThat(Student.standard(0.975, 10)).isCloseTo(2.228, within(5e-4));
    assertThat(Student.standard(0.95, 1)).isCloseTo(6.314, within(5e-4));
    assertThat(Student.standard(0.995, 30)).isCloseTo(2.750, within(5e-4));
  }

  @Test
  void gaussianAgreesWithCommonsStatistics() {
    NormalDistribution judge = NormalDistribution.of(-2, 0.7);
    Gaussian gaussian = new Gaussian(-2, 0.7);
    for (double x : new double[] {-9, -4, -2.1, -2, -1, 0.5, 3}) {
      assertThat(gaussian.cdf(x)).isCloseTo(judge.cumulativeProbability(x), within(1e-14));
      assertThat(gaussian.logDensity(x)).isCloseTo(judge.logDensity(x), within(1e-12));
    }
    assertThat(gaussian.quantile(0.9)).isCloseTo(-2 + 0.7 * 1.2815515655446004, within(1e-12));
  }

  /// The sums over all draws, written out.
  @Test
  void sampleIsTheSumOfItsKernels() {
    Cases.forAll(
        30,
        random -> {
          int n = 2 + random.nextInt(60);
          double[] draws = draws(random, n);
          double[] weights = random.doubles(n, 0.01, 3).toArray();
          Sample sample = Sample.weighted(draws, weights);
          double total = Arrays.stream(weights).sum();
          double mean = 0;
          for (int i = 0; i < n; i++) {
            mean += weights[i] * draws[i] / total;
          }
          double variance = 0;
          for (int i = 0; i < n; i++) {
            variance += weights[i] * (draws[i] - mean) * (draws[i] - mean) / total;
          }
          double h = sample.bandwidth();
          double together = Math.sqrt(1 - 2 * h * h / variance);
          for (double x : new double[] {-60, mean - 2, mean, mean + 0.1, draws[0], 40}) {
            double cdf = 0;
            double density = 0;
            for (int i = 0; i < n; i++) {
              double d = x - (mean + (draws[i] - mean) * together);
              double kernel = Math.exp(-Math.abs(d) / h) / 2;
              cdf += weights[i] / total * (d < 0 ? kernel : 1 - kernel);
              density += weights[i] / total * kernel / h;
            }
            assertThat(sample.cdf(x)).isCloseTo(cdf, within(1e-12));
            if (density > 1e-300) {
              assertThat(sample.logDensity(x)).isCloseTo(Math.log(density), within(1e-8));
            }
          }
        });
  }

  @Test
  void quantilesInvertDistributionFunctions() {
    Cases.forAll(
        20,
        random -> {
          double[] draws = draws(random, 2 + random.nextInt(200));
          double[] knots = draws(random, 5);
          Arrays.sort(knots);
          List<Predictive> all =
              List.of(
                  new Student(draws[0], 0.1 + random.nextDouble(), 1 + 30 * random.nextDouble()),
                  new Gaussian(draws[1], 0.3),
                  Sample.of(draws),
                  new Quantiles(new double[] {0.1, 0.25, 0.5, 0.7, 0.9}, knots));
          Predictive mixture = Mixture.of(new double[] {1, 0.01, 0, 3}, all);
          for (Predictive of : List.of(all.get(0), all.get(1), all.get(2), all.get(3), mixture)) {
            double before = Double.NEGATIVE_INFINITY;
            for (double p : new double[] {1e-5, 0.01, 0.05, 0.2, 0.5, 0.77, 0.95, 0.999}) {
              double x = of.quantile(p);
              assertThat(of.cdf(x)).as("%s at %s", of, p).isCloseTo(p, within(1e-10));
              assertThat(x).isGreaterThan(before);
              before = x;
            }
          }
        });
  }

  /// A density is the slope of its distribution function.
  @Test
  void densitiesAreSlopes() {
    double[] draws = {-1, 0, 0.2, 0.7, 3};
    List<Predictive> all =
        List.of(
            new Student(0.3, 0.4, 3),
            Sample.of(draws),
            new Quantiles(new double[] {0.05, 0.5, 0.95}, new double[] {-1, 0.4, 3}),
            Mixture.equal(List.of(new Gaussian(0, 1), new Student(3, 0.1, 5))));
    for (Predictive of : all) {
      for (double x : new double[] {-2.3, -0.51, 0.11, 0.93, 3.7}) {
        double slope = (of.cdf(x + 1e-5) - of.cdf(x - 1e-5)) / 2e-5;
        assertThat(Math.exp(of.logDensity(x))).as("%s at %s", of, x).isCloseTo(slope, within(2e-5));
      }
    }
  }

  @Test
  void manyNormalDrawsGiveTheNormalDistribution() {
    RandomGenerator random = new java.util.SplittableRandom(5);
    double[] draws = new double[4000];
    Arrays.setAll(draws, i -> 2 + 0.5 * random.nextGaussian());
    Sample sample = Sample.of(draws);
    for (double p : new double[] {0.05, 0.25, 0.5, 0.75, 0.95}) {
      assertThat(sample.quantile(p)).isCloseTo(new Gaussian(2, 0.5).quantile(p), within(0.04));
    }
  }

  @Test
  void tiesInQuantilesAreMovedApart() {
    Quantiles tied = new Quantiles(new double[] {0.1, 0.4, 0.5, 0.9}, new double[] {0, 1, 1, 2});
    assertThat(tied.quantile(0.5)).isCloseTo(1.002, within(1e-9));
    assertThat(tied.logDensity(1.001)).isFinite();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Student(0, 0, 3)).hasMessageContaining("0.0 ± 0.0");
    assertThatThrownBy(() -> new Gaussian(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Sample.of(new double[] {1, 1, 1})).hasMessageContaining("all 3 draws");
    assertThatThrownBy(() -> new Mixture(List.of())).hasMessageContaining("nothing");
    assertThatThrownBy(() -> new Quantiles(new double[] {0.1, 0.9}, new double[] {2, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] draws(RandomGenerator random, int n) {
    double[] draws = new double[n];
    Arrays.setAll(draws, i -> 10 * random.nextGaussian());
    return draws;
  }
}
