package bitline.forecast.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Normal;
import bitline.base.Problem;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HedonicTest {
  private static final double RATE = 0.5;
  private static final double MEMORY = 0.3;
  private static final double BANDWIDTH = 0.15;

  /// A market in which a machine of constant quality falls by 30 % a year.
  private static double level(int year) {
    return Math.pow(0.7, year - 2015);
  }

  private static double drawn(String what, int i) {
    return Normal.drawn(7, what, i);
  }

  private static List<Machine> market(int machines, double error) {
    List<Machine> out = new ArrayList<>();
    for (int i = 0; i < machines; i++) {
      int year = 2015 + i % 8;
      double better = Math.pow(1.4, year - 2015); // newer machines are also larger
      double rate = 1e13 * better * Math.exp(0.7 * drawn("rate", i));
      double memory = 1e10 * better * Math.exp(0.5 * drawn("memory", i));
      double bandwidth = 5e11 * better * Math.exp(0.6 * drawn("bandwidth", i));
      double price =
          3e-5
              * level(year)
              * Math.pow(rate, RATE)
              * Math.pow(memory, MEMORY)
              * Math.pow(bandwidth, BANDWIDTH)
              * Math.exp(error * drawn("error", i));
      out.add(machine("m" + i, year + 0.4, rate, memory, bandwidth, price));
    }
    return out;
  }

  static Machine machine(
      String name, double date, double rate, double memory, double bandwidth, double price) {
    return new Machine(
        name,
        name,
        name,
        "nobody",
        "gpu",
        null,
        date,
        List.of(new Machine.Peak(Format.FP16, Known.of(rate, null))),
        Known.of(300, null),
        Known.of(memory, null),
        Known.of(bandwidth, null),
        null,
        true,
        List.of(new Machine.Price(Known.of(price, null), date, PriceBasis.LIST, "list")),
        List.of(),
        List.of(),
        null,
        "",
        0);
  }

  @Test
  void findsTheIndexOfAMarketWithoutErrors() {
    Hedonic hedonic = Hedonic.of(market(64, 0), Precision.FP16, Valuation.standard());
    assertThat(hedonic.machines()).isEqualTo(64);
    assertThat(hedonic.explained()).isCloseTo(1, within(1e-9));
    for (int year = 2015; year < 2023; year++) {
      assertThat(hedonic.index().level(year)).isCloseTo(level(year), within(1e-6));
    }
    assertThat(hedonic.index().yearly(2015, 2022)).isCloseTo(-0.3, within(1e-6));
    assertThat(hedonic.coefficients().get(0).value()).isCloseTo(RATE, within(1e-6));
    assertThat(hedonic.coefficients().get(1).value()).isCloseTo(MEMORY, within(1e-6));
    assertThat(hedonic.coefficients().get(2).value()).isCloseTo(BANDWIDTH, within(1e-6));
  }

  /// In the same market mean prices rise, because machines get larger: 1.4^0.95 × 0.7 = 0.964 … so
  /// they fall by 4 % where quality falls in price by 30 %. Which one is meant decides everything.
  @Test
  void meanPricesTellAnotherStory() {
    List<Machine> market = market(800, 0.2);
    Hedonic hedonic = Hedonic.of(market, Precision.FP16, Valuation.standard());
    assertThat(hedonic.index().yearly(2015, 2022)).isCloseTo(-0.3, within(0.02));
    double first = mean(market, 2015);
    double last = mean(market, 2022);
    assertThat(Math.exp((last - first) / 7) - 1).isCloseTo(-0.036, within(0.03));
    for (Hedonic.Coefficient each : hedonic.coefficients()) {
      double truth =
          switch (each.name()) {
            case "rate" -> RATE;
            case "memory" -> MEMORY;
            default -> BANDWIDTH;
          };
      assertThat(Math.abs(each.value() - truth)).isLessThan(4 * each.error());
    }
  }

  private static double mean(List<Machine> machines, int year) {
    return machines.stream()
        .filter(m -> (int) m.date() == year)
        .mapToDouble(m -> Math.log(m.prices().getFirst().dollars().value().middle()))
        .average()
        .orElseThrow();
  }

  @Test
  void tooFewMachinesAreRefused() {
    assertThatThrownBy(() -> Hedonic.of(market(7, 0), Precision.FP16, Valuation.standard()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("7 machines");
  }

  /// By prices of constant quality, machines of this market are worth the same in all years up to
  /// their size: deflated, what a dollar buys no longer grows.
  @Test
  void inHedonicDollarsTheTrendIsGone() {
    List<Machine> market = market(160, 0);
    Valuation valuation =
        Valuation.standard()
            .with(
                Deflation.HEDONIC,
                Hedonic.of(market, Precision.FP16, Valuation.standard()).index());
    Choice nominal = Choice.of(Measure.PRICE);
    for (Machine machine : market.subList(0, 16)) {
      double asked = middle(valuation.of(machine, nominal));
      double deflated = middle(valuation.of(machine, nominal.in(Deflation.HEDONIC)));
      // levels after 2022 are those of 2022
      assertThat(deflated / asked)
          .isCloseTo(level(2022) / level((int) machine.date()), within(1e-6));
    }
  }

  private static double middle(Worth worth) {
    return ((Worth.Told) worth).value().middle();
  }

  @Test
  void theCataloguesIndexFallsWhilePricesRise() {
    Hedonic hedonic = Hedonic.ofCatalogue();
    PriceIndex index = hedonic.index();
    assertThat(hedonic.machines()).isGreaterThan(30);
    assertThat(hedonic.explained()).isBetween(0.5, 1.0);
    assertThat(index.yearly(index.first(), index.last())).isBetween(-0.4, -0.05);
  }
}
