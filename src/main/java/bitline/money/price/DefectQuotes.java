package bitline.money.price;

import bitline.sim.fault.Defects;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;

/// What defects of arrays take out, as `prices/defects.yaml` writes it.
///
/// @param cells share of the defects that take out one device of a cell
/// @param rows share that takes out a row
/// @param columns share that takes out a column
/// @param clusters share that takes out a round spot of cells
/// @param radius mean radius of a spot in cells
/// @param cellsOn share of dead cells and spots stuck at the highest conductance
/// @param linesOn share of dead lines stuck at the highest conductance
/// @param evidence where every value comes from
@Sourced
public record DefectQuotes(
    @Unit("1") @Range(min = 0, max = 1) double cells,
    @Unit("1") @Range(min = 0, max = 1) double rows,
    @Unit("1") @Range(min = 0, max = 1) double columns,
    @Unit("1") @Range(min = 0, max = 1) double clusters,
    @Range(min = 0, max = 1000) double radius,
    @Unit("1") @Range(min = 0, max = 1) double cellsOn,
    @Unit("1") @Range(min = 0, max = 1) double linesOn,
    @Collected List<Evidence> evidence) {
  public DefectQuotes {
    evidence = List.copyOf(evidence);
  }

  /// What those that come with Bitline say.
  public static Defects.Extent standard() {
    return Prices.load(DefectQuotes.class, "defects").extent();
  }

  private Defects.Extent extent() {
    return new Defects.Extent(cells, rows, columns, clusters, radius, cellsOn, linesOn);
  }
}
