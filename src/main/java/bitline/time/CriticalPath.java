package bitline.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers for each process by the end of which work it could go on, its own or that of the one
/// who woke it, and so finds the chain of work that leads from the start to a picture's end without
/// a gap. Shorten any other piece and this picture ends no earlier, as long as everyone still takes
/// turns in the same order.
///
/// Only work that some process may still depend on is kept: when the room is full the rest is
/// thrown away. What is kept then is about as long as the path itself. Where even that is more than
/// a few million pieces it gives up, and there is no path.
public final class CriticalPath implements Watcher {
  private static final int NOTHING = -1;
  private static final int MOST = 1 << 22;

  private final Flow flow;
  private final int end;
  private final int most;

  /// Of pieces of work: who worked, on which unit, until when, and the piece that ended when this
  /// one began. A piece stands behind the one before it.
  private int[] process;

  private int[] store;
  private long[] until;
  private int[] before;
  private int size;

  /// Of processes: the piece by the end of which each stands where it stands.
  private final int[] cause;

  /// Pieces at whose end a picture ended: the first, the last, one that was asked for.
  private int first = NOTHING;

  private int last = NOTHING;
  private int marked = NOTHING;
  private boolean given;

  /// @param end the process whose rounds are the pictures that end
  public CriticalPath(Flow flow, int end) {
    this(flow, end, 1 << 14, MOST);
  }

  /// @param room pieces that there is room for at first
  /// @param most pieces that there is ever room for
  CriticalPath(Flow flow, int end, int room, int most) {
    this.flow = flow;
    this.end = end;
    this.most = most;
    process = new int[room];
    store = new int[room];
    until = new long[room];
    before = new int[room];
    cause = new int[flow.processes().size()];
    Arrays.fill(cause, NOTHING);
  }

  /// Work on the path.
  ///
  /// @param process who worked, by index
  /// @param store of the unit that it kept busy; −1 where it has none
  public record Piece(int process, int store, long from, long to) {}

  /// Part of the path: what a stage did on one unit.
  ///
  /// @param unit empty where it worked on none
  /// @param time femtoseconds
  public record Part(String stage, String unit, long time) {
    /// The unit; where there is none the stage.
    public String place() {
      return unit.isEmpty() ? stage : unit;
    }
  }

  /// From the start to the end of the picture that ended first: what its latency is made of.
  public List<Piece> toFirst() {
    return path(first);
  }

  /// From the start to the end of the last: what the time for all of them is made of.
  public List<Piece> toLast() {
    return path(last);
  }

  /// From the start to the end of the picture that was marked.
  public List<Piece> toMarked() {
    return path(marked);
  }

  /// Whether it gave up, as the path is too long; paths are empty then.
  public boolean tooLong() {
    return given;
  }

  /// Keeps the path to where the end of pictures stands now.
  void mark() {
    marked = cause[end];
  }

  /// A path from a time on, by stage and unit, longest first.
  public List<Part> parts(List<Piece> path, long from) {
    record Key(int process, int store) {}
    Map<Key, Long> times = new HashMap<>();
    for (Piece piece : path) {
      long time = piece.to - Math.max(from, piece.from);
      if (time > 0) {
        times.merge(new Key(piece.process, piece.store), time, Long::sum);
      }
    }
    return times.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Key, Long> entry) -> -entry.getValue())
                .thenComparing(entry -> entry.getKey().process)
                .thenComparing(entry -> entry.getKey().store))
        .map(entry ->
            new Part(
                flow.processes().get(entry.getKey().process).name(),
                entry.getKey().store < 0 ? "" : flow.stores().get(entry.getKey().store).name(),
                entry.getValue()))
        .toList();
  }

  @Override
  public void worked(int worker, int unit, long from, long to) {
    if (to == from || given) {
      return;
    }
    if (from != (cause[worker] == NOTHING ? 0 : until[cause[worker]])) {
      throw new IllegalStateException(
          flow.processes().get(worker).name() + " works from " + from + " fs for no reason");
    }
    if (size == process.length && !makeRoom()) {
      return;
    }
    process[size] = worker;
    store[size] = unit;
    until[size] = to;
    before[size] = cause[worker];
    cause[worker] = size++;
  }

  @Override
  public void waited(int waiter, int awaited, long from, long to, int waker) {
    cause[waiter] = cause[waker];
  }

  @Override
  public void round(int ended, long round, long time) {
    if (ended == end) {
      first = round == 0 ? cause[end] : first;
      last = cause[end];
    }
  }

  private List<Piece> path(int from) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = from; i != NOTHING; i = before[i]) {
      long begin = before[i] == NOTHING ? 0 : until[before[i]];
      pieces.add(new Piece(process[i], store[i], begin, until[i]));
    }
    Collections.reverse(pieces);
    return pieces;
  }

  /// Throws away what nobody depends on, and where that is little takes more room.
  private boolean makeRoom() {
    int[] place = new int[size];
    for (int c : cause) {
      keep(place, c);
    }
    keep(place, first);
    keep(place, last);
    keep(place, marked);
    for (int i = size - 1; i >= 0; i--) {
      if (place[i] > 0) {
        keep(place, before[i]);
      }
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (place[i] > 0) {
        place[i] = kept;
        process[kept] = process[i];
        store[kept] = store[i];
        until[kept] = until[i];
        before[kept] = moved(place, before[i]);
        kept++;
      }
    }
    size = kept;
    for (int p = 0; p < cause.length; p++) {
      cause[p] = moved(place, cause[p]);
    }
    first = moved(place, first);
    last = moved(place, last);
    marked = moved(place, marked);
    if (kept > process.length / 2) {
      if (process.length >= most) {
        giveUp();
        return false;
      }
      int room = Math.min(most, 2 * process.length);
      process = Arrays.copyOf(process, room);
      store = Arrays.copyOf(store, room);
      until = Arrays.copyOf(until, room);
      before = Arrays.copyOf(before, room);
    }
    return true;
  }

  private static void keep(int[] place, int piece) {
    if (piece != NOTHING) {
      place[piece] = 1;
    }
  }

  private static int moved(int[] place, int piece) {
    return piece == NOTHING ? NOTHING : place[piece];
  }

  private void giveUp() {
    given = true;
    first = NOTHING;
    last = NOTHING;
    marked = NOTHING;
    size = 0;
    Arrays.fill(cause, NOTHING);
  }
}
