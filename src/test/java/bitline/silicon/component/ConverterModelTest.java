package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.chip.Adc;
import bitline.silicon.node.Nodes;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConverterModelTest {
  /// The SAR converters of the two chips that published the energy of one, at the usual supply.
  private static final Conversion JIA = usual(8, 65e-9, 0.74e6);

  private static final Conversion WANG = usual(8, 22e-9, 219e6);

  private static Conversion usual(double bits, double node, double rate) {
    return new Conversion(bits, Nodes.at(node), rate, Nodes.at(node).supply());
  }

  @Test
  void surveyQuantilesAsFacts() {
    Interval jia = SurveyConverter.SAR.energy(JIA);
    assertThat(jia.low()).isCloseTo(0.62e-12, within(0.01e-12));
    assertThat(jia.middle()).isCloseTo(1.18e-12, within(0.02e-12));
    assertThat(jia.high()).isCloseTo(1.99e-12, within(0.02e-12));
    Interval wang = SurveyConverter.SAR.energy(WANG);
    assertThat(wang.low()).isCloseTo(1.60e-12, within(0.01e-12));
    assertThat(wang.middle()).isCloseTo(2.03e-12, within(0.03e-12));
    assertThat(wang.high()).isCloseTo(3.75e-12, within(0.03e-12));
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
