package bitline.forecast.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.forecast.Student;
import bitline.forecast.data.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The constants and the hindcast of Farmer and Lafond (2016) from the unit costs of their
/// technologies, as Our World in Data holds them.
class FarmerLafondTest {
  private static final Path TABLE =
      Path.of(System.getProperty("bitline.data", "../shared"))
          .resolve("forecast/owid/Learning_costs__J__Doyne_Farme")
          .resolve("Learning_costs__J._Doyne_Farmer_and_Fran_ois_Lafond__2016_.csv");
  private static final int LEARNED = 5;
  private static final int FURTHEST = 20;

  record Technology(double firstYear, double[] logs) {
    Walk walk(int from, int to, double theta) {
      return Walk.yearly(firstYear + from, Arrays.copyOfRange(logs, from, to + 1), theta);
    }
  }

  static Map<String, Technology> technologies() {
    assumeTrue(Files.exists(TABLE), "Farmer-Lafond costs skipped: no ../shared");
    Map<String, Technology> technologies = new LinkedHashMap<>();
    for (Series series : Tables.of(TABLE)) {
      List<Observation> years = series.observations();
      for (int i = 1; i < years.size(); i++) {
        assertThat(years.get(i).date()).as(series.name()).isEqualTo(years.get(i - 1).date() + 1);
      }
      technologies.put(
          years.getFirst().name(),
          new Technology(
              years.getFirst().date(),
              years.stream().mapToDouble(o -> StrictMath.log(o.value())).toArray()));
    }
    return technologies;
  }

  /// Those whose cost falls, on a one-sided test of the drift at 10 %, as the paper chose them.
  private static List<Technology> improving() {
    List<Technology> improving = new ArrayList<>();
    for (Technology t : technologies().values()) {
      Walk walk = t.walk(0, t.logs.length - 1, 0);
      double ratio = walk.drift() / (walk.volatility() / Math.sqrt(walk.steps()));
      if (new Student(0, 1, walk.degrees()).cdf(ratio) < 0.1) {
        improving.add(t);
      }
    }
    return improving;
  }

  @Test
  void driftAndVolatilityAreThoseOfThePaper() {
    Map<String, Technology> all = technologies();
    assertThat(all).hasSize(66);
    constants(all.get("Transistor"), -0.498, 0.240);
    constants(all.get("DRAM"), -0.446, 0.383);
    constants(all.get("Hard Disk Drive"), -0.576, 0.315);
    constants(all.get("Photovoltaics"), -0.100, 0.150);
    constants(all.get("DNA Sequencing"), -0.840, 0.828);
  }

  private static void constants(Technology technology, double drift, double volatility) {
    Walk walk = technology.walk(0, technology.logs.length - 1, 0);
    assertThat(walk.drift()).isCloseTo(drift, within(0.0006));
    assertThat(walk.volatility()).isCloseTo(volatility, within(0.0006));
  }

  @Test
  void fiftyThreeTechnologiesImproveAndGiveThePapersNumberOfForecasts() {
    List<Technology> improving = improving();
    assertThat(improving).hasSize(53);
    assertThat(errors(improving, Walk.POOLED_THETA)).hasSize(6391);
  }

  /// Forecast errors over their scale, from every five increments, one to twenty years ahead.
  private static List<Double> errors(List<Technology> technologies, double theta) {
    List<Double> errors = new ArrayList<>();
    for (Technology t : technologies) {
      for (int now = LEARNED; now < t.logs.length - 1; now++) {
        Walk walk = t.walk(now - LEARNED, now, theta);
        for (int h = 1; h <= FURTHEST && now + h < t.logs.length; h++) {
          double when = walk.date() + h;
          errors.add((t.logs[now + h] - walk.middle(when)) / walk.scale(when));
        }
      }
    }
    return errors;
  }

  private static double coverage(List<Double> errors, double level) {
    double edge = Student.standard((1 + level) / 2, LEARNED - 1);
    return errors.stream().filter(e -> Math.abs(e) < edge).count() / (double) errors.size();
  }

  /// Correlated noise explains much of why plain random walks are too sure, not all of it: their 90
  /// % intervals hold 78 % of what came, with the paper's θ 85 %.
  @Test
  void hindcastErrorsFollowTheStudentDistributionBetterWithCorrelatedNoise() {
    List<Technology> improving = improving();
    List<Double> plain = errors(improving, 0);
    List<Double> correlated = errors(improving, Walk.POOLED_THETA);
    assertThat(coverage(plain, 0.9)).isCloseTo(0.777, within(0.001));
    assertThat(coverage(correlated, 0.5)).isCloseTo(0.452, within(0.001));
    assertThat(coverage(correlated, 0.8)).isCloseTo(0.738, within(0.001));
    assertThat(coverage(correlated, 0.9)).isCloseTo(0.849, within(0.001));
    assertThat(coverage(correlated, 0.95)).isCloseTo(0.916, within(0.001));
    assertThat(coverage(errors(List.copyOf(technologies().values()), Walk.POOLED_THETA), 0.9))
        .isCloseTo(0.87, within(0.001));
  }

  /// The method on observations says what the walk says on logarithms.
  @Test
  void theMethodForetellsAYearlySeriesAsTheWalkDoes() {
    Technology dram = technologies().get("DRAM");
    List<Observation> known = new ArrayList<>();
    for (int i = 0; i < dram.logs.length; i++) {
      double cost = StrictMath.exp(dram.logs[i]);
      known.add(new Observation("DRAM", "DRAM", "", "", dram.firstYear + i, cost, 0, null));
    }
    double origin = dram.firstYear + dram.logs.length;
    RandomWalk.Learned learned = RandomWalk.pooled().fit(known, origin);
    Walk walk = dram.walk(0, dram.logs.length - 1, Walk.POOLED_THETA);
    assertThat(learned.walk().drift()).isCloseTo(walk.drift(), within(1e-12));
    assertThat(learned.walk().volatility()).isCloseTo(walk.volatility(), within(1e-12));
    Predictive inTen = learned.at(origin + 9);
    double edge = Student.standard(0.95, walk.degrees());
    double when = walk.date() + 10;
    assertThat(inTen.median() * StrictMath.log(10)).isCloseTo(walk.middle(when), within(1e-8));
    assertThat(inTen.quantile(0.95) * StrictMath.log(10))
        .isCloseTo(walk.middle(when) + edge * walk.scale(when), within(1e-8));
  }
}
