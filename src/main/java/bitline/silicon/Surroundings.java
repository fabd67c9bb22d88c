package bitline.silicon;

import bitline.cell.Cell;
import bitline.cell.Write;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.NetworkOnChip;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.chip.VectorUnit;
import bitline.silicon.component.Dram;
import bitline.silicon.component.Edram;
import bitline.silicon.component.Links;
import bitline.silicon.component.Router;
import bitline.silicon.component.SramBuffer;
import bitline.silicon.component.VectorLane;
import bitline.silicon.component.Wire;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What surrounds the macros of a chip: buffers, wires between cores, vector units, memory beside
/// it, the host's link, and what writes cells. What a chip's file does not name takes nothing.
final class Surroundings {
  /// Bits of a flit of a router's area.
  private static final int LONGEST_WORD = 512;

  private static final int SHORTEST_WORD = 32;

  private final Chip chip;
  private final Node node;
  private final double volts;
  private final double kelvin;
  private final Factors factors;

  /// @param kelvin temperature of the chip
  Surroundings(Chip chip, OperatingPoint point, double kelvin, Factors factors) {
    this.chip = chip;
    this.kelvin = kelvin;
    this.factors = factors;
    node = Nodes.at(chip.node());
    Double told = point.supply();
    // Arrays on thick oxide have logic on the usual supply beside them.
    volts = told == null || told > node.highest() ? node.supply() : node.check(told);
  }

  /// Joules by part.
  ///
  /// @param hop metres from one core to the next
  Map<Part, Double> energy(Moved moved, double hop) {
    Map<Part, Double> joules = new EnumMap<>(Part.class);
    SramBuffer buffer = buffer(chip.core().buffer());
    if (buffer != null) {
      joules.put(
          Part.BUFFERS,
          (moved.read() * buffer.read().middle() + moved.written() * buffer.write().middle())
              * factors.of(Assumption.BUFFER_ENERGY));
    }
    if (chip.networkOnChip() != null && moved.hops() > 0) {
      double bit =
          new Router(node, volts).perBit().middle() + new Wire(hop, node, volts).perBit().middle();
      joules.put(Part.NETWORK, moved.hops() * bit * factors.of(Assumption.NETWORK_ENERGY));
    }
    VectorUnit unit = vectorUnit();
    if (unit != null) {
      joules.put(
          Part.VECTOR,
          moved.operations()
              * new VectorLane(unit.lanes(), node, volts).operation().middle()
              * factors.of(Assumption.VECTOR_ENERGY));
    }
    Memory outside = chip.outside();
    if (outside != null) {
      Dram dram = new Dram(outside.type());
      Double bandwidth = outside.bandwidth();
      double background =
          bandwidth == null ? 0 : dram.background(bandwidth).middle() * moved.seconds();
      joules.put(
          Part.MEMORY,
          (moved.memory() * dram.perBit().middle() + background)
              * factors.of(Assumption.MEMORY_ENERGY));
    }
    if (chip.host() != null) {
      joules.put(
          Part.HOST, moved.host() * Links.host().middle() * factors.of(Assumption.MEMORY_ENERGY));
    }
    if (moved.cells() > 0) {
      joules.put(Part.WRITES, moved.cells() * write() * factors.of(Assumption.WRITE_ENERGY));
    }
    joules.put(
        Part.LEAKAGE,
        moved.seconds() == 0 ? 0 : leakage() * moved.seconds() * factors.of(Assumption.LEAKAGE));
    return joules;
  }

  /// Square metres by part, of the chip.
  Map<Part, Double> area() {
    Map<Part, Double> area = new EnumMap<>(Part.class);
    double buffers = 0;
    SramBuffer own = buffer(chip.core().buffer());
    if (own != null) {
      buffers += chip.cores() * own.area().middle();
    }
    for (Memory memory : chip.memories()) {
      if (memory.type() == Memory.Type.SRAM) {
        SramBuffer shared = buffer(memory);
        buffers += shared == null ? 0 : shared.area().middle();
      } else if (memory.type() == Memory.Type.EDRAM) {
        buffers += new Edram(memory.size(), node, volts).area().middle();
      }
    }
    if (buffers > 0) {
      area.put(Part.BUFFERS, buffers * factors.of(Assumption.BUFFER_AREA));
    }
    VectorUnit unit = vectorUnit();
    if (unit != null) {
      int units = chip.core().vectorUnit() == null ? 1 : chip.cores();
      area.put(
          Part.VECTOR,
          units
              * unit.lanes()
              * new VectorLane(unit.lanes(), node, volts).area().middle()
              * factors.of(Assumption.GATE_AREA));
    }
    NetworkOnChip network = chip.networkOnChip();
    if (network != null) {
      area.put(
          Part.NETWORK,
          chip.cores()
              * new Router(node, volts).area(network.linkBits()).middle()
              * factors.of(Assumption.GATE_AREA));
    }
    return area;
  }

  private @Nullable VectorUnit vectorUnit() {
    VectorUnit core = chip.core().vectorUnit();
    return core == null ? chip.vectorUnit() : core;
  }

  private @Nullable SramBuffer buffer(@Nullable Memory memory) {
    if (memory == null || memory.type() != Memory.Type.SRAM || memory.size() < 64) {
      return null;
    }
    double word =
        Math.clamp(
            (double) chip.array().inputRows() * chip.macro().dac().bits(),
            SHORTEST_WORD,
            LONGEST_WORD);
    return new SramBuffer(memory.size(), word, node, volts);
  }

  private double leakage() {
    double watts = 0;
    SramBuffer own = buffer(chip.core().buffer());
    if (own != null) {
      watts += chip.cores() * own.leakage(kelvin).middle();
    }
    for (Memory memory : chip.memories()) {
      if (memory.type() == Memory.Type.SRAM) {
        SramBuffer shared = buffer(memory);
        watts += shared == null ? 0 : shared.leakage(kelvin).middle();
      }
    }
    for (Map.Entry<Part, Double> part : area().entrySet()) {
      watts +=
          part.getKey() == Part.BUFFERS ? 0 : node.logicLeakage(part.getValue(), volts, kelvin);
    }
    return watts;
  }

  /// Joules of writing a cell. A cell whose file does not tell is written as SRAM is: both bitlines
  /// of its column swing, a wire and a drain (a quarter of a gate) for each row.
  private double write() {
    Cell cell = chip.cell();
    Write write = cell.write();
    Double told = write == null ? null : write.energy();
    if (told != null) {
      return told;
    }
    double rows = (double) chip.array().rows() * chip.macro().weightSets();
    double height = Math.sqrt(node.sramCell() / 2);
    return rows * (node.wireCapacitance() * height + node.gateCapacitance() / 4) * volts * volts;
  }
}
