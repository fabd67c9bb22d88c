package bitline.claim;

import java.util.List;

/// The best number of a side, and which others there were. There is no other way to make one than
/// out of all that are known, so nobody is compared with a weak opponent.
public final class Best {
  private final Side side;
  private final List<Side> among;

  private Best(Side side, List<Side> among) {
    this.side = side;
    this.among = among;
  }

  /// The best of some, by their middles.
  ///
  /// @throws IllegalArgumentException when there is none: a claim is not tested against nobody
  public static Best of(List<Side> sides, Better better) {
    if (sides.isEmpty()) {
      throw new IllegalArgumentException("the other side has no number");
    }
    Side best = sides.getFirst();
    for (Side side : sides) {
      double more = side.value().middle() / best.value().middle();
      if (better == Better.MORE ? more > 1 : more < 1) {
        best = side;
      }
    }
    return new Best(best, List.copyOf(sides));
  }

  /// The best.
  public Side side() {
    return side;
  }

  /// All that it was chosen from.
  public List<Side> among() {
    return among;
  }
}
