package bitline.money;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.Part;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.node.Nodes;
import bitline.sim.fault.Defects;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A die as defects see it: cells of arrays that spare lines can stand in for, memories with spare
/// lines of their own, logic that belongs to one core, and logic that no core can do without.
/// Square metres.
///
/// All of a die counts, also what lies between its parts. Drivers and converters of an array are
/// logic of its core: no spare line mends them.
///
/// @param cores equal ones
/// @param sets weight sets of a core, each with spare lines of its own
/// @param set the cells of one weight set, spare lines apart
/// @param core the rest of one core: drivers, converters, adders, vector unit, its share of control
/// @param shared what all cores need, memories' cells apart
/// @param blocks of memories, each with spare lines in common
/// @param block the cells of one block
/// @param die all of it, spare lines too
public record Floorplan(
    int cores,
    int sets,
    double set,
    double core,
    double shared,
    int blocks,
    double block,
    double die) {

  /// Straps and edges of a memory's cells; as those of arrays are.
  private static final double EDGES = 1.1;

  /// The silicon that [Peak] gives for a chip, and nothing else.
  public static Floorplan of(Chip chip, DefectModel model) {
    return of(chip, 0, model);
  }

  /// @param beside square metres of what the die has beyond its macros: pads, links, processors
  public static Floorplan of(Chip chip, double beside, DefectModel model) {
    if (!(beside >= 0)) {
      throw new IllegalArgumentException(beside + " m2 beside the macros");
    }
    Map<Part, Double> area = Peak.of(chip, chip.operatingPoint(), Factors.BLIND).area();
    double sum = area.values().stream().mapToDouble(a -> a).sum();
    double cells = area.getOrDefault(Part.CELLS, 0.0);
    double buffers = area.getOrDefault(Part.BUFFERS, 0.0);
    double bits = 8 * memory(chip.core().buffer()) * chip.cores();
    for (Memory memory : chip.memories()) {
      bits += 8 * memory(memory);
    }
    double mended = Math.min(buffers, bits * Nodes.at(chip.node()).sramCell() * EDGES);
    int blocks = (int) Math.ceil(bits / model.memoryBlock());
    return new Floorplan(
        chip.cores(),
        chip.weightPlaces() / chip.cores(),
        cells / chip.array().spareFactor() / chip.weightPlaces(),
        (sum - cells - buffers) / chip.cores(),
        buffers - mended + beside,
        blocks,
        blocks == 0 ? 0 : mended / blocks,
        sum + beside);
  }

  private static double memory(@Nullable Memory memory) {
    boolean here = memory != null && memory.type().onChip();
    return here ? memory.size() : 0;
  }

  /// Square metres of all arrays' own cells.
  public double cells() {
    return cores * sets * set;
  }

  /// Defects of the arrays of such a chip.
  ///
  /// @param density of defects in logic, per square metre
  public Defects defects(double density, DefectModel model) {
    return new Defects(density * model.denseCells() * set, model.clustering(), model.extent());
  }
}
