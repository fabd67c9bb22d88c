package bitline.money.yield;

import bitline.base.Problem;
import java.util.function.DoubleUnaryOperator;

/// What spares make of the repairable area of a die: the hook for [bitline.money.Terms], filled by
/// whoever knows the arrays.
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
  /// @param larger as in [Repair]
  public static Repair lines(int arrays, int lines, double larger) {
    if (arrays < 1 || lines < 0) {
      throw new Problem(
          lines + " spare lines in " + arrays + " arrays; give 0 or more lines, 1 or more arrays");
    }
    return new Repair(
        lines + (lines == 1 ? " spare line" : " spare lines") + " an array",
        larger,
        defects -> StrictMath.pow(ArrayYield.lines(defects / arrays, lines), arrays));
  }

  /// Equal tiles, such as the cores of a GPU, of which some may be broken and are switched off.
  ///
  /// @param tiles of one die, at least 1
  /// @param needed of these, 1 to `tiles`
  public static Repair tiles(int tiles, int needed) {
    if (tiles < 1 || needed < 1 || needed > tiles) {
      throw new Problem(
          needed + " of " + tiles + " tiles is not possible; needed must be 1 to all tiles");
    }
    return new Repair(
        needed + " of " + tiles + " tiles",
        1,
        defects -> ArrayYield.atLeast(needed, tiles, StrictMath.exp(-defects / tiles)));
  }
}
