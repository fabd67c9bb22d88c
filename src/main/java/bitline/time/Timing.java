package bitline.time;

import bitline.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How long pictures take that go through a program one behind the other, as fast as they can.
///
/// @param batch pictures that go through a segment before the next is written
/// @param ends femtoseconds at which each picture was done
/// @param bound what no schedule can beat for all of them
/// @param events pieces of work that were played
/// @param units how busy each unit was, busiest first
/// @param stages what each process did with its time, longest at work first
/// @param buffered bytes of buffers on the chip
/// @param spilled values that pass through the memory outside
public record Timing(
    int batch,
    List<Long> ends,
    Bound bound,
    long events,
    List<Use> units,
    List<Stage> stages,
    double buffered,
    List<String> spilled) {
  public Timing {
    ends = List.copyOf(ends);
    units = List.copyOf(units);
    stages = List.copyOf(stages);
    spilled = List.copyOf(spilled);
  }

  /// @param share of the time that it was busy
  public record Use(String unit, double share) {}

  /// @param busy share of the time at work
  /// @param input share waiting for what it reads
  /// @param output share waiting for space for what it makes
  /// @param unit share waiting for a unit that another has
  public record Stage(String name, double busy, double input, double output, double unit) {}

  /// Femtoseconds of the first picture, through an empty chip.
  public long latency() {
    return ends.getFirst();
  }

  /// Femtoseconds from picture to picture, over the middle half of the batches: before it the chip
  /// fills, after it the last ones have it to themselves. Where there are fewer than four batches,
  /// over all of them from the start.
  public double interval() {
    int batches = ends.size() / batch;
    int from = batches / 4;
    int to = batches - from;
    return batches < 4
        ? (double) total() / ends.size()
        : (double) (ends.get(to * batch - 1) - ends.get(from * batch - 1)) / ((to - from) * batch);
  }

  /// Femtoseconds from the start to the last picture's end.
  public long total() {
    return ends.getLast();
  }

  /// Plays a program.
  ///
  /// @param batch pictures that go through a segment before the next is written
  /// @param batches that go through
  public static Timing of(Program program, int batch, long batches) {
    return recorded(program, batch, batches, 0).timing;
  }

  /// A timing with what was written down of it.
  public record Recorded(Timing timing, Flow flow, Traced traced) {}

  /// Plays a program and writes down what happens.
  ///
  /// @param most entries that are written down
  public static Recorded recorded(Program program, int batch, long batches, int most) {
    Lowering.Lowered lowered = Lowering.of(program, batch, batches);
    Flow flow = lowered.flow();
    Traced traced = new Traced(flow, most);
    Uses uses = new Uses(flow, lowered.end());
    Timing timing =
        timing(batch, lowered, uses, EventLoop.play(flow, most == 0 ? uses : uses.and(traced)));
    return new Recorded(timing, flow, traced);
  }

  private static Timing timing(int batch, Lowering.Lowered lowered, Uses uses, Played played) {
    return switch (played) {
      case Played.Stuck stuck ->
          throw new IllegalStateException("the chip would stand still: " + stuck.text());
      case Played.Done done -> {
        Bound bound = Bound.of(lowered.flow());
        yield new Timing(
            batch,
            uses.ends,
            bound,
            done.events(),
            bound.units().stream()
                .map(unit -> new Use(unit.name(), (double) unit.time() / Math.max(1, done.time())))
                .sorted(Comparator.comparingDouble(use -> -use.share()))
                .toList(),
            uses.stages(done.time()),
            lowered.buffered(),
            lowered.spilled());
      }
    };
  }

  /// Adds up what processes do.
  private static final class Uses implements Watcher {
    private final Flow flow;
    private final int end;
    private final List<Long> ends = new ArrayList<>();
    private final long[] worked;
    private final long[] input;
    private final long[] output;
    private final long[] unit;

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

    List<Stage> stages(long time) {
      List<Stage> stages = new ArrayList<>();
      double all = Math.max(1, time);
      for (int p = 0; p < worked.length; p++) {
        stages.add(
            new Stage(
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
}
