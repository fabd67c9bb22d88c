package bitline.time;

import bitline.base.Keyed;
import java.util.ArrayList;
import java.util.List;

/// Cameras that send pictures whether or not the chip is ready for them: each one a picture a
/// period, without jitter, all at the same rate.
///
/// A picture waits for the chip in a room that all cameras share, with one place for each camera
/// (assumed), or for a whole batch where that is more. One that finds the room full is lost.
/// Pictures leave the room in the order in which they came. A driver that writes a camera's new
/// picture over its old one loses as many, but those that are left are younger.
///
/// @param streams cameras
/// @param rate pictures a second of each
/// @param frames pictures that each sends
/// @param phases when the cameras send within a period
public record Arrivals(int streams, double rate, int frames, Phases phases) {
  public Arrivals {
    if (streams < 1 || frames < 1 || !(rate > 0) || rate > 1e9) {
      throw new IllegalArgumentException(
          streams + " cameras with " + frames + " pictures, " + rate + " a second");
    }
  }

  /// When each camera sends within a period.
  public sealed interface Phases {
    /// Evenly spread: what suits a chip best.
    record Spread() implements Phases {}

    /// All at the same time, as when one signal triggers them.
    record Together() implements Phases {}

    /// Anywhere, as cameras that know nothing of each other do; camera i is the same however many
    /// there are.
    record Random(long seed) implements Phases {}

    /// Femtoseconds of a camera's first picture.
    private long of(int camera, int cameras, long period) {
      return switch (this) {
        case Spread _ -> period / cameras * camera;
        case Together _ -> 0;
        case Random(long seed) ->
            (long) (Keyed.uniform(Keyed.bits(seed, "phase of a camera", 0), camera) * (period - 1));
      };
    }
  }

  /// Femtoseconds between two pictures of a camera.
  public long period() {
    return Math.max(1, Math.round(1e15 / rate));
  }

  /// Pictures of all cameras.
  public long pictures() {
    return (long) streams * frames;
  }

  /// The same rate and phases with other cameras.
  public Arrivals with(int cameras, int pictures) {
    return new Arrivals(cameras, rate, pictures, phases);
  }

  /// Adds the cameras to a flow; returns what each process that takes inputs must do before each
  /// picture. Several inputs of one picture come at the same time: the first process takes the
  /// picture and tells the others.
  ///
  /// @param inputs processes that take inputs, at least one
  List<Flow.Loop> into(Flow.Builder flow, int inputs, int batch) {
    int room = flow.store(Flow.Store.contents("pictures that wait", Math.max(streams, batch)));
    for (int camera = 0; camera < streams; camera++) {
      List<Flow.Loop> loops = new ArrayList<>();
      loops.add(Flow.Loop.of(1, new Step.Work(phases.of(camera, streams, period()))));
      if (frames > 1) {
        loops.add(Flow.Loop.of(frames - 1, new Step.Offer(room, 1), new Step.Work(period())));
      }
      loops.add(Flow.Loop.of(1, new Step.Offer(room, 1)));
      flow.process("camera " + (camera + 1), 1, loops.toArray(new Flow.Loop[0]));
    }
    List<Step> first = new ArrayList<>();
    first.add(new Step.Take(room, 1));
    List<Flow.Loop> waits = new ArrayList<>();
    for (int i = 1; i < inputs; i++) {
      int taken = flow.store(Flow.Store.contents("pictures for input " + (i + 1), pictures()));
      first.add(new Step.Put(taken, 1));
      waits.add(Flow.Loop.of(1, new Step.Take(taken, 1)));
    }
    waits.addFirst(new Flow.Loop(1, first));
    return waits;
  }
}
