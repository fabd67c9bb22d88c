package bitline.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How fast a flow could be at best, from its steps alone: no unit can be busy for longer than the
/// whole takes, and no process can be done before it has done its own work. Playing it never takes
/// less.
///
/// @param units each store of units with the time that it is busy, in the flow's order
/// @param longest the process with the most work of its own
public record Bound(List<Busy> units, Busy longest) {
  public Bound {
    units = List.copyOf(units);
  }

  /// @param name of the store or process
  /// @param time femtoseconds; of a store the mean over its units
  public record Busy(String name, long time) {}

  /// Femtoseconds that no schedule of the flow can beat.
  public long time() {
    return Math.max(longest.time, busiest().time);
  }

  /// What the bound comes from when it is a unit; a time of 0 when there is none.
  public Busy busiest() {
    Busy most = new Busy("no unit", 0);
    for (Busy unit : units) {
      most = unit.time > most.time ? unit : most;
    }
    return most;
  }

  /// Reads it off a flow. A unit counts as busy while it is taken and its process works; a process
  /// that waits while it holds a unit keeps it busy for longer than this.
  public static Bound of(Flow flow) {
    try {
      return read(flow);
    } catch (ArithmeticException e) {
      throw EventLoop.tooLong(e);
    }
  }

  private static Bound read(Flow flow) {
    int stores = flow.stores().size();
    long[] busy = new long[stores];
    Busy longest = new Busy("no process", 0);
    for (Flow.Process process : flow.processes()) {
      Map<Integer, Long> held = new TreeMap<>();
      long own = 0;
      for (Flow.Loop loop : process.loops()) {
        long times = Math.multiplyExact(loop.times(), process.rounds());
        for (Step step : loop.steps()) {
          Flow.hold(flow.stores(), step, held);
          if (step instanceof Step.Work(long time)) {
            long all = Math.multiplyExact(times, time);
            own = Math.addExact(own, all);
            held.forEach((store, units) -> busy[store] += Math.multiplyExact(units, all));
          }
        }
      }
      longest = own > longest.time ? new Busy(process.name(), own) : longest;
    }
    List<Busy> units = new ArrayList<>();
    for (int s = 0; s < stores; s++) {
      Flow.Store store = flow.stores().get(s);
      if (store.unit()) {
        units.add(new Busy(store.name(), Math.ceilDiv(busy[s], store.capacity())));
      }
    }
    return new Bound(units, longest);
  }
}
