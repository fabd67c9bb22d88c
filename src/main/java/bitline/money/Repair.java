package bitline.money;

import java.util.function.DoubleUnaryOperator;

/// What spares make of the repairable area of a die: the hook for [Terms], filled by whoever knows
/// the arrays.
///
/// @param words such as `2 spare columns an array`
/// @param larger factor on the repairable area: what the spares and their switches take; at least 1
/// @param survives expected defects on all of the repairable area (spares included) of one die →
///   probability that the die works, defects being independent of each other (Poisson); the
///   clustering of a [YieldModel] is applied outside
public record Repair(String words, double larger, DoubleUnaryOperator survives) {
  /// No spares: any defect is one too many.
  public static final Repair NONE = new Repair("no spares", 1, defects -> StrictMath.exp(-defects));

  public Repair {
    if (!(larger >= 1 && larger < 100)) {
      throw new IllegalArgumentException("larger " + larger + " is not 1 or above");
    }
  }

  /// Equal arrays, each of which stands so many defects wherever they fall: spare lines of which
  /// any replaces any.
  ///
  /// @param arrays of one die, at least 1
  /// @param lines spare lines of each array
  public static Repair lines(int arrays, int lines, double larger) {
    return new Repair(
        lines + (lines == 1 ? " spare line" : " spare lines") + " an array",
        larger,
        defects -> StrictMath.pow(atMost(lines, defects / arrays), arrays));
  }

  /// Poisson: at most `most` events.
  static double atMost(int most, double mean) {
    double term = StrictMath.exp(-mean);
    double sum = term;
    for (int i = 1; i <= most; i++) {
      term *= mean / i;
      sum += term;
    }
    return Math.min(1, sum);
  }
}
