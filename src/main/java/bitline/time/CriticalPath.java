package bitline.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers for each process by the end of which work it could go on, its own or that of the one
/// who woke it, and so finds the chain of work that leads from the start to a picture's end without
/// a gap. Shorten any other piece and this picture ends no earlier, as long as everyone still takes
/// turns in the same order.
///
/// Only work that some process may still depend on is kept: when the room is full the rest is
/// thrown away. Where that does not help, stretches that have no branches are folded: of those only
/// the sums by stage and unit are left. Where even that is too much it gives up, and there is no
/// path.
public final class CriticalPath implements Watcher {
  private static final int NOTHING = -1;
  private static final int MOST = 1 << 21;

  private final Flow flow;
  private final int end;
  private final int most;

  /// Of pieces of work: who worked, on which unit, until when, and the piece that ended when this
  /// one began, or when what is folded before it began. A piece stands behind the one before it.
  private int[] process;

  private int[] store;
  private long[] until;
  private int[] before;
  private int size;

  /// What is folded between a piece and the one before it.
  private Map<Integer, Folded> folds = new HashMap<>();

  /// Of processes: the piece by the end of which each stands where it stands.
  private final int[] cause;

  /// Pieces at whose end a picture ended: the last, and those that are of interest otherwise.
  private int last = NOTHING;

  private final Kept first = new Kept();
  private final Kept marked = new Kept();
  private long neededFrom = Long.MAX_VALUE;
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
  /// @param unit the first that it took; empty where it worked on none
  /// @param with units that it kept busy beside that one, wires on the way for instance
  /// @param time femtoseconds
  public record Part(String stage, String unit, List<String> with, long time) {
    public Part {
      with = List.copyOf(with);
    }

    /// The unit; where there is none the stage.
    public String place() {
      return unit.isEmpty() ? stage : unit;
    }
  }

  /// Who worked on what.
  private record Place(int process, int store) {}

  /// Work by place, and when it ended.
  private record Folded(Map<Place, Long> times, long until) {}

  /// A path, as it is kept: by its last piece, or, once that may be gone, by what it was.
  private static final class Kept {
    private int piece = NOTHING;
    private long from;
    private List<Piece> pieces = List.of();
    private Map<Place, Long> times = Map.of();

    void set(int at, long since) {
      piece = at;
      from = since;
      pieces = List.of();
      times = Map.of();
    }
  }

  /// Whether it gave up, as what is to be kept is too much; paths are empty then.
  public boolean tooLong() {
    return given;
  }

  /// The path from the start to the end of the picture that ended first, which says what its
  /// latency is made of; by stage and unit, longest first.
  public List<Part> toFirst() {
    take(first);
    return parts(first.times);
  }

  /// The path from the start to the end of the last picture, which says what the time of all is
  /// made of.
  public List<Part> toLast() {
    return parts(times(last, 0));
  }

  /// The path to the end of the picture that was marked, from the time on that was told.
  public List<Part> toMarked() {
    take(marked);
    return parts(marked.times);
  }

  /// The pieces of [#toFirst] in the order of time; where the first are folded, the rest.
  public List<Piece> piecesToFirst() {
    take(first);
    return first.pieces;
  }

  /// The pieces of [#toLast] in the order of time; where the first are folded, the rest.
  public List<Piece> piecesToLast() {
    return pieces(last, 0);
  }

  /// Keeps the path to where the end of pictures stands now.
  ///
  /// @param from the time from which on it is of interest, not before that of [#need]
  void mark(long from) {
    marked.set(cause[end], from);
  }

  /// Tells that no path will be marked that is of interest from an earlier time on.
  void need(long from) {
    neededFrom = from;
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
      if (round == 0) {
        first.set(cause[end], 0);
      }
      last = cause[end];
    }
  }

  private void take(Kept kept) {
    if (kept.piece != NOTHING) {
      kept.pieces = pieces(kept.piece, kept.from);
      kept.times = times(kept.piece, kept.from);
      kept.piece = NOTHING;
    }
  }

  private long begin(int piece) {
    Folded fold = folds.get(piece);
    return fold != null ? fold.until : before[piece] == NOTHING ? 0 : until[before[piece]];
  }

  private List<Piece> pieces(int to, long from) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = to; i != NOTHING && until[i] > from; i = before[i]) {
      pieces.add(new Piece(process[i], store[i], begin(i), until[i]));
      if (folds.containsKey(i)) {
        break;
      }
    }
    Collections.reverse(pieces);
    return pieces;
  }

  private Map<Place, Long> times(int to, long from) {
    Map<Place, Long> times = new HashMap<>();
    for (int i = to; i != NOTHING && until[i] > from; i = before[i]) {
      long time = until[i] - Math.max(from, begin(i));
      times.merge(new Place(process[i], store[i]), time, Long::sum);
      Folded fold = folds.get(i);
      if (fold != null && fold.until > from) {
        if (from > 0) {
          throw new IllegalStateException("folded to " + fold.until + " fs, needed from " + from);
        }
        fold.times.forEach((place, sum) -> times.merge(place, sum, Long::sum));
      }
    }
    return times;
  }

  private List<Part> parts(Map<Place, Long> times) {
    return times.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Place, Long> entry) -> -entry.getValue())
                .thenComparing(entry -> entry.getKey().process)
                .thenComparing(entry -> entry.getKey().store))
        .map(entry -> {
          int at = entry.getKey().store;
          return new Part(
              flow.processes().get(entry.getKey().process).name(),
              at < 0 ? "" : flow.stores().get(at).name(),
              with(entry.getKey()),
              entry.getValue());
        })
        .toList();
  }

  /// The units beside the first that a process keeps busy when it works on that, in any of its
  /// steps.
  private List<String> with(Place place) {
    Set<String> with = new LinkedHashSet<>();
    List<Integer> held = new ArrayList<>();
    for (Flow.Loop loop : flow.processes().get(place.process).loops()) {
      for (Step step : loop.steps()) {
        Code.hold(flow, step, held);
        if (step instanceof Step.Work && held.indexOf(place.store) == 0) {
          held.stream().skip(1).forEach(store -> with.add(flow.stores().get(store).name()));
        }
      }
    }
    return List.copyOf(with);
  }

  /// Throws away what nobody depends on; where that is little takes more room, and where there is
  /// no more, folds.
  private boolean makeRoom() {
    throwAway();
    if (size > process.length / 2) {
      if (process.length >= most) {
        take(first);
        take(marked);
        fold();
        throwAway();
        given = size > process.length / 2;
      } else {
        int room = Math.min(most, 2 * process.length);
        process = Arrays.copyOf(process, room);
        store = Arrays.copyOf(store, room);
        until = Arrays.copyOf(until, room);
        before = Arrays.copyOf(before, room);
      }
    }
    if (given) {
      last = NOTHING;
      first.set(NOTHING, 0);
      marked.set(NOTHING, 0);
      size = 0;
      folds.clear();
      Arrays.fill(cause, NOTHING);
    }
    return !given;
  }

  /// Puts each piece that has ended before what is needed, and that nobody depends on but one other
  /// piece, into what is folded before that.
  private void fold() {
    int[] users = new int[size];
    for (int c : cause) {
      use(users, c);
    }
    use(users, last);
    for (int i = 0; i < size; i++) {
      use(users, before[i]);
    }
    for (int i = 0; i < size; i++) {
      int old = before[i];
      // where a process or the last picture's end is the one user, no piece comes here
      if (old == NOTHING || users[old] != 1 || until[old] > neededFrom) {
        continue;
      }
      Folded mine = folds.remove(i);
      Folded fold = folds.remove(old);
      Map<Place, Long> times = fold == null ? new HashMap<>() : fold.times;
      long time = until[old] - (fold == null ? beginOf(before[old]) : fold.until);
      times.merge(new Place(process[old], store[old]), time, Long::sum);
      if (mine != null) {
        mine.times.forEach((place, sum) -> times.merge(place, sum, Long::sum));
      }
      folds.put(i, new Folded(times, mine == null ? until[old] : mine.until));
      before[i] = before[old];
      users[old] = 0;
    }
  }

  private long beginOf(int piece) {
    return piece == NOTHING ? 0 : until[piece];
  }

  private static void use(int[] users, int piece) {
    if (piece != NOTHING) {
      users[piece]++;
    }
  }

  private void throwAway() {
    int[] place = new int[size];
    for (int c : cause) {
      use(place, c);
    }
    use(place, first.piece);
    use(place, last);
    use(place, marked.piece);
    for (int i = size - 1; i >= 0; i--) {
      if (place[i] > 0) {
        use(place, before[i]);
      }
    }
    Map<Integer, Folded> kept = new HashMap<>();
    int to = 0;
    for (int i = 0; i < size; i++) {
      if (place[i] > 0) {
        Folded fold = folds.get(i);
        if (fold != null) {
          kept.put(to, fold);
        }
        place[i] = to;
        process[to] = process[i];
        store[to] = store[i];
        until[to] = until[i];
        before[to] = moved(place, before[i]);
        to++;
      }
    }
    folds = kept;
    size = to;
    for (int p = 0; p < cause.length; p++) {
      cause[p] = moved(place, cause[p]);
    }
    last = moved(place, last);
    first.piece = moved(place, first.piece);
    marked.piece = moved(place, marked.piece);
  }

  private static int moved(int[] place, int piece) {
    return piece == NOTHING ? NOTHING : place[piece];
  }
}
