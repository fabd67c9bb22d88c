package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// Faults of an array that take more than a single cell: all cells of a dead line, or of a cluster,
/// are stuck at their lowest or at their highest conductance, those of spare lines too. Single
/// cells that cannot be written are a matter of the cell ([bitline.cell.Cell.Stuck]). Leaves out
/// faults of drivers and converters, and what comes and goes.
///
/// @param rows share of rows that are dead; null: none
/// @param columns share of columns that are dead; null: none
/// @param clusters spots of dead cells; null: none
public record Faults(@Nullable Lines rows, @Nullable Lines columns, @Nullable Clusters clusters) {

  public Faults {
    if (rows == null && columns == null && clusters == null) {
      throw new IllegalArgumentException("faults is empty; give rows, columns or clusters");
    }
  }

  /// Share of lines whose cells are all stuck at the lowest (`off`) or at the highest (`on`)
  /// conductance.
  public record Lines(
      @Default("0") @Unit("1") @Range(min = 0, max = 1) double off,
      @Default("0") @Unit("1") @Range(min = 0, max = 1) double on) {
    public Lines {
      if (off + on > 1) {
        throw new IllegalArgumentException("off " + off + " and on " + on + " are more than all");
      }
    }
  }

  /// Round spots of dead cells: so many in each array as a Poisson variable says, anywhere, with
  /// radii that are exponentially distributed.
  ///
  /// @param perArray mean number in an array of one weight set
  /// @param radius mean radius in cells: those are dead whose middle is no farther from the middle
  ///   of the spot's first cell
  /// @param on share of spots whose cells are stuck at the highest conductance, the others at the
  ///   lowest
  public record Clusters(
      @Range(min = 0, max = 1000) double perArray,
      @Range(min = 0, max = 1000) double radius,
      @Default("0") @Unit("1") @Range(min = 0, max = 1) double on) {}
}
