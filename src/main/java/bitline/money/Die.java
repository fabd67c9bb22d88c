package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Medium;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Silicon of one design in a package.
///
/// @param name in messages and tables
/// @param node metres by which the process is called
/// @param count of such dies in one package, at least 1
/// @param blocks that it is made of, at least one
/// @param medium of cells that the foundry makes with extra masks; null or SRAM: none
/// @param goodPerWafer good dies of a wafer where that is told and not to be computed; null: from
///   area, edge, scribe and yield
public record Die(
    String name,
    double node,
    int count,
    List<Block> blocks,
    @Nullable Medium medium,
    @Nullable Double goodPerWafer) {
  /// Square metres that one exposure covers: 26 mm × 33 mm.
  public static final double RETICLE = 26e-3 * 33e-3;

  public Die {
    blocks = List.copyOf(blocks);
    if (count < 1) {
      throw Problem.at(name, count + " dies in a package; give 1 or more");
    }
    if (blocks.isEmpty()) {
      throw Problem.at(name, "a die without area; give its area, such as 814 mm2");
    }
  }

  /// A die of which only the area is known.
  ///
  /// @param area square metres
  public static Die of(String name, double area, double node, int count) {
    if (!(area > 0 && area < 1)) {
      throw Problem.at(
          name, "area " + Units.format(area, "m2") + " of a die is not possible; give it in mm2");
    }
    return new Die(
        name,
        node,
        count,
        List.of(new Block("die", new Interval(area, area, area), false, "as told")),
        null,
        null);
  }

  /// Square metres of one die.
  public double area() {
    return blocks.stream().mapToDouble(block -> block.area().middle()).sum();
  }

  /// Square metres of one die that spares can repair.
  public double repairable() {
    return blocks.stream()
        .filter(Block::repairable)
        .mapToDouble(block -> block.area().middle())
        .sum();
  }
}
