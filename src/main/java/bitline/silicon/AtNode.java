package bitline.silicon;

import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.chip.Chip;
import bitline.chip.Core;
import bitline.chip.Macro;
import bitline.chip.Memory;
import bitline.chip.NetworkOnChip;
import bitline.chip.OperatingPoint;
import bitline.chip.VectorUnit;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chip drawn again in another process: the same arrays, cores and widths, at the nominal supply
/// of that process, so that what a process gives can be told from what an architecture gives.
///
/// Digital steps and all clocks follow the delay of the node's gates; a memory on the chip is as
/// much faster as its clock. An analog array keeps its step: what its converters resolve is noise
/// and matching, which a finer process does not give for nothing. SRAM cells whose area was told
/// shrink as the SRAM cell of the nodes does; cells of other media keep theirs, since the current
/// that writes them sets the size of the transistor below. Memories beside the chip, links and what
/// starts layers stay as they are. All figures that were published hold no more and are dropped.
///
/// Leaves out that a designer would draw another chip with more room: the number of arrays stays.
public final class AtNode {
  private AtNode() {}

  /// The chip itself where it is of that node already.
  ///
  /// @param metres by which the process is called, such as 5e-9; a [bitline.base.Problem] outside
  ///   of the described nodes
  public static Chip of(Chip chip, double metres) {
    Node to = Nodes.at(metres);
    Node from = Nodes.at(chip.node());
    if (to.length() == from.length()) {
      return chip;
    }
    OperatingPoint point = chip.operatingPoint();
    Double told = point.supply();
    double before = Math.clamp(told == null ? from.supply() : told, from.lowest(), from.highest());
    double slower = to.delay(to.supply()) / from.delay(before);
    boolean digital = chip.adc() == null;
    Double clock = point.clock();
    OperatingPoint there =
        OperatingPoint.conditions(
            point.name() + ", drawn at " + to.name(),
            told != null && told > from.highest()
                ? Double.valueOf(Math.min(told, to.thickOxide()))
                : Double.valueOf(to.supply()),
            clock == null || !digital ? clock : Double.valueOf(clock / slower),
            digital ? point.step() * slower : point.step(),
            point.inputBits(),
            point.weightBits(),
            point.outputBits(),
            point.inputDigits(),
            point.data());
    Macro macro = chip.macro();
    Macro drawn =
        new Macro(
            macro.array(),
            macro.weightSets(),
            cell(macro.cell(), to.sramCell() / from.sramCell()),
            macro.dac(),
            macro.adc(),
            macro.faults(),
            macro.wires(),
            macro.stepLaw(),
            macro.adders());
    Core core = chip.core();
    Memory buffer = core.buffer();
    return new Chip(
        chip.name(),
        chip.title(),
        chip.year(),
        to.length(),
        null,
        chip.cores(),
        new Core(
            core.macros(),
            drawn,
            buffer == null ? null : faster(buffer, slower),
            unit(core.vectorUnit(), slower)),
        wires(chip.networkOnChip(), slower),
        chip.memories().stream().map(memory -> faster(memory, slower)).toList(),
        chip.host(),
        chip.control(),
        unit(chip.vectorUnit(), slower),
        List.of(there),
        chip.areaCovers(),
        List.of(),
        chip.family(),
        chip.evidence());
  }

  private static Cell cell(Cell cell, double smaller) {
    Double area = cell.area();
    return area == null || cell.medium() != Medium.SRAM ? cell : cell.ofArea(area * smaller);
  }

  private static Memory faster(Memory memory, double slower) {
    Double bandwidth = memory.bandwidth();
    return !memory.type().onChip() || bandwidth == null
        ? memory
        : new Memory(
            memory.name(),
            memory.type(),
            memory.size(),
            bandwidth / slower,
            memory.channels(),
            memory.burst(),
            memory.efficiency());
  }

  private static @Nullable VectorUnit unit(@Nullable VectorUnit unit, double slower) {
    return unit == null ? null : new VectorUnit(unit.lanes(), unit.clock() / slower);
  }

  private static @Nullable NetworkOnChip wires(@Nullable NetworkOnChip wires, double slower) {
    return wires == null
        ? null
        : new NetworkOnChip(
            wires.topology(), wires.linkBits(), wires.clock() / slower, wires.hopCycles());
  }
}
