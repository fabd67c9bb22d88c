package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Medium;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Silicon of one design in a package.
///
/// @param name in messages and tables
/// @param node metres by which the process is called
/// @param count of such dies in one package, at least 1
/// @param blocks that it is made of, at least one
/// @param medium of the memory cells in its repairable area, which catch more defects than logic
///   and, save SRAM, ask for extra masks; null: that area is logic
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
    return of(name, area, 0, node, count);
  }

  /// A die of which the area is known, and how much of it spares can repair: the arrays of a
  /// memory, or the equal cores of a GPU of which some may be switched off
  /// ([bitline.money.yield.Repair#tiles]).
  ///
  /// @param area square metres of all of it
  /// @param repairable share of it, 0 to 1
  public static Die of(String name, double area, double repairable, double node, int count) {
    if (!(area > 0 && area < 1)) {
      throw Problem.at(
          name, "area " + Units.format(area, "m2") + " of a die is not possible; give it in mm2");
    }
    if (!(repairable >= 0 && repairable <= 1)) {
      throw Problem.at(name, "repairable " + repairable + " is not a share of 0 to 1");
    }
    List<Block> blocks = new ArrayList<>();
    if (repairable < 1) {
      blocks.add(told("die", area * (1 - repairable), false));
    }
    if (repairable > 0) {
      blocks.add(told("repairable", area * repairable, true));
    }
    return new Die(name, node, count, blocks, null, null);
  }

  private static Block told(String name, double area, boolean repairable) {
    return new Block(name, new Interval(area, area, area), repairable, "as told");
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

  /// Square metres of the logic of which each core of a chip has its part: converters, drivers,
  /// data path, vector units. 0 where the die was not made from a chip.
  public double coreLogic() {
    double core = 0;
    for (Block block : blocks) {
      core += ChipBlocks.OF_CORES.contains(block.name()) ? block.area().middle() : 0;
    }
    return core;
  }
}
