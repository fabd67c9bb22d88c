package bitline.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Levels of vendors and classes, drawn together as far as little is known of them.
class GroupsTest {
  private static final double BETWEEN = 0.5;
  private static final double WITHIN = 0.2;

  /// With known variances the level of a group of m machines is drawn towards the common one by
  /// τ²/(τ² + σ²/m): the posterior mean must lie there, and the variances must be recovered.
  @Test
  void groupsAreDrawnTogetherAsTheirVariancesSay() {
    RandomGenerator random = Synthetic.random(11);
    int groups = 24;
    List<Observation> known = new ArrayList<>();
    double[] effect = new double[groups];
    int[] size = new int[groups];
    for (int g = 0; g < groups; g++) {
      effect[g] = BETWEEN * random.nextGaussian();
      size[g] = g % 3 == 0 ? 1 : 12;
      for (int i = 0; i < size[g]; i++) {
        double date = 2005 + 15 * random.nextDouble();
        double value = 3 + 0.2 * (date - 2005) + effect[g] + WITHIN * random.nextGaussian();
        known.add(Synthetic.machine("d" + known.size(), "v" + g, "", date, value));
      }
    }
    Factor vendor = Factor.of(known, Observation::vendor);
    GroupedPosterior posterior =
        GroupedSampler.draw(Points.of(known), List.of(vendor), Points.byDesign(known), "test");
    assertThat(mean(posterior.spread()[0])).isCloseTo(BETWEEN, within(0.17));
    assertThat(mean(posterior.residual())).isCloseTo(WITHIN, within(0.02));
    double[] slope = new double[posterior.draws()];
    Arrays.setAll(slope, d -> posterior.line()[d][1]);
    assertThat(mean(slope)).isCloseTo(0.2, within(0.01));

    double between = mean(posterior.spread()[0]);
    double residual = mean(posterior.residual());
    for (int g = 0; g < groups; g++) {
      int group = g;
      double own = 0;
      for (int i = 0; i < known.size(); i++) {
        if (vendor.of()[i] == g) {
          double[] rest = new double[posterior.draws()];
          int at = i;
          Arrays.setAll(
              rest, d -> known.get(at).log10() - posterior.common(d, known.get(at).date()));
          own += mean(rest) / size[g];
        }
      }
      double share = between * between / (between * between + residual * residual / size[g]);
      double[] drawn = new double[posterior.draws()];
      Arrays.setAll(drawn, d -> posterior.effect(d, 0, group));
      assertThat(mean(drawn)).as("group %s of %s", g, size[g]).isCloseTo(share * own, within(0.04));
    }
  }

  /// Machines of a design share an error: both parts of it are recovered.
  @Test
  void designsAndMachinesAreToldApart() {
    RandomGenerator random = Synthetic.random(5);
    List<Observation> known = new ArrayList<>();
    for (int g = 0; g < 60; g++) {
      double date = 2005 + 0.25 * g;
      double shared = 0.4 * random.nextGaussian();
      for (int i = 0; i < 4; i++) {
        double value = 0.15 * (date - 2005) + shared + 0.1 * random.nextGaussian();
        known.add(Synthetic.machine("d" + g, date, value));
      }
    }
    GroupedPosterior posterior =
        GroupedSampler.draw(Points.of(known), List.of(), Points.byDesign(known), "test");
    assertThat(mean(posterior.design())).isCloseTo(0.4, within(0.1));
    assertThat(mean(posterior.residual())).isCloseTo(0.1, within(0.01));
  }

  @Test
  void intervalsHoldWithGroups() {
    double covered = Synthetic.coverage(new Hierarchical(), 0.9, 150, GroupsTest::grouped);
    assertThat(covered).isBetween(0.82, 0.96);
  }

  @Test
  void smallGroupsBeyondFortyAreOne() {
    List<Observation> known = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String vendor = i < 60 ? "v" + i : "v" + i % 30;
      known.add(Synthetic.machine("d" + i, vendor, "", 2005 + 0.1 * i, 0.02 * i));
    }
    Factor vendor = Factor.of(known, Observation::vendor);
    assertThat(vendor.levels()).hasSize(41).endsWith("others");
    assertThat(vendor.of()[59]).isEqualTo(40);
    assertThat(vendor.of()[90]).isEqualTo(0);
  }

  private static Synthetic.World grouped(RandomGenerator random) {
    double[] vendor = new double[6];
    double[] kind = new double[3];
    Arrays.setAll(vendor, i -> 0.4 * random.nextGaussian());
    Arrays.setAll(kind, i -> 0.3 * random.nextGaussian());
    List<Observation> known = new ArrayList<>();
    for (double date : Synthetic.dates(random, 50)) {
      known.add(machine(random, "d" + known.size(), vendor, kind, date));
    }
    return new Synthetic.World(
        known, machine(random, "next", vendor, kind, 2020 + 3 * random.nextDouble()));
  }

  private static Observation machine(
      RandomGenerator random, String design, double[] vendor, double[] kind, double date) {
    double square = random.nextDouble();
    int v = (int) (vendor.length * square * square);
    int k = random.nextInt(kind.length);
    double value = 1 + 0.15 * (date - 2005) + vendor[v] + kind[k] + 0.2 * random.nextGaussian();
    return Synthetic.machine(design, "v" + v, "k" + k, date, value);
  }

  private static double mean(double[] draws) {
    return Arrays.stream(draws).average().orElseThrow();
  }
}
