package bitline.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Adds up what processes do, and when pictures end.
final class Uses implements Watcher {
  private final Flow flow;
  private final int end;
  private final List<Long> ends = new ArrayList<>();
  private final long[] worked;
  private final long[] input;
  private final long[] output;
  private final long[] unit;
  private long events;

  /// @param end the process whose rounds are the pictures that end
  Uses(Flow flow, int end) {
    this.flow = flow;
    this.end = end;
    int processes = flow.processes().size();
    worked = new long[processes];
    input = new long[processes];
    output = new long[processes];
    unit = new long[processes];
  }

  @Override
  public void worked(int process, int store, long from, long to) {
    worked[process] += to - from;
    events++;
  }

  @Override
  public void waited(int process, int store, long from, long to, int waker) {
    Flow.Store awaited = flow.stores().get(store);
    long[] kind = awaited.unit() ? unit : awaited.first() > 0 ? output : input;
    kind[process] += to - from;
  }

  @Override
  public void round(int process, long round, long time) {
    if (process == end) {
      ends.add(time);
    }
  }

  /// Femtoseconds at which each picture was done.
  List<Long> ends() {
    return ends;
  }

  /// Pieces of work that were begun.
  long events() {
    return events;
  }

  /// What each process did, longest at work first.
  ///
  /// @param time of the whole
  List<Timing.Stage> stages(long time) {
    List<Timing.Stage> stages = new ArrayList<>();
    double all = Math.max(1, time);
    for (int p = 0; p < worked.length; p++) {
      stages.add(
          new Timing.Stage(
              flow.processes().get(p).name(),
              worked[p] / all,
              input[p] / all,
              output[p] / all,
              unit[p] / all));
    }
    stages.sort(Comparator.comparingDouble(stage -> -stage.busy()));
    return stages;
  }
}
