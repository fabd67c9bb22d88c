package bitline.policy.item;

import bitline.policy.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// How the class changes while one quantity grows: found by asking the rules again and again, on a
/// grid and then by halving between two neighbours that differ. A class that begins and ends
/// between two points of the grid is not seen.
///
/// @param rungs in the order of the quantity; each begins where the one before ends
public record Ladder(List<Rung> rungs) {
  private static final int GRID = 80;
  private static final int HALVINGS = 44;

  public Ladder {
    rungs = List.copyOf(rungs);
  }

  /// A class and where it holds.
  ///
  /// @param from least value of the quantity
  /// @param to the value at which the next class begins; the end of the search for the last
  public record Rung(double from, double to, Classification classification) {
    /// Its name.
    public String label() {
      return classification.label();
    }
  }

  /// Between two values above 0.
  public static Ladder of(double from, double to, DoubleFunction<Classification> at) {
    if (!(from > 0 && to > from)) {
      throw new IllegalArgumentException("a ladder from " + from + " to " + to);
    }
    List<Rung> out = new ArrayList<>();
    double begin = from;
    double last = from;
    Classification here = at.apply(from);
    double step = StrictMath.log(to / from) / GRID;
    for (int i = 1; i <= GRID; i++) {
      double next = i == GRID ? to : from * StrictMath.exp(i * step);
      Classification there = at.apply(next);
      if (!there.label().equals(here.label())) {
        double edge = edge(last, next, here.label(), at);
        out.add(new Rung(begin, edge, here));
        begin = edge;
        here = there;
      }
      last = next;
    }
    out.add(new Rung(begin, to, here));
    return new Ladder(out);
  }

  /// The least value found at which the class is no longer that at the low end.
  private static double edge(
      double low, double high, String label, DoubleFunction<Classification> at) {
    double inside = low;
    double outside = high;
    for (int i = 0; i < HALVINGS && inside < outside; i++) {
      double middle = inside + (outside - inside) / 2;
      if (middle <= inside || middle >= outside) {
        break;
      }
      if (at.apply(middle).label().equals(label)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }
}
