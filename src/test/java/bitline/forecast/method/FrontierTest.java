package bitline.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.forecast.Frontier;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The best so far.
class FrontierTest {
  private static final List<Observation> MACHINES =
      List.of(
          Synthetic.machine("a", 2010.1, 1),
          Synthetic.machine("b", 2010.2, 3),
          Synthetic.machine("c", 2010.25, 4),
          Synthetic.machine("d", 2010.6, 2),
          Synthetic.machine("e", 2010.9, 5));

  @Test
  void readingsAreOfWhatWasOutBefore() {
    Series best = Frontier.of(series(true));
    assertThat(best.observations())
        .extracting(Observation::date)
        .containsExactly(2010.25, 2010.5, 2010.75);
    assertThat(best.observations()).extracting(Observation::name).containsExactly("b", "c", "c");
    assertThat(Frontier.of(series(false)).observations())
        .extracting(Observation::name)
        .containsExactly("a", "a", "a");
  }

  @Test
  void theBestSomeAreThoseAtTheirRelease() {
    assertThat(Frontier.top(series(true), 1).observations())
        .extracting(Observation::name)
        .containsExactly("a", "b", "c", "e");
    assertThat(Frontier.top(series(true), 2).observations())
        .extracting(Observation::name)
        .containsExactly("a", "b", "c", "e");
    assertThat(Frontier.top(series(true), 3).observations())
        .extracting(Observation::name)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(Frontier.top(series(false), 1).observations())
        .extracting(Observation::name)
        .containsExactly("a");
  }

  /// Records arrive as a Poisson process with exponential steps: the method's own world.
  @Test
  void intervalsHoldForRecords() {
    double covered = Synthetic.coverage(new Records(), 0.9, 500, FrontierTest::records);
    assertThat(covered).isBetween(0.85, 0.96);
  }

  /// The best so far never falls, and time only adds.
  @Test
  void recordsNeverFall() {
    Synthetic.World world = records(Synthetic.random(2));
    double reached = world.known().getLast().log10();
    var fitted = new Records().fit(world.known(), 2020);
    double before = Double.NEGATIVE_INFINITY;
    for (double date : new double[] {2020.25, 2021, 2023, 2030}) {
      Predictive said = fitted.at(date);
      assertThat(said.quantile(0.05)).isGreaterThan(reached - 0.2);
      assertThat(said.median()).isGreaterThanOrEqualTo(before);
      before = said.median();
    }
    assertThat(before).isGreaterThan(reached + 1);
  }

  private static Synthetic.World records(RandomGenerator random) {
    List<Observation> known = new ArrayList<>();
    double date = 2005;
    double value = 0;
    known.add(Synthetic.machine("d0", date, value));
    double at = 2020 + 3 * random.nextDouble();
    while (true) {
      date -= Math.log(1 - random.nextDouble()) / 1.5;
      if (date > at) {
        return new Synthetic.World(quarterly(known), Synthetic.machine("next", at, value));
      }
      value -= 0.2 * Math.log(1 - random.nextDouble());
      if (date < 2020) {
        known.add(Synthetic.machine("d" + known.size(), date, value));
      }
    }
  }

  private static List<Observation> quarterly(List<Observation> records) {
    List<Observation> open = new ArrayList<>(records);
    open.add(Synthetic.machine("none", 2020.01, -9));
    return Frontier.of(new Series("s", "s", "1", true, open, List.of())).observations();
  }

  private static Series series(boolean rising) {
    return new Series("s", "s", "1", rising, MACHINES, List.of());
  }
}
