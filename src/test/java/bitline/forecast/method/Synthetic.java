package bitline.forecast.method;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Worlds whose truth is known, to see whether a method's intervals hold what they say.
final class Synthetic {
  private Synthetic() {}

  /// A world: what is known, what comes, when.
  record World(List<Observation> known, Observation next) {}

  static Observation machine(String design, String vendor, String kind, double date, double log10) {
    return new Observation(design, design, vendor, kind, date, Math.pow(10, log10), 0, null);
  }

  static Observation machine(String design, double date, double log10) {
    return machine(design, "", "", date, log10);
  }

  /// Machines on dates spread evenly at random over 2005 to 2020, ascending.
  static double[] dates(RandomGenerator random, int count) {
    return random.doubles(count, 2005, 2020).sorted().toArray();
  }

  /// A straight line with independent normal errors; the next machine comes up to three years
  /// later.
  static World line(RandomGenerator random, int count, double slope, double sigma) {
    List<Observation> known = new ArrayList<>();
    for (double date : dates(random, count)) {
      known.add(
          machine(
              "d" + known.size(), date, 2 + slope * (date - 2005) + sigma * random.nextGaussian()));
    }
    double at = 2020 + 3 * random.nextDouble();
    return new World(
        known, machine("next", at, 2 + slope * (at - 2005) + sigma * random.nextGaussian()));
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Share of worlds in which what came lies within the central interval of this probability.
  static double coverage(
      Method method, double interval, int worlds, Function<RandomGenerator, World> make) {
    int inside = 0;
    for (int seed = 0; seed < worlds; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1000 + seed);
      World world = make.apply(random);
      Predictive said = method.fit(world.known(), 2020).at(world.next().date());
      double p = said.cdf(world.next().log10());
      inside += p >= (1 - interval) / 2 && p <= (1 + interval) / 2 ? 1 : 0;
    }
    return (double) inside / worlds;
  }
}
