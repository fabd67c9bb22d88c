package bitline.explore;

import bitline.base.Keyed;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Plan;
import bitline.program.Program;
import bitline.program.Segment;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Looks for a faster plan than the mapper's own by playing plans: local search that moves, drops
/// and adds cuts between segments and gives copies from one layer to another. What the mapper's
/// price likes best is played first; where no neighbour is faster the search goes on from the best
/// plan with some random steps away from it. The same number of trials gives the same plan on every
/// machine.
public final class PlanSearch {
  private static final int STEPS_AWAY = 3;

  private final Mapper mapper;
  private final int batch;
  private final List<Integer> arrays;
  private final int room;
  private final Set<Plan> tried = new HashSet<>();
  private Program best;
  private Plan bestPlan;
  private double least;
  private int trials;
  private int draws;

  private PlanSearch(Mapper mapper, Program first, int batch) {
    this.mapper = mapper;
    this.batch = batch;
    arrays = mapper.arrays();
    room = first.chip().arrays();
    best = first;
    bestPlan = Plan.of(first);
    least = interval(first, batch);
    trials = 1;
    tried.add(bestPlan);
  }

  /// What was found.
  ///
  /// @param trials plans that were played, the mapper's own counted
  /// @param first seconds from picture to picture of the mapper's own plan
  /// @param best of the plan that was found
  public record Found(Program program, int trials, double first, double best) {}

  /// Searches until it is told to stop or has no plan left to try.
  ///
  /// @param mapper that made `first`
  /// @param batch pictures that go through a segment before the next is written
  /// @param most plans that are played
  /// @param stop asked before each
  public static Found search(
      Mapper mapper, Program first, int batch, int most, BooleanSupplier stop) {
    PlanSearch search = new PlanSearch(mapper, first, batch);
    double before = search.least;
    search.run(() -> search.trials >= most || stop.getAsBoolean());
    return new Found(search.best, search.trials, before, search.least);
  }

  /// Seconds from picture to picture, as few pictures tell.
  static double interval(Program program, int batch) {
    long batches = program.resident() ? Math.max(1, Math.ceilDiv(16, batch)) : 4;
    return Timing.of(program, batch, batches).interval() * 1e-15;
  }

  private void run(BooleanSupplier stop) {
    if (best.layers().isEmpty() || shares(best)) {
      return;
    }
    Plan from = bestPlan;
    int idle = 0;
    while (!stop.getAsBoolean() && idle < 50) {
      int before = trials;
      boolean better = climb(from, stop);
      idle = trials == before ? idle + 1 : 0;
      from = better ? bestPlan : away(bestPlan);
    }
  }

  /// Whether layers share arrays while all weights stay: there is nothing to move then.
  private static boolean shares(Program program) {
    return program.resident()
        && program.layers().stream().mapToLong(l -> l.arrays()).sum() > program.chip().arrays();
  }

  /// Plays the neighbours of a plan until one is faster than the best.
  private boolean climb(Plan from, BooleanSupplier stop) {
    for (Plan plan : neighbours(from)) {
      if (stop.getAsBoolean()) {
        return false;
      }
      if (tried.add(plan) && plays(plan)) {
        return true;
      }
    }
    return false;
  }

  /// Plays a plan; whether it is the best so far.
  private boolean plays(Plan plan) {
    if (!(mapper.map(plan) instanceof Mapping.Mapped mapped)) {
      return false;
    }
    trials++;
    double seconds = interval(mapped.program(), batch);
    if (seconds >= least) {
      return false;
    }
    least = seconds;
    best = mapped.program();
    bestPlan = plan;
    return true;
  }

  /// Plans one step away, the cheapest by the mapper's price first.
  private List<Plan> neighbours(Plan plan) {
    List<Plan> all = new ArrayList<>();
    if (!plan.resident()) {
      cuts(plan, all);
    }
    copies(plan, all);
    record Priced(Plan plan, double price) {}
    return all.stream()
        .map(p -> new Priced(p, mapper.price(p)))
        .sorted(Comparator.comparingDouble(Priced::price))
        .map(Priced::plan)
        .toList();
  }

  private void cuts(Plan plan, List<Plan> all) {
    List<Integer> cuts = new ArrayList<>();
    plan.segments().subList(1, plan.segments().size()).forEach(s -> cuts.add(s.from()));
    for (int i = 0; i < cuts.size(); i++) {
      for (int by : new int[] {-2, -1, 1, 2}) {
        List<Integer> moved = new ArrayList<>(cuts);
        moved.set(i, cuts.get(i) + by);
        add(moved, all);
      }
      List<Integer> fewer = new ArrayList<>(cuts);
      fewer.remove(i);
      add(fewer, all);
    }
    for (int at = 1; at < arrays.size(); at++) {
      List<Integer> more = new ArrayList<>(cuts);
      more.add(at);
      more.sort(Comparator.naturalOrder());
      add(more, all);
    }
  }

  private void add(List<Integer> cuts, List<Plan> all) {
    List<Segment> segments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cuts.size(); i++) {
      int to = i < cuts.size() ? cuts.get(i) : arrays.size();
      if (to <= from || to > arrays.size() || (to - from > 1 && blocks(from, to) > room)) {
        return;
      }
      segments.add(new Segment(from, to));
      from = to;
    }
    if (segments.size() > 1) {
      all.add(mapper.plan(segments));
    }
  }

  private long blocks(int from, int to) {
    return arrays.subList(from, to).stream().mapToLong(n -> n).sum();
  }

  /// One copy more of a layer, where need be from others of its segment.
  private void copies(Plan plan, List<Plan> all) {
    for (Segment segment : plan.segments()) {
      long used = 0;
      for (int i = segment.from(); i < segment.to(); i++) {
        used += (long) arrays.get(i) * plan.copies().get(i);
      }
      for (int i = segment.from(); i < segment.to(); i++) {
        long free = room - used;
        if (arrays.get(i) <= free) {
          all.add(changed(plan, i, 1, -1, 0));
          continue;
        }
        for (int j = segment.from(); j < segment.to(); j++) {
          long missing = Math.ceilDiv(arrays.get(i) - free, (long) arrays.get(j));
          if (j != i && plan.copies().get(j) > missing) {
            all.add(changed(plan, i, 1, j, (int) -missing));
          }
        }
      }
    }
  }

  private static Plan changed(Plan plan, int i, int by, int j, int also) {
    List<Integer> copies = new ArrayList<>(plan.copies());
    copies.set(i, copies.get(i) + by);
    if (j >= 0) {
      copies.set(j, copies.get(j) + also);
    }
    return new Plan(plan.segments(), copies);
  }

  /// Some random steps away from a plan.
  private Plan away(Plan plan) {
    Plan at = plan;
    for (int step = 0; step < STEPS_AWAY; step++) {
      List<Plan> near = neighbours(at);
      if (!near.isEmpty()) {
        at = near.get((int) Math.floorMod(Keyed.bits(0, "plan search", draws++), near.size()));
      }
    }
    return at;
  }
}
