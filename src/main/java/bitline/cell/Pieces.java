package bitline.cell;

import java.util.List;

/// Checks that the pieces of a fit cover 0 < g ≤ 1 in order.
final class Pieces {
  private static final int SAMPLES = 64;

  private Pieces() {}

  static List<Curve> checked(String name, List<Curve> pieces) {
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException(name + " has no curve");
    }
    double reached = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Double end = pieces.get(i).upTo();
      boolean last = i == pieces.size() - 1;
      if (last != (end == null || end == 1)) {
        throw new IllegalArgumentException(
            name
                + (last
                    ? ": the last piece must reach g = 1"
                    : ": piece " + (i + 1) + " needs upTo below 1"));
      }
      if (!last && end != null && end <= reached) {
        throw new IllegalArgumentException(name + ": upTo of piece " + (i + 1) + " does not grow");
      }
      reached = end == null ? 1 : end;
    }
    return List.copyOf(pieces);
  }

  /// The same of a standard deviation. A fit that dips below 0 somewhere counts as 0 there; one
  /// that is below 0 everywhere is a wrong sign.
  static List<Curve> checkedDeviation(String name, List<Curve> pieces) {
    List<Curve> fit = checked(name, pieces);
    for (int i = 1; i <= SAMPLES; i++) {
      if (!(Curve.at(fit, (double) i / SAMPLES) < 0)) {
        return fit;
      }
    }
    throw new IllegalArgumentException(
        name
            + " is below 0 at every conductance ("
            + Curve.at(fit, 1)
            + " at g = 1); a standard deviation is not, so turn its sign around");
  }
}
