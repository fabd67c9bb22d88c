package bitline.silicon.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.silicon.component.AdcSurvey;
import bitline.silicon.component.SramLaws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Makes the committed coefficients again from the data of others, and holds them against what
/// another implementation found. Coefficients are committed with four digits, so they agree to 0.06
/// %.
class ShippedFitsTest {
  private static final double DIGITS = 6e-4;

  private static Path data(String file) {
    Path path = Path.of(System.getProperty("bitline.data", "../shared"), "components", file);
    Assumptions.assumeTrue(Files.exists(path), "fits skipped: no ../shared/components");
    return path;
  }

  private static List<SurveyRow> survey() {
    return SurveyRow.read(
        data("adc/adc_survey_numeric.csv"), data("adc/ADCsurvey_rev20250609.xlsx"));
  }

  private static List<SweepRow> sweep() {
    return SweepRow.read(data("cacti/cacti7_sram_sweep.csv"));
  }

  private static void same(double committed, double fitted) {
    assertThat(committed).isCloseTo(fitted, within(DIGITS * Math.abs(fitted)));
  }

  private static void same(String sample, SurveyFit fit) {
    AdcSurvey.Sample committed = AdcSurvey.SHIPPED.sample(sample);
    assertThat(committed.converters()).isEqualTo(fit.converters());
    assertThat(committed.withArea()).isEqualTo(fit.withArea());
    assertThat(committed.area()).hasSameSizeAs(fit.area());
    assertThat(committed.withSupply()).isEqualTo(fit.atOneVolt().isEmpty() ? 0 : fit.withSupply());
    same(committed.energy(), fit.energy());
    same(committed.atOneVolt(), fit.atOneVolt());
    for (int i = 0; i < fit.area().size(); i++) {
      AdcSurvey.AreaLaw area = committed.area().get(i);
      SurveyFit.Law space = fit.area().get(i);
      same(area.quantile(), space.quantile());
      same(area.reference(), space.reference());
      same(area.bits(), space.bits());
      same(area.node(), space.node());
      same(area.rate(), space.rate());
    }
  }

  private static void same(List<AdcSurvey.EnergyLaw> committed, List<SurveyFit.Law> fitted) {
    assertThat(committed).hasSameSizeAs(fitted);
    for (int i = 0; i < fitted.size(); i++) {
      AdcSurvey.EnergyLaw law = committed.get(i);
      SurveyFit.Law made = fitted.get(i);
      same(law.quantile(), made.quantile());
      same(law.reference(), made.reference());
      same(law.bits(), made.bits());
      same(law.node(), made.node());
      same(law.rate(), made.rate());
    }
  }

  @Test
  void surveyLawsAreMadeFromTheRows() {
    List<SurveyRow> rows = survey();
    same("sar", SurveyFit.sar(rows, 65e-9));
    same("sar_old", SurveyFit.sar(rows, 180e-9));
    same("time_based", SurveyFit.timeBased(rows));
    same("flash", SurveyFit.flash(rows));
    List<double[]> physics = SurveyFit.sarPhysics(rows);
    for (int i = 0; i < physics.size(); i++) {
      same(AdcSurvey.SHIPPED.physics().get(i).logic(), physics.get(i)[0]);
      same(AdcSurvey.SHIPPED.physics().get(i).noise(), physics.get(i)[1]);
    }
  }

  /// Quantile regression of the same 56 rows by a linear program of another library: ln(E in pJ)
  /// and ln(A in um2) = constant + b·N + c·ln(node/nm) + d·ln(fs/Hz), three digits.
  @Test
  void surveyLawsAreThoseOfAnotherImplementation() {
    SurveyFit fit = SurveyFit.sar(survey(), 65e-9);
    double[][] energy = {
      {-12.664, 0.500, 0.879, 0.334}, {-11.135, 0.520, 0.870, 0.260}, {-11.306, 0.551, 0.901, 0.283}
    };
    double[][] area = {
      {-2.643, 0.816, 1.297, -0.011}, {0.300, 0.631, 1.220, -0.050}, {-0.461, 0.587, 1.080, 0.101}
    };
    for (int i = 0; i < energy.length; i++) {
      assertThat(told(fit.energy().get(i))).containsExactly(energy[i], within(0.001));
      assertThat(told(fit.area().get(i))).containsExactly(area[i], within(0.001));
    }
  }

  /// The law with pJ or um2, nm and Hz as units.
  private static double[] told(SurveyFit.Law law) {
    double constant =
        Math.log(law.reference() * 1e12)
            - 8 * law.bits()
            - law.node() * Math.log(28)
            - law.rate() * Math.log(1e8);
    return new double[] {constant, law.bits(), law.node(), law.rate()};
  }

  @Test
  void halfOfTheSurveyLiesBelowTheMedian() {
    AdcSurvey.EnergyLaw median = AdcSurvey.SHIPPED.sample("sar").energy().getLast();
    int below = 0;
    int all = 0;
    for (SurveyRow r : survey()) {
      if (r.nyquist()
          && r.architecture().contains("SAR")
          && r.bits() >= 4
          && r.bits() <= 10.5
          && r.rate() <= 2e9
          && r.node() <= 65.1e-9
          && r.energy() > 0) {
        double law =
            median.reference()
                * Math.exp(
                    median.bits() * (r.bits() - 8)
                        + median.node() * Math.log(r.node() / 28e-9)
                        + median.rate() * Math.log(r.rate() / 1e8));
        all++;
        below += r.energy() < law ? 1 : 0;
      }
    }
    assertThat(all).isEqualTo(56);
    assertThat(below).isBetween(24, 32);
  }

  @Test
  void bufferLawsAreMadeFromTheSweep() {
    List<SweepRow> rows = sweep();
    for (String cell : List.of("lstp", "hp")) {
      SweepFit fit = SweepFit.of(rows, "itrs-" + cell);
      SramLaws.OfCell committed = SramLaws.SHIPPED.cell(cell);
      energy(committed.read(), fit.read());
      energy(committed.write(), fit.write());
      SramLaws.Area area = committed.area();
      law(fit.area(), area.cell(), area.word(), area.node(), area.residual());
      SramLaws.Access access = committed.access();
      law(fit.access(), access.fixed(), access.root(), access.node(), access.residual());
      SramLaws.Leakage leakage = committed.leakage();
      if (leakage != null) {
        law(fit.leakage(), leakage.reference(), leakage.size(), leakage.node(), leakage.residual());
      }
    }
  }

  /// Another implementation's power laws of the same rows: 0.03818 k^0.551 w^0.652 t^1.802 pJ read,
  /// 0.0256 k^0.459 w^0.827 t^1.914 pJ written, of `lstp`.
  @Test
  void bufferLawsAreThoseOfAnotherImplementation() {
    SweepFit fit = SweepFit.of(sweep(), "itrs-lstp");
    assertThat(fit.read().terms().get(0) * 1e12)
        .isCloseTo(0.03818 * Math.pow(64, 0.551) * Math.pow(128, 0.652), within(0.03));
    double[] exponents =
        fit.read().terms().subList(1, 4).stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(exponents).containsExactly(new double[] {0.551, 0.652, 1.802}, within(0.001));
    assertThat(fit.write().terms().get(0) * 1e12)
        .isCloseTo(0.0256 * Math.pow(64, 0.459) * Math.pow(128, 0.827), within(0.03));
  }

  private static void energy(SramLaws.Energy committed, SweepFit.Law fit) {
    law(
        fit,
        committed.reference(),
        committed.size(),
        committed.word(),
        committed.node(),
        committed.residual());
  }

  private static void law(SweepFit.Law fit, double... committed) {
    for (int i = 0; i < committed.length - 1; i++) {
      same(committed[i], fit.terms().get(i));
    }
    same(committed[committed.length - 1], fit.residual());
  }
}
