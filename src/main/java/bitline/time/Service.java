package bitline.time;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.program.Batch;
import bitline.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a chip serves cameras that send pictures at a rate of their own: how long each picture takes
/// from its arrival to its end, and which are lost because the chip was not ready.
///
/// A picture's end is that of the flow. Pictures leave in the order in which they were accepted, so
/// that the k-th that ends is the k-th that was accepted.
///
/// @param deadline femtoseconds that an answer may take
/// @param responses femtoseconds from arrival to end of each picture that was done, in order
/// @param cameras what happened to the pictures of each
/// @param time femtoseconds from the start to the end of the last picture
/// @param events pieces of work that were played
/// @param units how long each unit was held, busiest first
/// @param stages what each process did with its time, longest at work first
public record Service(
    Arrivals arrivals,
    int batch,
    long deadline,
    List<Long> responses,
    List<Camera> cameras,
    long time,
    long events,
    List<Timing.Use> units,
    List<Timing.Stage> stages) {
  /// Growth from half to half that counts as none.
  private static final double STILL = 1.001;

  public Service {
    responses = List.copyOf(responses);
    cameras = List.copyOf(cameras);
    units = List.copyOf(units);
    stages = List.copyOf(stages);
  }

  /// What happened to a camera's pictures.
  ///
  /// @param lost that found no room
  /// @param late that were done after their deadline
  /// @param slowest femtoseconds of the slowest answer; 0 where there was none
  public record Camera(long sent, long lost, long late, long slowest) {}

  /// Pictures that were sent.
  public long sent() {
    return arrivals.pictures();
  }

  /// Pictures that found no room.
  public long lost() {
    return cameras.stream().mapToLong(Camera::lost).sum();
  }

  /// Pictures that were done after their deadline.
  public long late() {
    return cameras.stream().mapToLong(Camera::late).sum();
  }

  /// Pictures that wait for ever, since their batch is not full when the cameras stop.
  public long left() {
    return sent() - lost() - responses.size();
  }

  /// Femtoseconds that a share of the answers took at most (nearest rank); 0 where there was none.
  public long percentile(double share) {
    List<Long> sorted = responses.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.clamp(rank - 1L, 0, sorted.size() - 1));
  }

  /// Femtoseconds of the slowest answer; 0 where there was none.
  public long slowest() {
    return responses.stream().mapToLong(r -> r).max().orElse(0);
  }

  /// Whether answers still took longer and longer when the cameras stopped: more pictures come than
  /// the chip can do, even if none is lost yet.
  public boolean grows() {
    int half = responses.size() / 2;
    long before = responses.subList(0, half).stream().mapToLong(r -> r).max().orElse(0);
    long after =
        responses.subList(half, responses.size()).stream().mapToLong(r -> r).max().orElse(0);
    return half > 0 && after > STILL * before;
  }

  /// Whether every picture was done in time, and would be if the cameras went on.
  public boolean good() {
    return lost() == 0 && late() == 0 && !grows();
  }

  /// A service with what was written down of it.
  ///
  /// @param end the process whose rounds are the pictures that end
  /// @param path the critical path; the slowest picture is marked, from its arrival on
  public record Recorded(Service service, Flow flow, int end, Traced traced, CriticalPath path) {}

  /// Plays a program with cameras.
  ///
  /// @param batch pictures that go through a segment before the next is written
  /// @param deadline femtoseconds that an answer may take
  /// @param most entries that are written down
  public static Recorded recorded(
      Program program, int batch, Arrivals arrivals, long deadline, int most) {
    Lowering.Lowered lowered = Lowering.of(program, Batch.of(batch), arrivals);
    Flow flow = lowered.flow();
    Traced traced = new Traced(flow, most);
    CriticalPath path = new CriticalPath(flow, lowered.end());
    Watcher others = most == 0 ? path : path.and(traced);
    Service service = play(lowered, batch, arrivals, deadline, others, path);
    return new Recorded(service, flow, lowered.end(), traced, path);
  }

  /// The same without what is written down.
  public static Service of(Program program, int batch, Arrivals arrivals, long deadline) {
    Lowering.Lowered lowered = Lowering.of(program, Batch.of(batch), arrivals);
    return play(lowered, batch, arrivals, deadline, Watcher.NONE, null);
  }

  private static Service play(
      Lowering.Lowered lowered,
      int batch,
      Arrivals arrivals,
      long deadline,
      Watcher others,
      @Nullable CriticalPath path) {
    Flow flow = lowered.flow();
    Uses uses = new Uses(flow, lowered.end());
    Answers answers = new Answers(flow, lowered.end(), arrivals, path);
    Watcher watcher = uses.and(answers);
    Played played = EventLoop.play(flow, others == Watcher.NONE ? watcher : others.and(watcher));
    if (played instanceof Played.Stuck stuck && answers.waiting() >= batch) {
      throw new IllegalStateException("the chip would stand still: " + stuck.text());
    }
    long time = uses.ends().isEmpty() ? 0 : uses.ends().getLast();
    return new Service(
        arrivals,
        batch,
        deadline,
        answers.responses,
        answers.cameras(deadline),
        time,
        uses.events(),
        answers.units(time),
        uses.stages(time));
  }

  /// The most cameras that a chip serves.
  ///
  /// @param streams of which every picture was done in time; 0 where one camera is too many
  /// @param service with so many cameras, with one where that is too many
  /// @param beyond with one camera more; null where more were not tried
  public record Most(int streams, Service service, @Nullable Service beyond) {}

  /// Searches for the most cameras of which every picture is done in time: from as many as the chip
  /// could do pictures of one behind the other, up or down in steps that double, then by halves.
  /// Takes it that fewer cameras are never harder to serve than more.
  ///
  /// @param arrivals their rate and phases; the number of cameras does not count
  /// @param limit cameras that are tried at most
  public static Most most(
      Program program,
      int batch,
      Arrivals arrivals,
      Frames frames,
      long deadline,
      int limit,
      Progress progress) {
    Search search = new Search(program, batch, arrivals, frames, deadline, progress);
    double interval = Timing.of(program, batch, Math.max(16, 64 / batch)).interval();
    int guess = (int) Math.clamp(Math.floor(arrivals.period() / interval), 1, limit);
    search.play(guess);
    for (int step = 1; search.bad == null && search.most < limit; step *= 2) {
      search.play(Math.min(limit, search.most + step));
    }
    for (int step = 1; search.good == null && search.least > 1; step *= 2) {
      search.play(Math.max(1, search.least - step));
    }
    while (search.good != null && search.bad != null && search.least - search.most > 1) {
      search.play((search.most + search.least) >>> 1);
    }
    return search.good == null
        ? new Most(0, Objects.requireNonNull(search.bad), null)
        : new Most(search.most, search.good, search.bad);
  }

  /// Pictures that each of so many cameras sends in a trial.
  @FunctionalInterface
  public interface Frames {
    int of(int streams);
  }

  private static final class Search {
    private final Program program;
    private final int batch;
    private final Arrivals arrivals;
    private final Frames frames;
    private final long deadline;
    private final Progress progress;
    private int plays;

    /// The most cameras that are served and the fewest that are not, of those that were tried.
    private int most;

    private int least = Integer.MAX_VALUE;
    private @Nullable Service good;
    private @Nullable Service bad;

    Search(
        Program program,
        int batch,
        Arrivals arrivals,
        Frames frames,
        long deadline,
        Progress progress) {
      this.program = program;
      this.batch = batch;
      this.arrivals = arrivals;
      this.frames = frames;
      this.deadline = deadline;
      this.progress = progress;
    }

    void play(int streams) {
      progress.step("trying " + streams + " cameras", plays++, plays + 1L);
      Service service =
          Service.of(program, batch, arrivals.with(streams, frames.of(streams)), deadline);
      if (service.good()) {
        most = streams;
        good = service;
      } else {
        least = streams;
        bad = service;
      }
    }
  }

  /// Puts arrivals and ends together.
  private static final class Answers implements Watcher {
    private final Flow flow;
    private final int end;
    private final Arrivals arrivals;
    private final @Nullable CriticalPath path;
    private final int firstCamera;
    private final List<Long> responses = new ArrayList<>();
    private final List<Long> arrived = new ArrayList<>();
    private final List<Integer> from = new ArrayList<>();
    private final long[] lost;
    private final long[] level;
    private final long[] since;
    private final double[] held;
    private long slowest = -1;

    Answers(Flow flow, int end, Arrivals arrivals, @Nullable CriticalPath path) {
      this.flow = flow;
      this.end = end;
      this.arrivals = arrivals;
      this.path = path;
      if (path != null) {
        path.need(0);
      }
      firstCamera = firstCamera(flow);
      lost = new long[arrivals.streams()];
      level = flow.stores().stream().mapToLong(Flow.Store::first).toArray();
      since = new long[level.length];
      held = new double[level.length];
    }

    private static int firstCamera(Flow flow) {
      for (int p = 0; p < flow.processes().size(); p++) {
        if (flow.processes().get(p).loops().getLast().steps().getFirst() instanceof Step.Offer) {
          return p;
        }
      }
      throw new Problem("the network reads none of its inputs: cameras would have nobody to serve");
    }

    @Override
    public void offered(int process, int store, long time, boolean accepted) {
      if (accepted) {
        arrived.add(time);
        from.add(process - firstCamera);
      } else {
        lost[process - firstCamera]++;
      }
    }

    @Override
    public void level(int store, long time, long amount) {
      held[store] +=
          (double) (flow.stores().get(store).capacity() - level[store]) * (time - since[store]);
      level[store] = amount;
      since[store] = time;
    }

    @Override
    public void round(int process, long round, long time) {
      if (process != end) {
        return;
      }
      if (waiting() < 1) {
        throw new IllegalStateException("a picture ended at " + time + " fs that never came");
      }
      long came = arrived.get(responses.size());
      responses.add(time - came);
      if (path != null) {
        if (time - came > slowest) {
          slowest = time - came;
          path.mark(came);
        }
        path.need(waiting() > 0 ? arrived.get(responses.size()) : time);
      }
    }

    /// Pictures that were accepted and are not done.
    int waiting() {
      return arrived.size() - responses.size();
    }

    List<Camera> cameras(long deadline) {
      long[] late = new long[lost.length];
      long[] worst = new long[lost.length];
      for (int i = 0; i < responses.size(); i++) {
        int camera = from.get(i);
        late[camera] += responses.get(i) > deadline ? 1 : 0;
        worst[camera] = Math.max(worst[camera], responses.get(i));
      }
      List<Camera> cameras = new ArrayList<>();
      for (int c = 0; c < lost.length; c++) {
        cameras.add(new Camera(arrivals.frames(), lost[c], late[c], worst[c]));
      }
      return cameras;
    }

    List<Timing.Use> units(long time) {
      List<Timing.Use> units = new ArrayList<>();
      for (int s = 0; s < held.length; s++) {
        Flow.Store store = flow.stores().get(s);
        if (store.unit()) {
          units.add(new Timing.Use(store.name(), held[s] / store.capacity() / Math.max(1, time)));
        }
      }
      units.sort(Comparator.comparingDouble(use -> -use.share()));
      return units;
    }
  }
}
