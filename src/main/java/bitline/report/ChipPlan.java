package bitline.report;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.Part;
import bitline.report.Plan.Block;
import bitline.report.Plan.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A chip's areas by part as blocks of a floor plan: cores, macros in them, parts in those.
final class ChipPlan {
  private ChipPlan() {}

  /// @param area square metres by part, of the whole chip; parts without silicon of their own are
  ///   left out
  static Block of(Chip chip, Map<Part, Double> area) {
    List<Block> parts = new ArrayList<>();
    add(parts, Part.CELLS, area, chip.arrays(), Side.MIDDLE);
    add(parts, Part.DRIVERS, area, chip.arrays(), Side.LEFT);
    add(parts, Part.CONTROL, area, chip.arrays(), Side.LEFT);
    add(parts, Part.CONVERTERS, area, chip.arrays(), Side.BELOW);
    add(parts, Part.ADDERS, area, chip.arrays(), Side.BELOW);
    add(parts, Part.DATAPATH, area, chip.arrays(), Side.BELOW);
    List<Block> core = new ArrayList<>();
    List<Block> shared = new ArrayList<>();
    if (!parts.isEmpty()) {
      core.add(Block.around("macro", chip.core().macros(), Side.MIDDLE, parts));
    }
    double own = ownBuffers(chip);
    buffers(core, area, own / chip.cores(), "buffer of the core");
    buffers(shared, area, 1 - own, "shared memory");
    boolean each = chip.core().vectorUnit() != null;
    add(each ? core : shared, Part.VECTOR, area, each ? chip.cores() : 1, Side.EDGE);
    add(core, Part.NETWORK, area, chip.cores(), Side.EDGE);
    for (Part part : List.of(Part.HOST, Part.MEMORY, Part.WRITES, Part.LEAKAGE)) {
      add(shared, part, area, 1, Side.EDGE);
    }
    if (!core.isEmpty()) {
      shared.add(Block.around("core", chip.cores(), Side.MIDDLE, core));
    }
    return Block.around(chip.name(), 1, Side.MIDDLE, shared);
  }

  private static void add(
      List<Block> to, Part part, Map<Part, Double> area, double count, Side side) {
    double each = area.getOrDefault(part, 0.0) / count;
    if (each > 0) {
      to.add(Block.of(PartStyle.name(part), PartStyle.style(part), each, side));
    }
  }

  private static void buffers(List<Block> to, Map<Part, Double> area, double share, String name) {
    double each = area.getOrDefault(Part.BUFFERS, 0.0) * share;
    if (each > 0) {
      to.add(Block.of(name, PartStyle.style(Part.BUFFERS), each, Side.EDGE));
    }
  }

  /// Share of the bytes of the chip's buffers that lies in cores; areas are taken to go by bytes.
  private static double ownBuffers(Chip chip) {
    Memory buffer = chip.core().buffer();
    double own = buffer == null ? 0 : buffer.size() * chip.cores();
    double shared = 0;
    for (Memory memory : chip.memories()) {
      shared += memory.type().onChip() ? memory.size() : 0;
    }
    return own + shared == 0 ? 1 : own / (own + shared);
  }
}
