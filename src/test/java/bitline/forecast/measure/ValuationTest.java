package bitline.forecast.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.text.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By hand, of the H100 SXM as the catalogue has it: 989.4 TFLOPS in 16 bits, 1,979 TOPS in 8,
/// 66.91 TFLOPS in 32; 700 W; 80 GB at 3.35 TB/s; links of 900 GB/s; 20 September 2022; 44,489.88
/// dollars in 2022 (the price that is nearest to the release); 91,825.7 pictures a second of
/// ResNet-50; 4.76 dollars an hour in clouds of 2023.
class ValuationTest {
  private static final double PRICE = 44_489.88;
  private static final double YEAR = 8766 * 3600.0;
  private static final Valuation VALUATION = Valuation.standard();
  private static final Machine H100 =
      Machines.catalogue().stream().filter(m -> m.name().equals("h100-sxm")).findFirst().get();

  private static double of(Machine machine, Choice choice) {
    return ((Worth.Told) VALUATION.of(machine, choice)).value().middle();
  }

  private static Choice choice(Measure measure) {
    return Choice.of(measure).in(Precision.FP16);
  }

  @ParameterizedTest
  @CsvSource({
    "ops, 989.4e12",
    "usable-ops, 371.025e12",
    "memory, 80e9",
    "bandwidth, 3.35e12",
    "network, 900e9",
    "power, 700",
    "tpp, 15832",
    "price, 44489.88",
    "ops-per-dollar, 2.223876531e10",
    "usable-ops-per-dollar, 8.339536992e9",
    "memory-per-dollar, 1798161.739",
    "bandwidth-per-dollar, 75298022.83",
    "network-per-dollar, 20229319.57",
    "ops-per-joule, 1.413428571e12",
    "usable-ops-per-joule, 5.300357143e11",
  })
  void byHand(String key, double expected) {
    assertThat(of(H100, choice(Measure.of(key))) / expected).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"fp32, 66.91e12", "fp16, 989.4e12", "int8, 1979e12", "best, 1979e12"})
  void everyPrecision(String key, double expected) {
    assertThat(of(H100, Choice.of(Measure.OPS).in(Precision.of(key)))).isEqualTo(expected);
  }

  /// 72,963.40 dollars with its share of the server; 67,391.97 of them are left 90 days later, on
  /// 19 December 2022; 0.14 · ln 10 / 8766 of that is lost in an hour: 2.47828 dollars; the network
  /// is 0.19 / 0.81 of it: 0.58133; electricity 0.7 kW · 1.82143 · 0.75 · 1.25 · 0.0832: 0.09945.
  @Test
  void amortised() {
    double value = PRICE * 1.64 * Math.pow(10, -0.14 * 90 / 365.25);
    double lost = value * 0.14 * Math.log(10) / 8766;
    double energy = 0.7 * (10.2 / 8 / 0.7) * 0.75 * 1.25 * 0.0832;
    double hour = lost / 0.81 + energy;
    assertThat(hour).isCloseTo(3.159055, within(1e-6));
    assertThat(of(H100, choice(Measure.OPS_PER_DOLLAR).by(Payment.AMORTISED)))
        .isCloseTo(989.4e12 * 3600 / hour, within(1e9));
    assertThat(of(H100, choice(Measure.MEMORY_PER_DOLLAR).by(Payment.AMORTISED)))
        .isCloseTo(80e9 * 3600 / hour, within(1e6));
  }

  /// In a data centre, at work half of the 99 % that it runs. The annuity of 5 years at 8 % is
  /// 0.250456; server 44,489.88 · 1.64; network 0.19 / 0.81 of that; rent 184.06 dollars a kW-month
  /// of 1,260 W; electricity of 561.33 W at 0.0826 dollars with PUE 1.25; 7 % of the hardware for
  /// maintenance and staff. Together 32,157.21 dollars a year.
  @Test
  void totalCostOfOwnership() {
    double grown = Math.pow(1.08, 5);
    double annuity = 0.08 * grown / (grown - 1);
    double hardware = PRICE * 1.64 / 0.81;
    double rent = 1.26 * 184.06 * 12;
    double watts = 700 * 1.8 * 0.99 * (0.5 * 0.75 + 0.5 * 0.15);
    double electricity = watts / 1000 * 8766 * 0.0826 * 1.25;
    double total = hardware * (annuity + 0.07) + rent + electricity;
    assertThat(total).isCloseTo(32_157.21, within(0.01));
    Worth.Told told =
        (Worth.Told) VALUATION.of(H100, choice(Measure.OPS_PER_DOLLAR).by(Payment.TCO));
    assertThat(told.value().middle() / (989.4e12 * YEAR * 0.5 * 0.99 / total))
        .isCloseTo(1, within(1e-9));
    assertThat(told.value().low()).isLessThan(0.6 * told.value().middle());
    assertThat(of(H100, choice(Measure.MEMORY_PER_DOLLAR).by(Payment.TCO)) / (80e9 * YEAR / total))
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void rented() {
    assertThat(of(H100, choice(Measure.OPS_PER_DOLLAR).at(PriceBasis.CLOUD)) / (989.4e12 * 3600))
        .isCloseTo(1 / 4.76, within(1e-9));
    assertThatThrownBy(() -> choice(Measure.OPS_PER_DOLLAR).at(PriceBasis.CLOUD).by(Payment.TCO))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("pays for power, house and life already");
  }

  /// 8.178 billion operations a picture.
  @Test
  void usableAsMeasured() {
    assertThat(of(H100, choice(Measure.USABLE_OPS).use("resnet-50")))
        .isCloseTo(91_825.7 * 8.178e9, within(1e6));
    double share = of(H100, choice(Measure.USABLE_OPS).use("resnet-50")) / 1979e12;
    assertThat(share).isCloseTo(0.3795, within(1e-4)); // of the 8-bit peak
  }

  @ParameterizedTest
  @CsvSource({"cpi, 321.943, 292.655", "ppi, 122.475, 116.349"})
  void dollarsOf2025(String key, double then, double now) {
    Choice choice = Choice.of(Measure.PRICE).in(Deflation.of(key));
    assertThat(of(H100, choice)).isCloseTo(PRICE * then / now, within(1e-6));
    assertThat(choice.title()).contains("2025");
  }

  @Test
  void producersCostIsFarBelowThePrice() {
    double cost = of(H100, Choice.of(Measure.PRICE).at(PriceBasis.PRODUCER));
    assertThat(cost).isBetween(500.0, 6000.0);
    assertThat(of(H100, choice(Measure.OPS_PER_DOLLAR).at(PriceBasis.PRODUCER)))
        .isCloseTo(989.4e12 / cost, within(1.0));
  }

  @Test
  void theGradeIsTheWorstOfAll() {
    assertThat(grade(Choice.of(Measure.MEMORY_PER_DOLLAR))).isEqualTo(Evidence.Grade.PRESS);
    assertThat(grade(Choice.of(Measure.MEMORY_PER_DOLLAR).by(Payment.TCO)))
        .isEqualTo(Evidence.Grade.DERIVED);
    Known recalled = Known.of(40_000, Evidence.Grade.RECALLED);
    Machine hearsay =
        H100.prices(List.of(new Machine.Price(recalled, 2022.7, PriceBasis.STREET, "hearsay")));
    Worth.Told told = (Worth.Told) VALUATION.of(hearsay, choice(Measure.OPS_PER_DOLLAR));
    assertThat(told.grade()).isEqualTo(Evidence.Grade.RECALLED);
  }

  private static Evidence.@Nullable Grade grade(Choice choice) {
    return ((Worth.Told) VALUATION.of(H100, choice)).grade();
  }

  @Test
  void stepsTellWhereItComesFrom() {
    Worth.Told told = (Worth.Told) VALUATION.of(H100, choice(Measure.OPS_PER_DOLLAR));
    assertThat(told.steps())
        .containsExactly("989.4 TOPS, FP16, dense (press)", "44.49 kUSD, street 2022 (press)");
  }

  @Test
  void whatIsNotToldHasAReason() {
    Machine h30 = Machines.of(Catalogue.find("houmo-h30"));
    assertThat(why(h30, Choice.of(Measure.OPS_PER_DOLLAR))).isEqualTo("nobody has told a price");
    assertThat(why(h30, Choice.of(Measure.OPS).in(Precision.FP16)))
        .contains("16-bit floating point");
    assertThat(why(h30, Choice.of(Measure.OPS_PER_DOLLAR).at(PriceBasis.PRODUCER)))
        .contains("area");
    assertThat(
            why(
                Machines.of(Catalogue.find("houmo-m30")),
                choice(Measure.USABLE_OPS).use("resnet-50")))
        .isEqualTo("nobody has measured ResNet-50 on it");
    Machine t4 = Machines.of(Catalogue.find("t4"));
    assertThat(why(t4, Choice.of(Measure.NETWORK))).isEqualTo("it has no links to other units");
  }

  @Test
  void aPriceFarFromTheReleaseDoesNotCount() {
    Machine late =
        H100.prices(
            List.of(new Machine.Price(Known.of(1000, null), 2025.5, PriceBasis.STREET, "late")));
    assertThat(why(late, Choice.of(Measure.PRICE))).contains("more than two years off");
  }

  @Test
  void slowHalfPrecisionDoesNotCount() {
    Machine slow = machine(100, 300, 1e12, 1);
    assertThat(why(slow, choice(Measure.OPS))).contains("below its 32-bit rate");
    assertThat(of(slow, Choice.of(Measure.OPS).in(Precision.FP32))).isEqualTo(4e12);
  }

  private static String why(Machine machine, Choice choice) {
    return ((Worth.Untold) VALUATION.of(machine, choice)).why();
  }

  @Test
  void settingsThatDoNotExistAreProblems() {
    assertThatThrownBy(
            () -> of(H100, choice(Measure.OPS_PER_DOLLAR).by(Payment.TCO).setting("datacenter")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("datacentre");
    assertThatThrownBy(() -> of(H100, choice(Measure.USABLE_OPS).use("trainig")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean 'training'");
    assertThatThrownBy(() -> Measure.of("ops-per-dolar"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean 'ops-per-dollar'");
  }

  private static Machine machine(double price, double watts, double half, double year) {
    return new Machine(
        "m",
        "M",
        "m",
        "",
        "",
        Segment.DATA_CENTRE,
        2020 + year,
        List.of(
            new Machine.Peak(Format.FP16, Known.of(half, null)),
            new Machine.Peak(Format.FP32, Known.of(4e12, null))),
        Known.of(watts, null),
        Known.of(1e10, null),
        Known.of(1e12, null),
        Known.of(1e11, null),
        true,
        List.of(new Machine.Price(Known.of(price, null), 2020 + year, PriceBasis.LIST, "list")),
        List.of(),
        List.of(),
        null,
        "",
        0);
  }

  @Test
  void twiceThePriceBuysHalf() {
    Cases.forAll(
        100,
        random -> {
          double price = Math.exp(3 + 8 * random.nextDouble());
          double watts = Math.exp(2 + 5 * random.nextDouble());
          double half = 4e12 * Math.exp(6 * random.nextDouble());
          double year = 5 * random.nextDouble();
          Machine one = machine(price, watts, half, year);
          Machine dear = machine(2 * price, watts, half, year);
          Machine hot = machine(price, 2 * watts, half, year);
          Machine fast = machine(price, watts, 2 * half, year);
          for (Measure measure : Measure.values()) {
            if (measure.ofDollars()) {
              Choice choice = choice(measure);
              assertThat(of(dear, choice) / of(one, choice)).isCloseTo(0.5, within(1e-12));
              assertThat(of(hot, choice)).isEqualTo(of(one, choice));
              for (Payment payment : List.of(Payment.AMORTISED, Payment.TCO)) {
                Choice time = choice.by(payment);
                assertThat(of(dear, time) / of(one, time)).isBetween(0.5 - 1e-12, 1.0);
                assertThat(of(hot, time)).isLessThan(of(one, time));
              }
            }
            if (measure.ofPrecision()) {
              assertThat(of(fast, choice(measure)) / of(one, choice(measure)))
                  .isCloseTo(2, within(1e-12));
            }
          }
          assertThat(
                  of(hot, choice(Measure.OPS_PER_JOULE)) / of(one, choice(Measure.OPS_PER_JOULE)))
              .isCloseTo(0.5, within(1e-12));
        });
  }
}
