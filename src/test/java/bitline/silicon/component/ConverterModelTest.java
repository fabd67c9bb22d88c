package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.chip.Adc;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConverterModelTest {
  /// The SAR converters of the two chips that published the energy of one, at the usual supply.
  private static final Conversion JIA = usual(8, 65e-9, 0.74e6);

  private static final Conversion WANG = usual(8, 22e-9, 219e6);

  private static Conversion usual(double bits, double node, double rate) {
    return new Conversion(bits, Nodes.at(node), rate, Nodes.at(node).supply());
  }

  /// What another implementation of the same fit gives, whatever their supplies were.
  @Test
  void surveyQuantilesAtTwoChips() {
    double[] jia = {0.62e-12, 1.18e-12, 1.99e-12};
    double[] wang = {1.60e-12, 2.03e-12, 3.75e-12};
    for (int i = 0; i < jia.length; i++) {
      AdcSurvey.EnergyLaw law = AdcSurvey.SHIPPED.sample("sar").energy().get(i);
      assertThat(law.at(JIA)).isCloseTo(jia[i], within(0.02e-12));
      assertThat(law.at(WANG)).isCloseTo(wang[i], within(0.03e-12));
    }
  }

  /// Two converters that were measured apart from their arrays, one at two supplies: inside the
  /// interval, and within 40 % of its middle, with nothing fitted to them.
  @Test
  void measuredConvertersOfArraysLieInside() {
    Node old = Nodes.at(65e-9);
    inside(new Conversion(8, old, 0.74e6, 0.85), 1.79e-12);
    inside(new Conversion(8, old, 1.85e6, 1.2), 3.56e-12);
    inside(new Conversion(8, Nodes.at(22e-9), 219e6, 1.0), 2.66e-12);
    Interval jia = ConverterModel.of(Adc.Type.SAR).area(new Conversion(8, old, 0.74e6, 0.85));
    assertThat(jia.contains(1941e-12)).isTrue();
    Interval wang =
        ConverterModel.of(Adc.Type.SAR).area(new Conversion(8, Nodes.at(22e-9), 219e6, 1.0));
    assertThat(wang.contains(1007e-12)).isTrue();
  }

  private static void inside(Conversion conversion, double measured) {
    Interval energy = ConverterModel.of(Adc.Type.SAR).energy(conversion);
    assertThat(energy.contains(measured)).as(energy + " " + measured).isTrue();
    assertThat(Math.abs(Math.log(energy.middle() / measured))).isLessThan(Math.log(1.4));
  }

  /// More bits and a higher supply never take less; of SAR converters, a larger node neither. (What
  /// is made of gates follows the node's gates, of which those of fins are not always smaller.)
  @Test
  void energyGrows() {
    Cases.forAll(
        60,
        random -> {
          double bits = 4 + 3 * random.nextDouble();
          double node = 7e-9 + 50e-9 * random.nextDouble();
          double rate = Math.exp(Math.log(1e6) + random.nextDouble() * Math.log(500));
          Node here = Nodes.at(node);
          double volts = 0.75 + 0.2 * random.nextDouble();
          Conversion one = new Conversion(bits, here, rate, volts);
          List<Conversion> others =
              List.of(
                  new Conversion(bits + 0.5, here, rate, volts),
                  new Conversion(bits, here, rate, volts * 1.05));
          ConverterModel sar = ConverterModel.of(Adc.Type.SAR);
          assertThat(sar.energy(new Conversion(bits, Nodes.at(node * 1.1), rate, volts)).middle())
              .isGreaterThan(sar.energy(one).middle());
          for (Adc.Type type : Adc.Type.values()) {
            ConverterModel model = ConverterModel.of(type);
            for (Conversion other : others) {
              assertThat(model.energy(other).middle())
                  .as(type + " " + one + " " + other)
                  .isGreaterThanOrEqualTo(model.energy(one).middle() * (1 - 1e-9));
            }
          }
        });
  }

  @Test
  void cimloopRegressionAsItsUsersSee() {
    CimloopRegression model = new CimloopRegression();
    double[][] checks = {
      {8, 7, 0.098},
      {8, 14, 0.362},
      {8, 22, 0.847},
      {8, 28, 1.33},
      {8, 40, 2.61},
      {8, 65, 6.49},
      {8, 130, 23.9},
      {6, 65, 4.04}
    };
    for (double[] check : checks) {
      Interval energy = model.energy(usual(check[0], check[1] * 1e-9, 1e8));
      assertThat(energy.middle() * 1e12 / check[2]).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void refusesWithTheRange() {
    for (Adc.Type type : Adc.Type.values()) {
      assertThatThrownBy(() -> ConverterModel.of(type).energy(usual(40, 65e-9, 1e6)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("a converter of 40 bits")
          .hasMessageContaining(" to ");
    }
    assertThatThrownBy(() -> new Conversion(8, Nodes.at(65e-9), 1e6, 0.2))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("0.2 V at 65 nm");
    assertThatThrownBy(() -> SurveyConverter.SAR.energy(usual(8, 65e-9, 1e11)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("100 GHz")
        .hasMessageContaining("1 kHz to 2 GHz");
  }

  @Test
  void anAnchorCanBeLeftOut() {
    double with = AnchoredConverter.without(Adc.Type.SAR, Set.of()).energy(WANG).middle();
    double without =
        AnchoredConverter.without(Adc.Type.SAR, Set.of("wang_vlsi_2022")).energy(WANG).middle();
    assertThat(Math.abs(Math.log(with / 2.66e-12)))
        .isLessThan(Math.abs(Math.log(without / 2.66e-12)));
  }
}
