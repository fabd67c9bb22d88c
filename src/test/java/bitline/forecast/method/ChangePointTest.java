package bitline.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.forecast.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Breaks that are there are found, and none where there are none.
class ChangePointTest {
  private static final ChangePoint METHOD = new ChangePoint();

  /// Single-thread performance (Rupp, 50 years of microprocessor trends, CC-BY 4.0) grew by 45 % a
  /// year and then by 12 %: facts known to everybody in the field, the break lying in 2004 to 2006.
  @Test
  void singleThreadPerformanceBrokeAround2005() throws IOException {
    Path table =
        Path.of(System.getProperty("bitline.data", "../shared"), "forecast/karlrupp/specint.dat");
    Assumptions.assumeTrue(Files.exists(table), "break of 2005 skipped: no ../shared");
    List<Observation> known = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cell = line.strip().split("\\s+");
        known.add(
            Synthetic.machine(
                "r" + known.size(),
                Double.parseDouble(cell[0]),
                Math.log10(Double.parseDouble(cell[1]))));
      }
    }
    known.sort(Comparator.comparingDouble(Observation::date));
    ChangePoint.Found found = METHOD.breaks(known);
    assertThat(found.any()).isGreaterThan(0.99);
    assertThat(found.breaks()).anySatisfy(b -> assertThat(b.date()).isBetween(2004.0, 2006.0));
    ChangePoint.Break last = found.breaks().getLast();
    assertThat(last.before()).isGreaterThan(2 * last.after());
  }

  @Test
  void brokenLinesAreFoundWithDateAndSlopes() {
    int within = 0;
    for (int seed = 0; seed < 60; seed++) {
      ChangePoint.Found found = METHOD.breaks(bent(Synthetic.random(seed), 2012, 0.2).known());
      assertThat(found.breaks()).as("seed %s", seed).isNotEmpty();
      // Chance looks like a second break now and then.
      assertThat(found.breaks()).as("seed %s", seed).anyMatch(b -> Math.abs(b.date() - 2012) < 2.5);
      within += found.breaks().stream().anyMatch(b -> b.low() <= 2012 && 2012 <= b.high()) ? 1 : 0;
    }
    // 90 % of 60 are 54, with a standard deviation of 2.3.
    assertThat(within).isGreaterThanOrEqualTo(46);
  }

  @Test
  void straightLinesHaveNone() {
    int found = 0;
    for (int seed = 0; seed < 100; seed++) {
      List<Observation> known = Synthetic.line(Synthetic.random(seed), 60, 0.15, 0.3).known();
      found += METHOD.breaks(known).any() > 0.5 ? 1 : 0;
    }
    assertThat(found).isLessThanOrEqualTo(10);
  }

  @Test
  void intervalsHoldAfterABreak() {
    double covered =
        Synthetic.coverage(METHOD, 0.9, 200, r -> bent(r, 2010 + 5 * r.nextDouble(), 0.2));
    // A break may come again, which here it does not: rather too wide than too narrow.
    assertThat(covered).isBetween(0.86, 0.98);
    assertThat(Synthetic.coverage(new LogLinear(), 0.9, 300, r -> bent(r, 2012, 0.2)))
        .isLessThan(0.7);
  }

  /// Sums over suffixes give the same as writing the regression out.
  @Test
  void hingesAreLeastSquares() {
    Points points = Points.of(bent(Synthetic.random(1), 2012, 0.2).known());
    double[] breaks = {2009.3, 2014.8};
    Hinges.Bent bent = new Hinges(points).bent(breaks);
    assertThat(bent).isNotNull();
    double[][] x = new double[points.size()][];
    for (int i = 0; i < x.length; i++) {
      double t = points.date()[i];
      x[i] = new double[] {t - 2012, Math.max(0, t - breaks[0]), Math.max(0, t - breaks[1])};
    }
    OLSMultipleLinearRegression judge = new OLSMultipleLinearRegression();
    judge.newSampleData(points.value(), x);
    double[] beta = judge.estimateRegressionParameters();
    assertThat(bent.residual()).isCloseTo(judge.calculateResidualSumOfSquares(), within(1e-9));
    for (int i = 1; i < 4; i++) {
      assertThat(bent.coefficients()[i]).isCloseTo(beta[i], within(1e-8));
    }
    double[] error = judge.estimateRegressionParametersStandardErrors();
    double variance = bent.residual() / (points.size() - 4);
    assertThat(Math.sqrt(variance * bent.inverse()[3][3])).isCloseTo(error[3], within(1e-8));
  }

  private static Synthetic.World bent(RandomGenerator random, double at, double sigma) {
    List<Observation> known = new ArrayList<>();
    for (double date : Synthetic.dates(random, 60)) {
      double noise = sigma * random.nextGaussian();
      known.add(Synthetic.machine("d" + known.size(), date, truth(date, at) + noise));
    }
    double when = 2020 + 3 * random.nextDouble();
    double value = truth(when, at) + sigma * random.nextGaussian();
    return new Synthetic.World(known, Synthetic.machine("next", when, value));
  }

  private static double truth(double date, double at) {
    return 1 + 0.3 * (date - 2005) - 0.25 * Math.max(0, date - at);
  }
}
