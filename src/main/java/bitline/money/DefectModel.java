package bitline.money;

import bitline.sim.fault.Defects;
import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What defects of manufacture do, as `prices/defects.yaml` tells: the same for the chips that are
/// run and for those that are counted for their price. How many there are for an area is a matter
/// of the process.
///
/// @param clustering shape of the gamma distribution of a chip's density of defects over the mean
/// @param denseCells defects of an area of cells over those of the same area of logic
/// @param cells share of the defects of cells that take out one device of a cell
/// @param rows share that takes out a row
/// @param columns share that takes out a column
/// @param clusters share that takes out a round spot of cells
/// @param radius mean radius of a spot in cells
/// @param cellsOn share of dead cells and spots stuck at the highest conductance
/// @param linesOn share of dead lines stuck at the highest conductance
/// @param memoryBlock bits of an SRAM beside the arrays that have spare lines in common
/// @param memoryLines spare lines of such a block
/// @param evidence where every value comes from
@Sourced
public record DefectModel(
    @Range(min = 0.05, max = 1000) double clustering,
    @Range(min = 0.1, max = 10) double denseCells,
    @Unit("1") @Range(min = 0, max = 1) double cells,
    @Unit("1") @Range(min = 0, max = 1) double rows,
    @Unit("1") @Range(min = 0, max = 1) double columns,
    @Unit("1") @Range(min = 0, max = 1) double clusters,
    @Range(min = 0, max = 1000) double radius,
    @Unit("1") @Range(min = 0, max = 1) double cellsOn,
    @Unit("1") @Range(min = 0, max = 1) double linesOn,
    @Range(min = 1024, max = 1 << 30) int memoryBlock,
    @Range(min = 0, max = 64) int memoryLines,
    @Collected List<Evidence> evidence) {
  private static final String FILE = "prices/defects.yaml";

  public DefectModel {
    evidence = List.copyOf(evidence);
  }

  private static final class Loaded {
    private static final DefectModel USUAL = load();
  }

  /// The model that comes with Bitline.
  public static DefectModel usual() {
    return Loaded.USUAL;
  }

  /// The same with another clustering; infinite: all chips have the mean density.
  public DefectModel clustered(double shape) {
    return new DefectModel(
        shape,
        denseCells,
        cells,
        rows,
        columns,
        clusters,
        radius,
        cellsOn,
        linesOn,
        memoryBlock,
        memoryLines,
        evidence);
  }

  /// What the defects of cells take out.
  Defects.Extent extent() {
    return new Defects.Extent(cells, rows, columns, clusters, radius, cellsOn, linesOn);
  }

  private static DefectModel load() {
    try (InputStream in = DefectModel.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(DefectModel.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
