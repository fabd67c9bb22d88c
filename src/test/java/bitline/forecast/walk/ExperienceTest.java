package bitline.forecast.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Method.TooFew;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import bitline.forecast.data.Shipment;
import bitline.forecast.data.Shipments;
import bitline.forecast.walk.Production.Quarter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperienceTest {
  private static final double LN10 = StrictMath.log(10);

  /// Learning rate of 20 %: cost × 0.8 with every doubling.
  private static final double EXPONENT = StrictMath.log(0.8) / StrictMath.log(2);

  private static final int YEARS = 25;

  private record Made(double[] dates, double[] logs, double[] made) {
    private ExperienceCurve curve(int years) {
      return ExperienceCurve.of(
          Arrays.copyOf(dates, years), Arrays.copyOf(logs, years), Arrays.copyOf(made, years));
    }
  }

  /// Production whose growth differs from year to year, and a cost that learns from it.
  private static Made synthetic(long seed, double noise) {
    double[] dates = new double[YEARS];
    double[] logs = new double[YEARS];
    double[] made = new double[YEARS];
    for (int i = 0; i < YEARS; i++) {
      dates[i] = 2000 + i;
      if (i > 0) {
        double x = 0.1 + 0.5 * Keyed.uniform(Keyed.bits(seed, "test growth", 0), i);
        made[i] = made[i - 1] + x;
        logs[i] = logs[i - 1] + EXPONENT * x + noise * Normal.drawn(seed, "test cost", i);
      }
    }
    return new Made(dates, logs, made);
  }

  @Test
  void theLearningRateOfMadeUpCostsIsFound() {
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      sum += synthetic(seed, 0.05).curve(YEARS).learningRate();
    }
    assertThat(sum / 200).isCloseTo(0.2, within(0.004));
    assertThat(synthetic(1, 1e-4).curve(YEARS).learningRate()).isCloseTo(0.2, within(1e-3));
  }

  @Test
  void intervalsHoldWhatTheyClaim() {
    int held = 0;
    int many = 3000;
    for (int seed = 0; seed < many; seed++) {
      Made all = synthetic(seed, 0.1);
      Student in = all.curve(15).at(all.dates[22], all.made[22]);
      double cost = all.logs[22] / LN10;
      held += cost > in.quantile(0.05) && cost < in.quantile(0.95) ? 1 : 0;
    }
    assertThat(held / (double) many).isCloseTo(0.9, within(0.02));
  }

  /// Sahal's identity on all real technologies: with production that grows by the same factor every
  /// year, experience and time cannot be told apart.
  @Test
  void withSteadyGrowthItIsTheRandomWalk() {
    for (FarmerLafondTest.Technology t : FarmerLafondTest.technologies().values()) {
      int n = t.logs().length;
      double[] dates = new double[n];
      double[] made = new double[n];
      for (int i = 0; i < n; i++) {
        dates[i] = t.firstYear() + i;
        made[i] = 3 + 0.27 * i;
      }
      Walk walk = t.walk(0, n - 1, 0);
      Student of =
          ExperienceCurve.of(dates, t.logs(), made).at(walk.date() + 7, made[n - 1] + 7 * 0.27);
      assertThat(of.location() * LN10).isCloseTo(walk.middle(walk.date() + 7), within(1e-9));
      assertThat(of.scale() * LN10).isCloseTo(walk.scale(walk.date() + 7), within(1e-9));
      assertThat(of.freedom()).isEqualTo(walk.degrees());
    }
  }

  private static Production growing(double factorAQuarter, int quarters, double wobble) {
    List<Quarter> list = new ArrayList<>();
    for (int i = 0; i < quarters; i++) {
      double shipped =
          100 * StrictMath.pow(factorAQuarter, i) * StrictMath.exp(i % 2 == 0 ? wobble : -wobble);
      list.add(new Quarter(2015.25 + 0.25 * i, shipped));
    }
    return new Production(list);
  }

  /// 100 a quarter that doubles every quarter: 100 were shipped before, 100·2ⁿ by quarter n's end.
  @Test
  void whatWasShippedBeforeTheTableIsAGeometricSeries() {
    Production doubling = growing(2, 8, 1e-6);
    assertThat(doubling.earlier()).isCloseTo(100, within(0.01));
    assertThat(StrictMath.exp(doubling.made(2017))).isCloseTo(100 * 256, within(1.0));
    assertThat(StrictMath.exp(doubling.made(2016.875))).isCloseTo(100 * 192, within(1.0));
    assertThat(StrictMath.exp(doubling.willBeMade(2017.5, 0))).isCloseTo(100 * 1024, within(5.0));
  }

  @Test
  void whatCameLaterIsNotSeen() {
    Production all = growing(1.2, 40, 0.05);
    assertThat(all.before(2020).quarters()).hasSize(20);
    assertThat(all.before(2020).end()).isEqualTo(2020);
  }

  /// Machines that gain 40 % with every doubling of shipments that grow 1.2-fold a quarter.
  @Test
  void theMethodForetellsMachines() {
    Production shipments = growing(1.2, 32, 0.1);
    double gain = StrictMath.log(1.4) / StrictMath.log(2);
    List<Observation> machines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double date = 2015.05 + i * 0.13;
      double log = gain * shipments.made(date) + 0.1 * Normal.drawn(5, "test machine", i);
      machines.add(new Observation("m" + i, "d", "", "", date, StrictMath.exp(log), 0, null));
    }
    Experience.Learned learned = new Experience(shipments).fit(machines, 2023);
    assertThat(learned.curve().exponent()).isCloseTo(gain, within(0.06));
    assertThat(learned.curve().learningRate()).isNegative();
    Predictive then = learned.at(2025);
    double truth = gain * shipments.willBeMade(2025, 0) / LN10;
    assertThat(then.median()).isCloseTo(truth, within(0.1));
    assertThat(then.quantile(0.95) - then.median()).isBetween(0.05, 0.5);
    List<Observation> early = machines.stream().filter(m -> m.date() < 2017).toList();
    assertThatThrownBy(() -> new Experience(shipments).fit(early, 2017))
        .isInstanceOf(TooFew.class)
        .hasMessageContaining("4 years");
    assertThatThrownBy(() -> new Experience(shipments).fit(List.of(), 2014))
        .isInstanceOf(TooFew.class)
        .hasMessageContaining("no quarter");
  }

  /// The table's own sums are the check: medians of sums there, sums of medians here.
  @Test
  void epochsShipmentsAddUpToItsOwnTotals() {
    Path data = Path.of(System.getProperty("bitline.data", "../shared"));
    assumeTrue(
        Files.exists(data.resolve("forecast/epoch_chip_counts")),
        "Epoch's chip counts skipped: no ../shared");
    List<Shipment> all = Shipments.of(data);
    List<Shipment> nvidia = all.stream().filter(s -> s.maker().equals("Nvidia")).toList();
    Production units = Production.of(nvidia, Shipment::units);
    Production compute = Production.of(nvidia, Shipment::h100);
    assertThat(units.start()).isEqualTo(2022);
    assertThat(units.quarters()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(units.quarters().stream().limit(16).mapToDouble(Quarter::shipped).sum())
        .isCloseTo(10_477_887, within(0.01 * 10_477_887));
    assertThat(compute.quarters().stream().limit(16).mapToDouble(Quarter::shipped).sum())
        .isCloseTo(13_659_258, within(0.01 * 13_659_258));
    Production four = Production.of(all, Shipment::h100);
    assertThat(four.start()).isEqualTo(2024);
    assertThat(four.end()).isEqualTo(2026);
  }
}
