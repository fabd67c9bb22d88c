package bitline.silicon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.OperatingPoint;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The laws of a node against figures that others published, and its refusals.
class NodeTest {
  private static final Percentage PERCENT = Percentage.withPercentage(1);

  private static Node node(double nanometres) {
    return Nodes.at(nanometres * 1e-9);
  }

  /// Adders of published cost tables, counted as ripple adders: a full adder is 6 gates of
  /// capacitance and 5.33 of area, and half of its gates make a pair of transitions in an addition
  /// of random data. The ratios are what the model gives over what is published; gate capacitances
  /// are anchored to them, planar ones to the geometric mean of Horowitz's and Aladdin's 32 bits.
  /// Horowitz, ISSCC 2014 (45 nm, 0.9 V); Aladdin, ISCA 2014 (40 nm); Dally et al., CACM 63(7), 48
  /// (2020) (14 nm).
  @ParameterizedTest
  @CsvSource({
    "Horowitz, 45, 0.9,  8, 30e-15,   36, 1.34, 1.54",
    "Horowitz, 45, 0.9, 16, 50e-15,   67, 1.60, 1.65",
    "Horowitz, 45, 0.9, 32, 100e-15, 137, 1.60, 1.62",
    "Aladdin,  40, 0.9, 32, 210e-15, 278, 0.67, 0.65",
    "Dally,    14, 0.8,  8, 10e-15,    4, 1.00, 3.10",
  })
  void addersOfOthers(
      String who,
      double nanometres,
      double volts,
      int bits,
      double joules,
      double squareMicrons,
      double energyRatio,
      double areaRatio) {
    Node node = node(nanometres);
    double energy = node.gates(6.0 * bits * 0.5, volts);
    double area = 5.33 * bits * node.gateArea() * 1e12;
    assertThat(energy / joules).as(who).isCloseTo(energyRatio, PERCENT);
    assertThat(area / squareMicrons).as(who).isCloseTo(areaRatio, PERCENT);
  }

  /// Cells of a generic 130 nm library at 1.2 V and 27 °C (vsclib, data book of 2007): a NAND2
  /// leaks about 0.6 nW. Ours is a placed gate, drawn for speed.
  @Test
  void leakageOfAGateAt130Nm() {
    Node node = node(130);
    double watts = node.logicLeakage(node.gateArea(), 1.2, 300.15);
    assertThat(watts / 0.6e-9)
        .isBetween(1 / node.uncertainty().leakage(), node.uncertainty().leakage());
  }

  /// Delay of an inverter over supply as Stillmaker and Baas 2017 fitted it to SPICE, as a ratio
  /// between two supplies: third-degree polynomials of 130, 90, 65, low-power 45 and 7 nm.
  @ParameterizedTest
  @CsvSource({
    "130, 0.8, 1.2, -76.65, 334.9, -493.4, 275.8",
    "90,  0.8, 1.2, -60.34, 262.5, -384.2, 210.9",
    "65,  0.8, 1.2, -53.3,  230.4, -333.9, 178.6",
    "7,   0.6, 0.9, -28.58, 76.6,  -70.26, 24.69",
  })
  void delayFollowsSpice(
      double nanometres, double low, double high, double a, double b, double c, double d) {
    Node node = node(nanometres);
    double spice = (((a * low + b) * low + c) * low + d) / (((a * high + b) * high + c) * high + d);
    assertThat(node.delay(low) / node.delay(high)).isCloseTo(spice, Percentage.withPercentage(25));
  }

  /// Exponent m of speed ∝ supply^m between two points of published chips, and ours between the
  /// same. Analog chips gain more speed with supply than gates do (65 and 22 nm, first rows), since
  /// comparators and wordline swings set their pace; digital parts and the 7 nm one agree.
  @ParameterizedTest
  @CsvSource({
    "Jia 2020,      65, 0.85, 1.2, 2.66, 1.24",
    "Papistas 2021, 22, 0.6,  0.8, 4.84, 1.92",
    "Wang 2022,     22, 0.7,  1.1, 1.12, 1.33",
    "Sinangil 2021,  7, 0.8,  1.0, 0.90, 0.96",
  })
  void exponentsOfSpeed(
      String who, double nanometres, double low, double high, double published, double ours) {
    Node node = node(nanometres);
    double m = StrictMath.log(node.speed(high) / node.speed(low)) / StrictMath.log(high / low);
    assertThat(m).as(who + " " + published).isCloseTo(ours, PERCENT);
  }

  @Test
  void lawsMeetAtTheNominalPoint() {
    for (Node node : Nodes.all()) {
      assertThat(node.delay(node.supply())).isCloseTo(node.gateDelay(), PERCENT);
      assertThat(node.speed(node.supply())).isEqualTo(1);
      assertThat(node.delay(node.lowest())).isGreaterThan(3 * node.gateDelay());
      assertThat(node.delay(node.highest())).isLessThan(node.gateDelay());
      assertThat(node.wire(1e-3, node.supply())).isCloseTo(node.wireEnergy() * 1e-3, PERCENT);
      Node.Leakage leakage = node.leakage();
      assertThat(node.logicLeakage(1e-6, node.supply(), leakage.temperature()))
          .isCloseTo(leakage.logic() * 1e-6, PERCENT);
      assertThat(node.sramLeakage(1 << 20, node.supply(), leakage.temperature() - 22))
          .isCloseTo(leakage.sramCell() * (1 << 20) / 4, PERCENT);
      assertThat(
              node.sramLeakage(1, node.supply() - 0.12, 300)
                  / node.sramLeakage(1, node.supply(), 300))
          .isCloseTo((1 - 0.12 / node.supply()) / Math.E, PERCENT);
    }
  }

  @Test
  void aPairOfTransitionsTakesOneChargeFromTheSupply() {
    assertThat(Node.switching(1e-15, 0.5)).isCloseTo(0.25e-15, PERCENT);
    assertThat(node(28).gates(1000, 0.9)).isCloseTo(1000 * 1.15e-15 * 0.81, PERCENT);
  }

  /// Supplies at which silicon was published; the last by its thick-oxide transistors.
  @ParameterizedTest
  @CsvSource({
    "65, 0.6", "65, 0.8", "65, 0.85", "65, 1.2", "40, 0.85", "40, 1.1", "28, 0.5", "28, 0.6",
    "28, 0.9", "28, 1.0", "22, 0.6", "22, 0.72", "22, 1.1", "14, 0.8", "12, 0.55", "12, 0.68",
    "7, 0.8", "7, 1.0", "5, 0.46", "4, 0.9",
  })
  void publishedSuppliesArePossible(double nanometres, double volts) {
    assertThat(node(nanometres).check(volts)).isEqualTo(volts);
    assertThat(node(nanometres).checkThickOxide(volts)).isEqualTo(volts);
  }

  @Test
  void suppliesOfOurChipsArePossible() {
    for (Chip chip : Chips.all()) {
      for (OperatingPoint point : chip.operatingPoints()) {
        Double supply = point.supply();
        if (supply != null) {
          assertThat(Nodes.at(chip.node()).checkThickOxide(supply)).isEqualTo(supply);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "65|0.2|0.2 V at 65 nm: too near to or below the threshold of 0.42 V; 0.52 V to 1.49 V are"
            + " possible",
        "65|2|2 V at 65 nm: core transistors do not stand it, only those for inputs and outputs do;"
            + " 0.52 V to 1.49 V are possible",
        "7|5|5 V at 7 nm: no transistor of such a process stands it; 0.4 V to 1.01 V are possible",
        "7|-1|-1 V at 7 nm: too near to or below the threshold of 0.3 V; 0.4 V to 1.01 V are"
            + " possible",
        "7|NaN|NaN V at 7 nm: no supply; 0.4 V to 1.01 V are possible",
        "6|2|2 V at 6 nm (between 7 and 5): no transistor of such a process stands it; 0.395 V to"
            + " 1.01 V are possible",
      })
  void otherSuppliesAreRefused(double nanometres, double volts, String message) {
    Node node = node(nanometres);
    assertThatThrownBy(() -> node.check(volts)).isInstanceOf(Problem.class).hasMessage(message);
    assertThatThrownBy(() -> node.delay(volts)).isInstanceOf(Problem.class).hasMessage(message);
    assertThatThrownBy(() -> node.speed(volts)).isInstanceOf(Problem.class).hasMessage(message);
  }

  @Test
  void thickOxideStandsMore() {
    assertThat(node(130).checkThickOxide(1.8)).isEqualTo(1.8);
    assertThat(node(130).checkThickOxide(3.3)).isEqualTo(3.3);
    assertThatThrownBy(() -> node(130).check(1.8)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> node(130).checkThickOxide(5))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "5 V at 130 nm: no transistor of such a process stands it; 0.48 V to 3.3 V are"
                + " possible with thick oxide");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "supply: {value: 0.9 V|supply: {value: 0.45 V|supply 0.45 V is not above lowest, 0.5 V",
        "thickOxide: {value: 3.3 V|thickOxide: {value: 1 V|"
            + "thickOxide 1.0 V is not above highest, 1.22 V",
        "value: 1.15 fF|value: 1.15|gateCapacitance: '1.15' needs a unit, such as 1.2 fF",
        "alpha:|alfa:|unknown key 'alfa' in node; did you mean 'alpha'?",
      })
  void aWrongFileIsRefused(String from, String to, String message) throws IOException {
    String text = Files.readString(Path.of("nodes/28nm.yaml"));
    assertThat(text).contains(from);
    assertThatThrownBy(() ->
            Binder.written()
                .bind(Node.class, Yaml.parse(text.replace(from, to), "28nm.yaml"), "28nm.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }
}
