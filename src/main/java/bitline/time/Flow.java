package bitline.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a chip does, as far as time is concerned: stores that hold amounts of something, and
/// processes that take from them, work, and put into them.
///
/// Everything that two processes can fight over is a store. An array, an ADC, a link or the vector
/// unit is a store of as many permits as there are of it, taken before work and put back after. A
/// buffer is two stores: the space in it, and what lies in it. A producer takes space, works and
/// puts contents; a consumer takes contents, works and gives the space back when it needs it no
/// more, which for the rows under a convolution's window is later.
///
/// @param stores what there is
/// @param processes who does what; each puts back the units that it takes, in the same round, and
///   in the same loop where that is done more than once
public record Flow(List<Store> stores, List<Process> processes) {
  public Flow {
    stores = List.copyOf(stores);
    processes = List.copyOf(processes);
    for (Process process : processes) {
      Map<Integer, Long> held = new TreeMap<>();
      for (Loop loop : process.loops) {
        Map<Integer, Long> before = Map.copyOf(held);
        for (Step step : loop.steps) {
          check(stores, process, step);
          hold(stores, step, held);
        }
        if (loop.times > 1 && !held.equals(before)) {
          throw new IllegalArgumentException(
              process.name + " takes other units than it puts back, in a loop: " + loop.steps);
        }
      }
      if (!held.isEmpty()) {
        throw new IllegalArgumentException(
            process.name + " keeps " + stores.get(held.keySet().iterator().next()));
      }
    }
  }

  /// Units that a process holds after a step, by store.
  static void hold(List<Store> stores, Step step, Map<Integer, Long> held) {
    switch (step) {
      case Step.Take(int s, long amount) when stores.get(s).unit ->
          held.merge(s, amount, Long::sum);
      case Step.Put(int s, long amount) when stores.get(s).unit ->
          held.merge(s, -amount, (a, b) -> a + b == 0 ? null : a + b);
      default -> {
        // neither takes nor puts back a unit
      }
    }
  }

  private static void check(List<Store> stores, Process process, Step step) {
    int store =
        switch (step) {
          case Step.Take(int s, long _) -> s;
          case Step.Put(int s, long _) -> s;
          case Step.Offer(int s, long _) -> s;
          case Step.Work _ -> -1;
        };
    if (store >= stores.size()) {
      throw new IllegalArgumentException(process.name + " names store " + store);
    }
    if (step instanceof Step.Take(int s, long amount) && amount > stores.get(s).capacity) {
      throw new IllegalArgumentException(
          process.name + " takes " + amount + " of " + stores.get(s) + " at once");
    }
    if (step instanceof Step.Offer(int s, long amount)
        && (stores.get(s).unit || amount > stores.get(s).capacity)) {
      throw new IllegalArgumentException(
          process.name + " offers " + amount + " to " + stores.get(s));
    }
  }

  /// What can be taken and put back.
  ///
  /// @param unit whether it stands for units that are busy while they are taken
  /// @param capacity most that may lie in it; for units, how many there are
  /// @param first what lies in it at first
  /// @param bandwidth for units that move bytes, those that all of them together move in a second
  ///   at best; else 0
  /// @param rowBytes for the space of a buffer on the chip, bytes of what fits one of it; else 0
  public record Store(
      String name, boolean unit, long capacity, long first, double bandwidth, double rowBytes) {
    public Store {
      if (capacity < 1 || first < 0 || first > capacity || (unit && first != capacity)) {
        throw new IllegalArgumentException(
            name + ": holds " + first + " of " + capacity + " at first");
      }
    }

    /// Of one that neither moves bytes nor holds any.
    public Store(String name, boolean unit, long capacity, long first) {
      this(name, unit, capacity, first, 0, 0);
    }

    /// So many equal units.
    public static Store units(String name, long count) {
      return new Store(name, true, count, count);
    }

    /// So many equal units that move bytes: ports, channels of a memory, links.
    ///
    /// @param bandwidth bytes a second of all together, at best
    public static Store movers(String name, long count, double bandwidth) {
      return new Store(name, true, count, count, bandwidth, 0);
    }

    /// The free space of a buffer.
    public static Store space(String name, long capacity) {
      return new Store(name, false, capacity, capacity);
    }

    /// The free space of a buffer on the chip.
    ///
    /// @param rowBytes that one of it holds
    public static Store space(String name, long capacity, double rowBytes) {
      return new Store(name, false, capacity, capacity, 0, rowBytes);
    }

    /// The contents of a buffer.
    public static Store contents(String name, long capacity) {
      return new Store(name, false, capacity, 0);
    }
  }

  /// Steps that are done so many times.
  public record Loop(long times, List<Step> steps) {
    public Loop {
      steps = List.copyOf(steps);
      if (times < 1) {
        throw new IllegalArgumentException("a loop of " + times + " times");
      }
    }

    public static Loop of(long times, Step... steps) {
      return new Loop(times, List.of(steps));
    }
  }

  /// Loops one after another, the whole done `rounds` times: once a picture, say.
  public record Process(String name, long rounds, List<Loop> loops) {
    public Process {
      loops = List.copyOf(loops);
      if (rounds < 1) {
        throw new IllegalArgumentException(name + ": " + rounds + " rounds");
      }
    }
  }

  /// Collects stores and processes.
  public static final class Builder {
    private final List<Store> stores = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /// The index of the new store.
    public int store(Store store) {
      stores.add(store);
      return stores.size() - 1;
    }

    public Builder process(String name, long rounds, Loop... loops) {
      processes.add(new Process(name, rounds, List.of(loops)));
      return this;
    }

    public Flow flow() {
      return new Flow(stores, processes);
    }
  }
}
