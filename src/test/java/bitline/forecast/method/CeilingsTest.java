package bitline.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Growth that ends, and at what.
class CeilingsTest {
  private static final Ceilings STANDARD = Ceilings.standard();

  /// k·T·ln 2 at 300 K is 2.871e-21 J; at 20 bits an operation 1.74e19 operations a joule.
  @Test
  void landauersLimitIsWhereTextbooksHaveIt() {
    Interval value = STANDARD.value(named("landauer"));
    assertThat(value.middle()).isCloseTo(1 / (2.871e-21 * 20), within(1e16));
    assertThat(value.low()).isLessThan(value.middle() / 4.5);
    assertThat(value.high()).isGreaterThan(value.middle() * 4.5);
  }

  /// Numbers that the file takes from our process nodes are still those of the nodes.
  @Test
  void numbersFromNodesAreThoseOfTheNodes() {
    Node node = Nodes.at(3e-9);
    assertThat(factor("wire", "energy of a bit along a wire").middle())
        .isCloseTo(node.wireEnergy(), within(1e-15));
    assertThat(factor("gates", "capacitance of a gate").middle())
        .isCloseTo(node.gateCapacitance(), within(1e-20));
    assertThat(factor("gates", "square of the lowest supply").middle())
        .isCloseTo(node.lowest() * node.lowest(), within(1e-12));
    assertThat(factor("wire", "distance").low())
        .isCloseTo(Math.sqrt(240 * node.gateArea()), within(1e-7));
  }

  @Test
  void dividedFactorsTurnTheirBounds() {
    Interval wire = STANDARD.value(named("wire"));
    assertThat(wire.middle()).isCloseTo(1 / (50e-12 * 10e-6 * 10), within(1e9));
    double down = Math.hypot(Math.hypot(Math.log(92 / 50.0), Math.log(3.3)), Math.log(2));
    assertThat(wire.low()).isCloseTo(wire.middle() * Math.exp(-down), within(1e6));
    Interval cooling = STANDARD.value(named("cooling"));
    assertThat(cooling.middle()).isCloseTo(1e4 * wire.middle(), within(1e6));
    assertThat(cooling.low() / cooling.middle()).isLessThan(wire.low() / wire.middle());
  }

  @Test
  void everyNumberHasItsSource() {
    for (Ceiling ceiling : STANDARD.ceilings()) {
      assertThat(ceiling.evidence()).as(ceiling.key()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(ceiling.escape()).isNotBlank();
    }
  }

  @Test
  void theSoonestCeilingBindsFirst() {
    List<Ceilings.Reached> reached = STANDARD.reached(efficiency());
    assertThat(reached).extracting(r -> r.ceiling().key()).endsWith("landauer").contains("wire");
    for (Ceilings.Reached each : reached) {
      assertThat(each.early()).isLessThan(each.year());
      assertThat(each.late()).isGreaterThan(each.year());
    }
    assertThat(reached.stream().mapToDouble(Ceilings.Reached::first).sum())
        .isCloseTo(1, within(1e-12));
    // 10^12 op/J in 2020, ten times in five years: 2·10^14 is 11.5 years off.
    assertThat(reached.getFirst().year()).isCloseTo(2031.5, within(0.1));
  }

  /// An exponential trend passes any ceiling; a forecast with ceilings does not.
  @Test
  void noForecastPassesItsCeiling() {
    Series series = efficiency();
    Predictive line = new LogLinear().fit(series.observations(), 2020).at(2070);
    Predictive bound = Saturating.of(series, STANDARD).fit(series.observations(), 2020).at(2070);
    assertThat(line.median()).isGreaterThan(20);
    assertThat(bound.quantile(0.95)).isLessThan(15.5);
    double soon =
        Saturating.of(series, STANDARD).fit(series.observations(), 2020).at(2021).median();
    assertThat(soon).isCloseTo(12.2, within(0.15));
  }

  /// A logistic curve's own parameters, from exact values.
  @Test
  void curvesAreRecovered() {
    double[] t = new double[40];
    double[] logistic = new double[40];
    double[] gompertz = new double[40];
    for (int i = 0; i < 40; i++) {
      t[i] = 1990 + i;
      logistic[i] = 6 - Math.log10(1 + Math.pow(10, -(-3 + 0.2 * i)));
      gompertz[i] = 6 - Math.exp(-(-1.5 + 0.1 * i));
    }
    Curve first = Curve.through(new Points(t, logistic), Bend.LOGISTIC, 6);
    assertThat(first.beta()).isCloseTo(0.2, within(1e-7));
    assertThat(first.residual()).isLessThan(1e-12);
    Curve second = Curve.through(new Points(t, gompertz), Bend.GOMPERTZ, 6);
    assertThat(second.beta()).isCloseTo(0.1, within(1e-7));
    assertThat(second.next(2050).location()).isCloseTo(6 - Math.exp(1.5 - 6), within(1e-6));
  }

  /// What falls has a floor: the same curves turned over.
  @Test
  void costsAreTheSameTurnedOver() {
    List<Observation> up = bending(Synthetic.random(4), 1);
    List<Observation> down = up.stream().map(o -> turned(o)).toList();
    Predictive rising = Saturating.unstated().fit(up, 2020).at(2024);
    Predictive falling = Saturating.unstated().fit(down, 2020).at(2024);
    assertThat(falling.quantile(0.1)).isCloseTo(-rising.quantile(0.9), within(1e-9));
    assertThat(falling.logDensity(-2.5)).isCloseTo(rising.logDensity(2.5), within(1e-9));
    assertThat(falling.cdf(-2)).isCloseTo(1 - rising.cdf(2), within(1e-12));
  }

  @Test
  void intervalsHoldWhereGrowthEnds() {
    double covered =
        Synthetic.coverage(
            Saturating.unstated(),
            0.9,
            200,
            random -> {
              List<Observation> known = bending(random, 40);
              double at = 2020 + 3 * random.nextDouble();
              double value = bend(at) + 0.15 * random.nextGaussian();
              return new Synthetic.World(known, Synthetic.machine("next", at, value));
            });
    assertThat(covered).isBetween(0.83, 0.96);
  }

  @Test
  void filesOfOnesOwnAreChecked(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        ceilings:
          - key: own
            title: no more than ten
            escape: none
            measures: [ops]
            unit: op/s
            factors:
              - {name: ten, unit: op/s, low: 9, middle: 8, high: 11, power: 1, source: me}
        """);
    assertThatThrownBy(() -> Ceilings.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("own.yaml:")
        .hasMessageContaining("not positive and ascending");
  }

  private static List<Observation> bending(RandomGenerator random, int seed) {
    List<Observation> known = new ArrayList<>();
    for (double date : Synthetic.dates(random, 40 + seed % 2)) {
      double value = bend(date) + 0.15 * random.nextGaussian();
      known.add(Synthetic.machine("d" + known.size(), date, value));
    }
    return known;
  }

  private static double bend(double date) {
    return 3 - Math.log10(1 + Math.pow(10, -(-2 + 0.25 * (date - 2005))));
  }

  private static Observation turned(Observation o) {
    return Synthetic.machine(o.design(), o.date(), -o.log10());
  }

  private static Series efficiency() {
    List<Observation> known = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double date = 2005.125 + 0.25 * i;
      known.add(
          Synthetic.machine("d" + i, date, 12 + 0.2 * (date - 2020) + (i % 2 == 0 ? 0.1 : -0.1)));
    }
    return new Series("ops-per-joule", "operations", "op/J", true, known, List.of());
  }

  private static Ceiling named(String key) {
    return STANDARD.ceilings().stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  private static Ceiling.Factor factor(String key, String name) {
    return named(key).factors().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
