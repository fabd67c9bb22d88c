package bitline.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The meaning of a flow, as plainly as can be: processes written out step by step, a queue a
/// store, and a search for the earliest end of work.
final class SlowLoop {
  private final Flow flow;
  private final List<List<Step>> left = new ArrayList<>();
  private final List<Long> there = new ArrayList<>();
  private final List<List<Integer>> queues = new ArrayList<>();

  /// Ends of work that is being done, in the order in which it was begun.
  private final LinkedHashMap<Integer, Long> working = new LinkedHashMap<>();

  private final Map<Integer, Long> waitsSince = new HashMap<>();
  final List<String> history = new ArrayList<>();
  long now;

  SlowLoop(Flow flow) {
    this.flow = flow;
    for (Flow.Process process : flow.processes()) {
      List<Step> steps = new ArrayList<>();
      for (long round = 0; round < process.rounds(); round++) {
        for (Flow.Loop loop : process.loops()) {
          for (long i = 0; i < loop.times(); i++) {
            steps.addAll(loop.steps());
          }
        }
      }
      left.add(steps);
    }
    for (Flow.Store store : flow.stores()) {
      there.add(store.first());
      queues.add(new ArrayList<>());
    }
  }

  /// Whether all came to their end.
  boolean play() {
    List<Integer> ready = new ArrayList<>();
    for (int p = 0; p < left.size(); p++) {
      ready.add(p);
    }
    while (true) {
      while (!ready.isEmpty()) {
        run(ready.removeFirst(), ready);
      }
      if (working.isEmpty()) {
        return left.stream().allMatch(List::isEmpty);
      }
      int next = -1;
      for (Map.Entry<Integer, Long> entry : working.entrySet()) {
        if (next < 0 || entry.getValue() < working.get(next)) {
          next = entry.getKey();
        }
      }
      now = working.remove(next);
      ready.add(next);
    }
  }

  private void run(int p, List<Integer> ready) {
    while (!left.get(p).isEmpty()) {
      switch (left.get(p).getFirst()) {
        case Step.Take(int s, long amount) -> {
          if (!queues.get(s).isEmpty() || there.get(s) < amount) {
            queues.get(s).add(p);
            waitsSince.put(p, now);
            return;
          }
          there.set(s, there.get(s) - amount);
          left.get(p).removeFirst();
        }
        case Step.Put(int s, long amount) -> {
          left.get(p).removeFirst();
          put(p, s, amount, ready);
        }
        case Step.Offer(int s, long amount) -> {
          left.get(p).removeFirst();
          boolean room = there.get(s) + amount <= flow.stores().get(s).capacity();
          history.add(p + (room ? " has " : " loses ") + "its offer to " + s + " at " + now);
          if (room) {
            put(p, s, amount, ready);
          }
        }
        case Step.Work(long time) -> {
          history.add(p + " works from " + now + " to " + (now + time));
          left.get(p).removeFirst();
          working.put(p, now + time);
          return;
        }
      }
    }
  }

  private void put(int p, int s, long amount, List<Integer> ready) {
    there.set(s, there.get(s) + amount);
    List<Integer> queue = queues.get(s);
    while (!queue.isEmpty()
        && left.get(queue.getFirst()).getFirst() instanceof Step.Take(int _, long wanted)
        && wanted <= there.get(s)) {
      int first = queue.removeFirst();
      there.set(s, there.get(s) - wanted);
      left.get(first).removeFirst();
      long from = waitsSince.remove(first);
      history.add(first + " waited from " + from + " to " + now + " for " + p);
      ready.add(first);
    }
  }
}
