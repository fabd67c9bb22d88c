package bitline.silicon;

import bitline.chip.Chip;
import bitline.chip.Core;
import bitline.chip.Macro;
import bitline.chip.OperatingPoint;
import bitline.chip.StepLaw;
import bitline.chip.VectorUnit;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chip at another supply than that of its operating point: steps and clocks follow the
/// alpha-power law of its node, energies its supply. Figures that were published at the point do
/// not hold there and are dropped. Wires between cores, links and memories keep their own supply.
public final class AtVoltage {
  private AtVoltage() {}

  /// A [bitline.base.Problem] tells the range of voltages where this one is outside of it.
  public static Chip of(Chip chip, double volts) {
    Node node = Nodes.at(chip.node());
    OperatingPoint point = chip.operatingPoint();
    Double told = point.supply();
    // Arrays on thick oxide keep what speed the law gives at the highest supply of the core.
    double before = Math.clamp(told == null ? node.supply() : told, node.lowest(), node.highest());
    double slower = node.delay(node.check(volts)) / node.delay(before);
    Double clock = point.clock();
    OperatingPoint there =
        new OperatingPoint(
            point.name() + " at another supply",
            volts,
            clock == null ? null : Double.valueOf(clock / slower),
            point.step() * slower,
            point.inputBits(),
            point.weightBits(),
            point.outputBits(),
            point.inputDigits(),
            null,
            null,
            null,
            null,
            point.boundary(),
            point.condition(),
            point.covers(),
            point.data(),
            "not published");
    Macro macro = chip.macro();
    StepLaw law = macro.stepLaw();
    Macro changed =
        new Macro(
            macro.array(),
            macro.weightSets(),
            macro.cell(),
            macro.dac(),
            macro.adc(),
            macro.faults(),
            macro.wires(),
            law == null
                ? null
                : new StepLaw(
                    law.pulse() * slower, law.conversion() * slower, law.phase() * slower),
            macro.adders());
    Core core = chip.core();
    return new Chip(
        chip.name(),
        chip.title(),
        chip.year(),
        chip.node(),
        chip.area(),
        chip.cores(),
        new Core(core.macros(), changed, core.buffer(), slower(core.vectorUnit(), slower)),
        chip.networkOnChip(),
        chip.memories(),
        chip.host(),
        chip.control(),
        slower(chip.vectorUnit(), slower),
        List.of(there),
        chip.areaCovers(),
        List.of(),
        chip.family(),
        chip.evidence());
  }

  private static @Nullable VectorUnit slower(@Nullable VectorUnit unit, double slower) {
    return unit == null ? null : new VectorUnit(unit.lanes(), unit.clock() / slower);
  }
}
