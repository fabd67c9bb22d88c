package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// The processes of a flow as one row of instructions, each an operation with a store and a number.
///
/// @param operation of each instruction
/// @param store that it takes from or puts into; for [#WORK] that of the unit that was taken first
///   of those that are held, or −1; for [#AGAIN] the first instruction to repeat
/// @param number amount, femtoseconds, or times
/// @param first instruction of each process
record Code(byte[] operation, int[] store, long[] number, int[] first) {
  static final byte TAKE = 0;
  static final byte PUT = 1;
  static final byte WORK = 2;

  /// Goes back to the instruction `store` until that has been done `number` times.
  static final byte AGAIN = 3;

  /// As [#AGAIN], for the whole process; after the last time the process is over.
  static final byte ROUND = 4;

  static final byte OFFER = 5;

  static Code of(Flow flow) {
    int length = 0;
    for (Flow.Process process : flow.processes()) {
      for (Flow.Loop loop : process.loops()) {
        length += loop.steps().size() + 1;
      }
      length++;
    }
    Code code =
        new Code(
            new byte[length], new int[length], new long[length], new int[flow.processes().size()]);
    int at = 0;
    for (int p = 0; p < code.first.length; p++) {
      Flow.Process process = flow.processes().get(p);
      code.first[p] = at;
      List<Integer> held = new ArrayList<>();
      for (Flow.Loop loop : process.loops()) {
        int start = at;
        for (Step step : loop.steps()) {
          switch (step) {
            case Step.Take(int s, long amount) -> code.set(at, TAKE, s, amount);
            case Step.Put(int s, long amount) -> code.set(at, PUT, s, amount);
            case Step.Offer(int s, long amount) -> code.set(at, OFFER, s, amount);
            case Step.Work(long time) ->
                code.set(at, WORK, held.isEmpty() ? -1 : held.getFirst(), time);
          }
          hold(flow, step, held);
          at++;
        }
        code.set(at++, AGAIN, start, loop.times());
      }
      code.set(at++, ROUND, code.first[p], process.rounds());
    }
    return code;
  }

  /// Units that a process holds after a step, in the order in which it took them.
  static void hold(Flow flow, Step step, List<Integer> held) {
    if (step instanceof Step.Take(int s, long _) && flow.stores().get(s).unit()) {
      held.add(s);
    } else if (step instanceof Step.Put(int s, long _)) {
      held.remove((Integer) s);
    }
  }

  private void set(int at, byte what, int where, long much) {
    operation[at] = what;
    store[at] = where;
    number[at] = much;
  }
}
