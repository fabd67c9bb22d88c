package bitline.time;

import bitline.base.Problem;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Plays a flow: discrete events, one for each piece of work that ends. Between two events every
/// process goes as far as it can; those that can go on at the same time do so in a fixed order, so
/// that a flow has one history.
///
/// With checks, which tests switch on, it also makes sure that time never goes back, that a store
/// never holds more than its capacity, and that at the end all events were played and all units lie
/// in their stores again.
public final class EventLoop {
  private static final int NOBODY = -1;

  private final Flow flow;
  private final Watcher watcher;
  private final boolean checks;
  private final Code code;
  private final EventQueue events = new EventQueue();
  private long now;
  private long played;

  /// Of stores: what lies in each, and the first and last process that waits.
  private final long[] there;

  private final int[] head;
  private final int[] tail;

  /// Most that may lie in each store.
  private final long[] capacity;

  /// Of processes: the instruction that comes next, the one behind in the queue, since when it
  /// waits, and how long it has.
  private final int[] at;

  private final int[] behind;
  private final long[] since;
  private final long[] waited;

  /// Of instructions that repeat: how often they have.
  private final long[] done;

  /// Processes that can go on now: a ring with room for all.
  private final int[] ready;

  private int firstReady;
  private int readyCount;
  private int over;

  private EventLoop(Flow flow, Watcher watcher, boolean checks) {
    this.flow = flow;
    this.watcher = watcher;
    this.checks = checks;
    code = Code.of(flow);
    there = flow.stores().stream().mapToLong(Flow.Store::first).toArray();
    capacity = flow.stores().stream().mapToLong(Flow.Store::capacity).toArray();
    head = new int[there.length];
    tail = new int[there.length];
    Arrays.fill(head, NOBODY);
    at = code.first().clone();
    behind = new int[at.length];
    since = new long[at.length];
    waited = new long[at.length];
    done = new long[code.operation().length];
    ready = new int[at.length];
  }

  /// Plays it to the end.
  public static Played play(Flow flow, Watcher watcher) {
    try {
      return new EventLoop(flow, watcher, false).play();
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  /// Times are femtoseconds in 63 bits.
  static Problem tooLong(ArithmeticException overflow) {
    return new Problem(
        "the schedule is longer than 9,223 s, which is as far as times are counted; play fewer"
            + " pictures, or look for a bandwidth or clock of the chip that is too low by far",
        overflow);
  }

  /// The same, with checks.
  public static Played check(Flow flow, Watcher watcher) {
    return new EventLoop(flow, watcher, true).play();
  }

  private Played play() {
    for (int p = 0; p < at.length; p++) {
      makeReady(p);
    }
    goOn();
    while (!events.isEmpty()) {
      long time = events.next();
      if (checks && time < now) {
        throw new IllegalStateException("an event of " + time + " fs at " + now + " fs");
      }
      now = time;
      played++;
      makeReady(events.take());
      goOn();
    }
    if (over < at.length) {
      return new Played.Stuck(now, Circle.of(flow, code, at, there));
    }
    if (checks) {
      checkEnd();
    }
    return new Played.Done(now, played, LongStream.of(waited).boxed().toList());
  }

  private void makeReady(int process) {
    int place = firstReady + readyCount++;
    ready[place < ready.length ? place : place - ready.length] = process;
  }

  private void goOn() {
    while (readyCount > 0) {
      int process = ready[firstReady];
      firstReady = firstReady + 1 < ready.length ? firstReady + 1 : 0;
      readyCount--;
      run(process);
    }
  }

  /// Lets a process go as far as it can.
  private void run(int process) {
    int pc = at[process];
    while (true) {
      int store = code.store()[pc];
      long number = code.number()[pc];
      switch (code.operation()[pc]) {
        case Code.TAKE -> {
          if (head[store] != NOBODY || there[store] < number) {
            at[process] = pc;
            since[process] = now;
            queue(process, store);
            return;
          }
          there[store] -= number;
          watcher.level(store, now, there[store]);
        }
        case Code.PUT -> {
          there[store] += number;
          if (checks && there[store] > capacity[store]) {
            throw new IllegalStateException(
                name(process) + " puts " + number + " into " + flow.stores().get(store));
          }
          watcher.level(store, now, there[store]);
          serve(store, process);
        }
        case Code.WORK -> {
          at[process] = pc + 1;
          watcher.worked(process, store, now, Math.addExact(now, number));
          events.put(now + number, process);
          return;
        }
        case Code.OFFER -> {
          boolean room = there[store] <= capacity[store] - number;
          watcher.offered(process, store, now, room);
          if (room) {
            there[store] += number;
            watcher.level(store, now, there[store]);
            serve(store, process);
          }
        }
        case Code.AGAIN -> {
          if (++done[pc] < number) {
            pc = store - 1;
          } else {
            done[pc] = 0;
          }
        }
        default -> {
          watcher.round(process, done[pc], now);
          if (++done[pc] == number) {
            at[process] = pc;
            over++;
            return;
          }
          pc = store - 1;
        }
      }
      pc++;
    }
  }

  private void queue(int process, int store) {
    behind[process] = NOBODY;
    if (head[store] == NOBODY) {
      head[store] = process;
    } else {
      behind[tail[store]] = process;
    }
    tail[store] = process;
  }

  /// Gives those that wait longest what they want, as long as there is enough for the first.
  ///
  /// @param waker who put what they get
  private void serve(int store, int waker) {
    while (head[store] != NOBODY) {
      int process = head[store];
      long wanted = code.number()[at[process]];
      if (there[store] < wanted) {
        return;
      }
      head[store] = behind[process];
      there[store] -= wanted;
      waited[process] += now - since[process];
      watcher.level(store, now, there[store]);
      watcher.waited(process, store, since[process], now, waker);
      at[process]++;
      makeReady(process);
    }
  }

  private void checkEnd() {
    if (played != events.arrivals()) {
      throw new IllegalStateException(played + " events of " + events.arrivals() + " were played");
    }
    for (int s = 0; s < there.length; s++) {
      Flow.Store store = flow.stores().get(s);
      if (store.unit() && there[s] != store.capacity()) {
        throw new IllegalStateException(there[s] + " came back of " + store);
      }
    }
  }

  private String name(int process) {
    return flow.processes().get(process).name();
  }
}
