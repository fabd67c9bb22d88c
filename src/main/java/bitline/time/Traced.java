package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Writes down what happens, up to a number of entries, for a picture of it. Each unit is a track;
/// of several equal units each is one.
public final class Traced implements Watcher {
  private final Flow flow;
  private final int most;
  private final Pieces shown;
  private final List<Pieces.Piece> pieces = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private boolean cut;

  /// @param most entries that are kept, from the start
  public Traced(Flow flow, int most) {
    this.flow = flow;
    this.most = most;
    shown = new Pieces(flow, this::keep);
  }

  /// The contents of a buffer from a time on.
  public record Level(int store, long time, long amount) {}

  /// In the order in which they begin.
  public List<Pieces.Piece> pieces() {
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
    if (!cut) {
      shown.worked(process, store, from, to);
    }
  }

  private void keep(Pieces.Piece piece) {
    if (full()) {
      cut = true;
    } else {
      pieces.add(piece);
    }
  }

  @Override
  public void level(int store, long time, long amount) {
    Flow.Store of = flow.stores().get(store);
    if (cut || of.unit() || of.first() > 0) {
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
