package bitline.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Tells of every piece of work which units it keeps busy: all that the process holds while it
/// works, not only the last that it took. A transfer holds each link on its way; a stage whose rows
/// lie on several cores holds the vector units of all of them.
///
/// Which of several equal units a piece is on is told, too: the first that are free. On one unit
/// pieces never overlap. Work of no time is left out.
public final class Pieces implements Watcher {
  private final Consumer<Piece> to;

  /// What each process holds at each piece of work of each of its loops, each store as often as
  /// units of it are held.
  private final int[][][][] held;

  private final long[][] times;

  /// Where each process stands: loop, times that it has been done, piece of work.
  private final int[] loop;

  private final long[] done;
  private final int[] work;

  /// Of stores: until when each of their units is busy.
  private final List<List<Long>> busyUntil = new ArrayList<>();

  /// @param to is told of each piece, in the order in which they begin
  public Pieces(Flow flow, Consumer<Piece> to) {
    this.to = to;
    int processes = flow.processes().size();
    held = new int[processes][][][];
    times = new long[processes][];
    loop = new int[processes];
    done = new long[processes];
    work = new int[processes];
    for (int p = 0; p < processes; p++) {
      List<int[][]> loops = new ArrayList<>();
      List<Long> counts = new ArrayList<>();
      Map<Integer, Long> now = new TreeMap<>();
      for (Flow.Loop steps : flow.processes().get(p).loops()) {
        List<int[]> works = new ArrayList<>();
        for (Step step : steps.steps()) {
          Flow.hold(flow.stores(), step, now);
          if (step instanceof Step.Work) {
            works.add(units(now));
          }
        }
        if (!works.isEmpty()) {
          loops.add(works.toArray(new int[0][]));
          counts.add(steps.times());
        }
      }
      held[p] = loops.toArray(new int[0][][]);
      times[p] = counts.stream().mapToLong(Long::longValue).toArray();
    }
    flow.stores().forEach(_ -> busyUntil.add(new ArrayList<>()));
  }

  /// A piece of work on one unit.
  ///
  /// @param store of the unit
  /// @param lane which of several equal units
  public record Piece(int store, int lane, int process, long from, long to) {}

  private static int[] units(Map<Integer, Long> held) {
    return held.entrySet().stream()
        .flatMapToInt(entry -> {
          int[] same = new int[Math.toIntExact(entry.getValue())];
          Arrays.fill(same, entry.getKey());
          return Arrays.stream(same);
        })
        .toArray();
  }

  @Override
  public void worked(int process, int store, long from, long until) {
    int[] units = next(process);
    if (until > from) {
      for (int unit : units) {
        to.accept(new Piece(unit, lane(unit, from, until), process, from, until));
      }
    }
  }

  /// What a process holds at its next piece of work.
  private int[] next(int p) {
    int[][] works = held[p][loop[p]];
    int[] units = works[work[p]];
    if (++work[p] == works.length) {
      work[p] = 0;
      if (++done[p] == times[p][loop[p]]) {
        done[p] = 0;
        loop[p] = loop[p] + 1 < held[p].length ? loop[p] + 1 : 0;
      }
    }
    return units;
  }

  private int lane(int store, long from, long until) {
    List<Long> lanes = busyUntil.get(store);
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane) > from) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(until);
    } else {
      lanes.set(lane, until);
    }
    return lane;
  }
}
