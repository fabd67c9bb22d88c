package bitline.sim.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.chip.Dac;
import bitline.chip.DacErrors;
import org.junit.jupiter.api.Test;

class DacInstanceTest {
  @Test
  void anIdealDriverPutsTheDigitItself() {
    DacInstance one = DacInstance.draw(new Dac(4, Dac.Type.LEVEL), 1, 1);
    for (int digit = 0; digit < 16; digit++) {
      assertThat(one.level(digit)).isEqualTo(digit);
      assertThat(one.jitter(digit)).isZero();
    }
  }

  /// Seven steps bent by 4 %: digit 3 lies 0.04·7·4·(3/7)·(4/7) = 0.274 too high, the ends stay.
  @Test
  void aBentDriver() {
    Dac dac = new Dac(3, Dac.Type.LEVEL, new DacErrors(null, 0.04, null, null), null);
    DacInstance one = DacInstance.draw(dac, 1, 1);
    assertThat(one.level(0)).isZero();
    assertThat(one.level(3)).isEqualTo(3 + 0.04 * 48 / 7, within(1e-14));
    assertThat(one.level(7)).isEqualTo(7);
  }

  @Test
  void levelsAndStepsSpreadAsSaid() {
    Dac levels = new Dac(4, Dac.Type.LEVEL, new DacErrors(0.1, null, null, null), null);
    Dac pulses = new Dac(4, Dac.Type.PULSE_WIDTH, new DacErrors(null, null, 0.1, 0.3), null);
    double[] squares = new double[3];
    int drivers = 4000;
    for (int i = 0; i < drivers; i++) {
      squares[0] += square(DacInstance.draw(levels, 3, i).level(15) - 15) / drivers;
      squares[1] += square(DacInstance.draw(pulses, 3, i).level(15) - 15) / drivers;
      squares[2] += square(DacInstance.draw(pulses, 3, i).level(4) - 4) / drivers;
    }
    assertThat(Math.sqrt(squares[0])).isEqualTo(0.1, within(0.004));
    assertThat(Math.sqrt(squares[1])).as("15 steps").isEqualTo(0.1 * Math.sqrt(15), within(0.016));
    assertThat(Math.sqrt(squares[2])).as("4 steps").isEqualTo(0.2, within(0.008));
    DacInstance pulse = DacInstance.draw(pulses, 3, 0);
    assertThat(pulse.jitter(0)).isZero();
    assertThat(pulse.jitter(9)).isEqualTo(0.3);
    Dac counted = new Dac(4, Dac.Type.PULSE_COUNT, new DacErrors(null, null, null, 0.3), null);
    assertThat(DacInstance.draw(counted, 3, 0).jitter(9)).isEqualTo(0.9, within(1e-15));
  }

  private static double square(double x) {
    return x * x;
  }
}
