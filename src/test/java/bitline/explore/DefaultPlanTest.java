package bitline.explore;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Plan;
import bitline.map.Request;
import bitline.program.Program;
import bitline.program.Segment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mapper's own plan against all plans there are, on networks and chips that are small enough
/// to play them all.
class DefaultPlanTest {
  /// Seeds from here on: a set that nothing was tuned on.
  private static final long SEED = Long.getLong("plans.seed", 31415926);

  private static final int CASES = Integer.getInteger("plans.cases", 40);

  /// Cases of more plans are left out, before any is played.
  private static final int MOST_PLANS = 500;

  @TempDir private Path folder;

  private record Ratio(long seed, int plans, double ratio, String what) {}

  @Test
  void theDefaultIsWithinFivePercentOfTheOptimum() {
    List<Ratio> ratios = new ArrayList<>();
    for (long seed = SEED; ratios.size() < CASES; seed++) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      SmallCases drawn = SmallCases.draw(random, folder);
      Request request = Request.PLAIN.ofBatch(drawn.batch());
      Mapper mapper = Mapper.of(drawn.network(), drawn.chip(), Map.of(), request);
      if (!(mapper.map() instanceof Mapping.Mapped(Program program, var _))
          || mapper.arrays().size() < 3) {
        continue;
      }
      List<Plan> plans = plans(mapper.arrays(), drawn.chip().arrays());
      if (plans.isEmpty() || plans.size() > MOST_PLANS) {
        continue;
      }
      ratios.add(ratio(seed, drawn, mapper, program, plans));
    }
    double worst = ratios.stream().mapToDouble(Ratio::ratio).max().orElseThrow();
    List<Double> sorted = ratios.stream().map(Ratio::ratio).sorted().toList();
    String told =
        String.format(
            Locale.ROOT,
            "seed %d: %d cases, %d plans played, %d optimal, median %.4f, nine in ten %.4f, worst %.4f",
            SEED,
            ratios.size(),
            ratios.stream().mapToInt(Ratio::plans).sum(),
            sorted.stream().filter(r -> r <= 1 + 1e-9).count(),
            sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() * 9 / 10),
            worst);
    System.out.println(told);
    ratios.stream().filter(r -> r.ratio > 1.05).forEach(System.out::println);
    assertThat(worst).as(told).isLessThanOrEqualTo(1.05);
  }

  private static Ratio ratio(
      long seed, SmallCases drawn, Mapper mapper, Program program, List<Plan> plans) {
    double own = PlanSearch.interval(program, drawn.batch());
    double least = own;
    Plan best = Plan.of(program);
    for (Plan plan : plans) {
      if (mapper.map(plan) instanceof Mapping.Mapped(Program other, var _)) {
        double seconds = PlanSearch.interval(other, drawn.batch());
        if (seconds < least) {
          least = seconds;
          best = plan;
        }
      }
    }
    String what =
        String.format(
            Locale.ROOT,
            "batch %d, arrays %s of %d, sets %d: %s played %.4g priced %.4g, best %s played %.4g priced %.4g",
            drawn.batch(),
            mapper.arrays(),
            drawn.chip().arrays(),
            drawn.chip().macro().weightSets(),
            words(Plan.of(program)),
            own,
            mapper.price(Plan.of(program)),
            words(best),
            least,
            mapper.price(best));
    return new Ratio(seed, plans.size(), own / least, what);
  }

  private static String words(Plan plan) {
    return plan.segments().stream().map(s -> s.from() + "-" + s.to()).toList()
        + " x "
        + plan.copies();
  }

  /// All cuts and all numbers of copies that have room.
  private static List<Plan> plans(List<Integer> arrays, int room) {
    List<Plan> plans = new ArrayList<>();
    int layers = arrays.size();
    for (int cuts = 0; cuts < 1 << (layers - 1); cuts++) {
      List<Segment> segments = new ArrayList<>();
      int from = 0;
      for (int to = 1; to <= layers; to++) {
        if (to == layers || (cuts >> (to - 1) & 1) == 1) {
          segments.add(new Segment(from, to));
          from = to;
        }
      }
      copies(arrays, room, segments, new ArrayList<>(), plans);
    }
    return plans;
  }

  private static void copies(
      List<Integer> arrays,
      int room,
      List<Segment> segments,
      List<Integer> copies,
      List<Plan> plans) {
    if (plans.size() > MOST_PLANS) {
      return;
    }
    int layer = copies.size();
    if (layer == arrays.size()) {
      plans.add(new Plan(segments, copies));
      return;
    }
    Segment segment =
        segments.stream()
            .filter(s -> s.from() <= layer && layer < s.to())
            .findFirst()
            .orElseThrow();
    boolean alone = segments.size() > 1 && segment.to() - segment.from() == 1;
    int used = 0;
    for (int i = segment.from(); i < layer; i++) {
      used += arrays.get(i) * copies.get(i);
    }
    for (int i = layer + 1; i < segment.to(); i++) {
      used += arrays.get(i);
    }
    int most = Math.max(alone ? 1 : 0, (room - used) / arrays.get(layer));
    for (int n = 1; n <= most; n++) {
      copies.add(n);
      copies(arrays, room, segments, copies, plans);
      copies.removeLast();
    }
  }
}
