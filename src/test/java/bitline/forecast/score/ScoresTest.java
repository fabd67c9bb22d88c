package bitline.forecast.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.forecast.Gaussian;
import bitline.forecast.Mixture;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void publishedValueOfTheStandardNormal() {
    double published = (Math.sqrt(2) - 1) / Math.sqrt(Math.PI);
    assertThat(Scores.crps(new Gaussian(0, 1), 0)).isCloseTo(published, within(1e-14));
    assertThat(published).isCloseTo(0.2337, within(5e-5));
  }

  @Test
  void aPointForecastIsScoredByItsAbsoluteError() {
    assertThat(Scores.crps(new Gaussian(2, 1e-9), 5)).isCloseTo(3, within(1e-8));
    assertThat(Scores.crps(new Student(2, 1e-9, 4), 5)).isCloseTo(3, within(1e-8));
  }

  /// The definition, by a sum of a million short steps: another way than the one under test.
  @Test
  void closedFormsAndNumbersAgreeWithTheDefinition() {
    for (Predictive said :
        List.of(
            new Gaussian(0.3, 0.7),
            new Student(-1, 0.4, 3),
            new Student(0, 1, 7.5),
            new Student(0, 1, 200))) {
      for (double y : new double[] {-2, 0, 0.31, 4}) {
        double plain = byDefinition(said, y);
        assertThat(Scores.crps(said, y)).isCloseTo(plain, within(2e-4));
        Scores.Numeric numeric = Scores.crpsNumeric(said, y);
        assertThat(numeric.value()).isCloseTo(Scores.crps(said, y), within(1e-3));
        assertThat(Math.abs(numeric.value() - Scores.crps(said, y)))
            .as("%s at %s, error said to be %s", said, y, numeric.error())
            .isLessThan(20 * numeric.error() + 1e-9);
      }
    }
  }

  private static double byDefinition(Predictive said, double y) {
    double step = 0.002;
    double sum = 0;
    for (double x = -60; x < 60; x += step) {
      double middle = x + step / 2;
      double miss = said.cdf(middle) - (middle >= y ? 1 : 0);
      sum += miss * miss * step;
    }
    return sum;
  }

  @Test
  void aMixtureOfOneAndTheSameIsThatOne() {
    Student one = new Student(1, 0.3, 9);
    Predictive twice = new Mixture(List.of(new Mixture.Part(1, one), new Mixture.Part(2, one)));
    assertThat(Scores.crps(twice, 1.4)).isCloseTo(Scores.crps(one, 1.4), within(1e-6));
  }

  @Test
  void studentOfOneDegreeHasNoScore() {
    assertThat(Scores.crps(new Student(0, 1, 1), 0)).isInfinite();
  }

  @Test
  void studentOfManyDegreesIsNormal() {
    assertThat(Scores.crps(new Student(0, 1, 1e6), 0.7))
        .isCloseTo(Scores.crps(new Gaussian(0, 1), 0.7), within(1e-6));
  }

  /// The integral of the pinball loss over all probabilities is half of the CRPS.
  @Test
  void pinballIntegratesToHalfTheCrps() {
    Cases.forAll(
        20,
        random -> {
          Predictive said = new Student(random.nextDouble(), 0.1 + random.nextDouble(), 5);
          double y = 3 * random.nextGaussian();
          int steps = 20000;
          double sum = 0;
          for (int i = 0; i < steps; i++) {
            double p = (i + 0.5) / steps;
            sum += Scores.pinball(said.quantile(p), p, y) / steps;
          }
          assertThat(sum).isCloseTo(Scores.crps(said, y) / 2, within(2e-3));
          assertThat(Scores.pinball(said, y)).isCloseTo(Scores.crps(said, y) / 2, within(0.1));
        });
  }

  /// A proper score: in the mean nobody does better than who says the truth.
  @Test
  void theTruthScoresBest() {
    Gaussian truth = new Gaussian(0, 1);
    double[] mean = new double[5];
    double[] logs = new double[5];
    List<Gaussian> said =
        List.of(
            truth,
            new Gaussian(0.4, 1),
            new Gaussian(-0.4, 1),
            new Gaussian(0, 0.6),
            new Gaussian(0, 1.6));
    int n = 2000;
    for (int i = 0; i < n; i++) {
      double y = truth.quantile((i + 0.5) / n);
      for (int k = 0; k < said.size(); k++) {
        mean[k] += Scores.crps(said.get(k), y) / n;
        logs[k] += said.get(k).logDensity(y) / n;
      }
    }
    for (int k = 1; k < said.size(); k++) {
      assertThat(mean[0]).isLessThan(mean[k]);
      assertThat(logs[0]).isGreaterThan(logs[k]);
    }
  }
}
