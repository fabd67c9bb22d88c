package bitline.time;

import bitline.program.Batch;
import bitline.program.Program;
import java.util.Comparator;
import java.util.List;

/// How long pictures take that go through a program one behind the other, as fast as they can.
///
/// @param batch pictures that were handed over at once
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

  /// Batches that are played to know the interval: as many as `time` plays, or fewer where more
  /// change nothing.
  private static final int LEAST_BATCHES = 8;

  private static final int MOST_BATCHES = 64;

  /// How much the interval may still change with twice as many.
  private static final double SETTLED = 0.003;

  /// Femtoseconds of the first picture, through an empty chip.
  public long latency() {
    return ends.getFirst();
  }

  /// Femtoseconds until the last picture of the first batch is done, on an empty chip.
  public long firstBatch() {
    return ends.get(batch - 1);
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
  /// @param batch pictures that are handed over at once, and go through a segment together
  /// @param batches that go through
  public static Timing of(Program program, int batch, long batches) {
    return of(program, Batch.of(batch), batches);
  }

  /// Plays a program.
  public static Timing of(Program program, Batch batch, long batches) {
    Lowering.Lowered lowered = Lowering.of(program, batch, batches);
    Uses uses = new Uses(lowered.flow(), lowered.end());
    return timing(batch.pictures(), lowered, uses, EventLoop.play(lowered.flow(), uses));
  }

  /// A timing with what was written down of it.
  public record Recorded(Timing timing, Flow flow, Traced traced, CriticalPath path) {}

  /// Plays a program and writes down what happens, with the critical path.
  ///
  /// @param most entries that are written down
  public static Recorded recorded(Program program, Batch batch, long batches, int most) {
    Lowering.Lowered lowered = Lowering.of(program, batch, batches);
    Flow flow = lowered.flow();
    Traced traced = new Traced(flow, most);
    Uses uses = new Uses(flow, lowered.end());
    CriticalPath path = new CriticalPath(flow, lowered.end());
    Watcher watcher = uses.and(path);
    Played played = EventLoop.play(flow, most == 0 ? watcher : watcher.and(traced));
    return new Recorded(timing(batch.pictures(), lowered, uses, played), flow, traced, path);
  }

  /// Plays so many batches that the interval no longer changes, with the critical path.
  public static Recorded settled(Program program, Batch batch) {
    int batches = LEAST_BATCHES;
    double before = Double.NaN;
    while (true) {
      Recorded timed = recorded(program, batch, batches, 0);
      double interval = timed.timing.interval();
      boolean same = Math.abs(interval - before) <= SETTLED * before;
      if (same || 2 * batches > MOST_BATCHES) {
        return timed;
      }
      before = interval;
      batches *= 2;
    }
  }

  private static Timing timing(int batch, Lowering.Lowered lowered, Uses uses, Played played) {
    return switch (played) {
      case Played.Stuck stuck ->
          throw new IllegalStateException("the chip would stand still: " + stuck.text());
      case Played.Done done -> {
        Bound bound = Bound.of(lowered.flow());
        yield new Timing(
            batch,
            uses.ends(),
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
}
