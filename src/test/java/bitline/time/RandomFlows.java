package bitline.time;

import bitline.time.Flow.Loop;
import bitline.time.Flow.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Flows without a meaning, of which about half stand still at some time.
final class RandomFlows {
  private RandomFlows() {}

  /// Processes that take units in one order, rooms that some offer to, and a few contents that may
  /// never come.
  static Flow any(RandomGenerator random) {
    Flow.Builder flow = new Flow.Builder();
    int units = random.nextInt(1, 4);
    for (int u = 0; u < units; u++) {
      flow.store(Store.units("unit " + u, random.nextInt(1, 3)));
    }
    int buffers = random.nextInt(1, 4);
    for (int b = 0; b < buffers; b++) {
      // they are put into more often than taken from: room without end
      flow.store(new Store("space " + b, false, 100_000, random.nextInt(2, 9)));
      flow.store(Store.contents("contents " + b, 100_000));
    }
    int rooms = random.nextInt(1, 3);
    for (int r = 0; r < rooms; r++) {
      flow.store(Store.contents("room " + r, random.nextInt(2, 5)));
    }
    int processes = random.nextInt(1, 7);
    for (int p = 0; p < processes; p++) {
      List<Loop> loops = new ArrayList<>();
      for (int l = random.nextInt(1, 4); l > 0; l--) {
        List<Step> steps = new ArrayList<>();
        int unit = random.nextInt(units);
        int room = units + 2 * buffers + random.nextInt(rooms);
        int kind = random.nextInt(4);
        if (kind == 0) {
          steps.add(new Step.Offer(room, random.nextInt(1, 3)));
          steps.add(new Step.Work(random.nextInt(7)));
        } else {
          int buffer = units + 2 * random.nextInt(buffers);
          boolean puts = random.nextBoolean();
          if (kind == 1) {
            steps.add(new Step.Take(room, 1));
          } else {
            steps.add(new Step.Take(puts ? buffer : buffer + 1, random.nextInt(1, 3)));
          }
          steps.add(new Step.Take(unit, 1));
          steps.add(new Step.Work(random.nextInt(5)));
          steps.add(new Step.Put(unit, 1));
          steps.add(new Step.Put(puts ? buffer + 1 : buffer, 1));
        }
        if (random.nextInt(4) == 0) {
          steps.add(new Step.Work(random.nextInt(9)));
        }
        loops.add(new Loop(random.nextInt(1, 5), steps));
      }
      flow.process("process " + p, random.nextInt(1, 3), loops.toArray(new Loop[0]));
    }
    return flow.flow();
  }
}
