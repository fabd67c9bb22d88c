package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Finds who waits for whom when nothing goes on. A process that waits for a unit waits for one
/// that holds it; one that waits for anything else waits for one that would put it.
final class Circle {
  private final Flow flow;
  private final Code code;
  private final int[] at;

  private Circle(Flow flow, Code code, int[] at) {
    this.flow = flow;
    this.code = code;
    this.at = at;
  }

  /// A circle of processes in which each waits for the next; without one, all that wait for what
  /// nobody who is left would ever put.
  ///
  /// @param at the instruction that each process stands at
  /// @param there what lies in each store
  static List<Played.Waiting> of(Flow flow, Code code, int[] at, long[] there) {
    List<Integer> found = new Circle(flow, code, at).find();
    List<Played.Waiting> texts = new ArrayList<>();
    for (int p : found) {
      int store = code.store()[at[p]];
      texts.add(
          new Played.Waiting(
              flow.processes().get(p).name(),
              flow.stores().get(store).name(),
              code.number()[at[p]],
              there[store]));
    }
    return texts;
  }

  private List<Integer> find() {
    int[] seen = new int[at.length];
    List<Integer> forNobody = new ArrayList<>();
    for (int start = 0; start < at.length; start++) {
      List<Integer> way = new ArrayList<>();
      int p = start;
      while (p >= 0 && waits(p) && seen[p] == 0) {
        seen[p] = start + 1;
        way.add(p);
        int next = next(p);
        if (next >= 0 && seen[next] == start + 1) {
          return way.subList(way.indexOf(next), way.size());
        }
        if (next < 0) {
          forNobody.add(p);
        }
        p = next;
      }
    }
    return forNobody;
  }

  private boolean waits(int process) {
    return code.operation()[at[process]] == Code.TAKE;
  }

  /// Whom a process waits for, itself only where there is nobody else; −1: nobody.
  private int next(int process) {
    int store = code.store()[at[process]];
    boolean unit = flow.stores().get(store).unit();
    int found = -1;
    for (int q = 0; q < at.length; q++) {
      boolean could = waits(q) && (unit ? holds(q, store) : puts(q, store));
      if (could && (found < 0 || found == process)) {
        found = q;
      }
    }
    return found;
  }

  /// Units are put back in the loop that took them, or later in the same round.
  private boolean holds(int process, int store) {
    long held = 0;
    for (int i = code.first()[process]; i < at[process]; i++) {
      if (code.store()[i] == store) {
        held += code.operation()[i] == Code.TAKE ? code.number()[i] : 0;
        held -= code.operation()[i] == Code.PUT ? code.number()[i] : 0;
      }
    }
    return held > 0;
  }

  private boolean puts(int process, int store) {
    int end =
        process + 1 < code.first().length ? code.first()[process + 1] : code.operation().length;
    for (int i = code.first()[process]; i < end; i++) {
      int operation = code.operation()[i];
      if ((operation == Code.PUT || operation == Code.OFFER) && code.store()[i] == store) {
        return true;
      }
    }
    return false;
  }
}
