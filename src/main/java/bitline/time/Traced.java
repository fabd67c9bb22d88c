package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Writes down what happens, up to a number of entries, for a picture of it. Each unit is a track;
/// of several equal units each is one.
public final class Traced implements Watcher {
  private final Flow flow;
  private final int most;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private final List<List<Long>> freeAt = new ArrayList<>();
  private boolean cut;

  /// @param most entries that are kept, from the start
  public Traced(Flow flow, int most) {
    this.flow = flow;
    this.most = most;
    flow.stores().forEach(_ -> freeAt.add(new ArrayList<>()));
  }

  /// A piece of work.
  ///
  /// @param store of the unit
  /// @param lane which of several equal units
  public record Piece(int store, int lane, int process, long from, long to) {}

  /// The contents of a buffer from a time on.
  public record Level(int store, long time, long amount) {}

  public List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  public List<Level> levels() {
    return List.copyOf(levels);
  }

  /// Whether more happened than was kept.
  public boolean cut() {
    return cut;
  }

  @Override
  public void worked(int process, int store, long from, long to) {
    if (store < 0) {
      return;
    }
    List<Long> lanes = freeAt.get(store);
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane) > from) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(to);
    } else {
      lanes.set(lane, to);
    }
    if (full()) {
      cut = true;
    } else {
      pieces.add(new Piece(store, lane, process, from, to));
    }
  }

  @Override
  public void level(int store, long time, long amount) {
    Flow.Store of = flow.stores().get(store);
    if (of.unit() || of.first() > 0) {
      return;
    }
    if (full()) {
      cut = true;
    } else {
      levels.add(new Level(store, time, amount));
    }
  }

  private boolean full() {
    return pieces.size() + levels.size() >= most;
  }
}
