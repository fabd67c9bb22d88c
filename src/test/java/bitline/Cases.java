package bitline;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a property for many seeds; a failure prints the seed that replays it: `-Dcases.seed=N`.
public final class Cases {
  private Cases() {}

  public static void forAll(int count, Consumer<RandomGenerator> property) {
    Long only = Long.getLong("cases.seed");
    for (long seed = only == null ? 0 : only; seed < (only == null ? count : only + 1); seed++) {
      try {
        property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (Throwable t) {
        throw new AssertionError(
            "case " + seed + " of " + count + " failed; replay it with -Dcases.seed=" + seed, t);
      }
    }
  }
}
