package bitline.forecast.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisyWalkTest {
  private static final NoisyWalk PLAIN = new NoisyWalk(NoisyWalk.MOORE, false);

  private static Observation machine(String vendor, double date, double log10) {
    return new Observation("m", "m", vendor, "gpu", date, StrictMath.pow(10, log10), 0, null);
  }

  private static double noise(long seed, int i) {
    return Normal.quantile(Keyed.uniform(Keyed.bits(seed, "walk", 0), i));
  }

  /// Much data about a line: the line is found, and the scatter.
  @Test
  void aLineIsALine() {
    List<Observation> known = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double date = 2000 + i / 30.0;
      known.add(machine("v" + i, date, 0.3 * (date - 2000) + 0.2 * noise(1, i)));
    }
    Predictive said = PLAIN.fit(known, 2020).at(2021);
    assertThat(said.median()).isCloseTo(6.3, within(0.08));
    assertThat(said.quantile(0.95) - said.median()).isCloseTo(1.645 * 0.2, within(0.05));
    Predictive far = PLAIN.fit(known, 2020).at(2023);
    assertThat(far.quantile(0.95) - far.median()).isLessThan(1.15 * 1.645 * 0.2);
  }

  /// A level that wanders: what is foretold starts at the newest level, and is wider further ahead.
  @Test
  void aWalkIsFollowed() {
    List<Observation> known = new ArrayList<>();
    double level = 0;
    for (int i = 0; i < 600; i++) {
      level += 0.15 / 30 + 0.3 * noise(2, i) / Math.sqrt(30);
      known.add(machine("v" + i, 2000 + i / 30.0, level + 0.3 * noise(3, i)));
    }
    Method.Fitted fitted = PLAIN.fit(known, 2020);
    assertThat(fitted.at(2020).median()).isCloseTo(level, within(0.25));
    double near = fitted.at(2020.1).quantile(0.95) - fitted.at(2020.1).quantile(0.05);
    double far = fitted.at(2023).quantile(0.95) - fitted.at(2023).quantile(0.05);
    assertThat(far).isGreaterThan(1.25 * near);
  }

  @Test
  void withFewDataTheGrowthIsMooreS() {
    List<Observation> known =
        List.of(machine("a", 2010, 1), machine("b", 2010.2, 1), machine("c", 2010.4, 1));
    Method.Fitted fitted = PLAIN.fit(known, 2011);
    double growth = (fitted.at(2021).median() - fitted.at(2011).median()) / 10;
    assertThat(growth).isCloseTo(NoisyWalk.MOORE, within(0.03));
  }

  /// Ten clones of one machine on one day are hardly more than one where errors are shared.
  @Test
  void clonesAreOneRelease() {
    List<Observation> once = new ArrayList<>();
    List<Observation> cloned = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double date = 2000 + i / 2.0;
      double value = 0.15 * i / 2 + 0.4 * noise(4, i);
      for (int k = 0; k < (i == 39 ? 10 : 2); k++) {
        double own = 0.02 * noise(5, 10 * i + k);
        (i == 39 ? cloned : once).add(machine("v" + i, date, (i == 39 ? 8 : value) + own));
      }
    }
    List<Observation> all = new ArrayList<>(once);
    all.addAll(cloned);
    double before = new NoisyWalk(0.15, true).fit(once, 2020).at(2021).median();
    double shared = new NoisyWalk(0.15, true).fit(all, 2020).at(2021).median();
    double alone = PLAIN.fit(all, 2020).at(2021).median();
    assertThat(shared - before).isPositive().isLessThan(0.5 * (alone - before));
  }

  @Test
  void shiftingTheLogarithmsShiftsTheForecast() {
    List<Observation> low = new ArrayList<>();
    List<Observation> high = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      low.add(machine("v", 2000 + i * 0.3, 0.05 * i + noise(6, i)));
      high.add(machine("v", 2000 + i * 0.3, 5 + 0.05 * i + noise(6, i)));
    }
    assertThat(PLAIN.fit(high, 2010).at(2012).quantile(0.9))
        .isCloseTo(5 + PLAIN.fit(low, 2010).at(2012).quantile(0.9), within(1e-9));
  }

  @Test
  void twoAreTooFew() {
    assertThatThrownBy(() -> PLAIN.fit(List.of(machine("a", 2010, 1), machine("a", 2011, 1)), 2012))
        .isInstanceOf(Method.TooFew.class);
  }
}
