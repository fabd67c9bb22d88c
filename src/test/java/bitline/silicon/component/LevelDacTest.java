package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LevelDacTest {
  /// The resistor network itself: 2R from each bit to its node, R between nodes, 2R to ground below
  /// the least one. Mean power over all codes at 1 V and R = 1 ohm.
  private static double network(int bits) {
    double[][] g = new double[bits][bits];
    for (int i = 0; i < bits; i++) {
      g[i][i] += i == 0 ? 1 : 0.5;
      if (i > 0) {
        g[i][i]++;
        g[i - 1][i - 1]++;
        g[i][i - 1]--;
        g[i - 1][i]--;
      }
    }
    double power = 0;
    for (int code = 0; code < 1 << bits; code++) {
      double[] into = new double[bits];
      for (int i = 0; i < bits; i++) {
        into[i] = (code >> i & 1) * 0.5;
      }
      double[] volts = solve(g, into);
      for (int i = 0; i < bits; i++) {
        power += (code >> i & 1) * (1 - volts[i]) / 2;
      }
    }
    return power / (1 << bits);
  }

  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] m = new double[n][];
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      m[i] = matrix[i].clone();
    }
    for (int c = 0; c < n; c++) {
      for (int r = c + 1; r < n; r++) {
        double f = m[r][c] / m[c][c];
        for (int k = c; k < n; k++) {
          m[r][k] -= f * m[c][k];
        }
        x[r] -= f * x[c];
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int k = r + 1; k < n; k++) {
        x[r] -= m[r][k] * x[k];
      }
      x[r] /= m[r][r];
    }
    return x;
  }

  @Test
  void aLadderTakesWhatItsNetworkTakes() {
    for (int bits = 4; bits <= 10; bits++) {
      double volts = 0.9;
      double joules = new LevelDac(bits).held(5000, volts, 4e-9);
      double solved = network(bits) / 5000 * volts * volts * 4e-9;
      assertThat(joules).as(bits + " bits").isCloseTo(solved, within(2e-3 * solved));
    }
    assertThat(new LevelDac(1).held(1, 1, 1)).isCloseTo(network(1), within(0.02));
  }

  @Test
  void chargeGoesWithTheSquareOfTheSupply() {
    LevelDac dac = new LevelDac(8);
    assertThat(dac.energy(2)).isCloseTo(4 * dac.energy(1), within(1e-24));
    assertThat(new LevelDac(4).energy(1)).isCloseTo(dac.energy(1) / 2, within(1e-24));
  }
}
