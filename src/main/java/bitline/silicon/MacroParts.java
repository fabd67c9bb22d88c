package bitline.silicon;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Medium;
import bitline.chip.Adc;
import bitline.chip.Adders;
import bitline.chip.Chip;
import bitline.chip.Macro;
import bitline.chip.OperatingPoint;
import bitline.silicon.component.CellShape;
import bitline.silicon.component.Conversion;
import bitline.silicon.component.Process;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;

/// What the components of a macro are asked for at an operating point: their process and supply,
/// the shape of the cells, widths of words. Both energy and area are made of it.
final class MacroParts {
  /// Fan-out-of-four delays of the shortest step that is believed: a latch and what it feeds.
  private static final int GATES_IN_A_STEP = 8;

  private final Chip chip;
  private final OperatingPoint point;
  private final Node node;
  private final Process process;
  private final CellShape shape;

  MacroParts(Chip chip, OperatingPoint point, Factors factors) {
    this.chip = chip;
    this.point = point;
    node = Nodes.at(chip.node());
    Double told = point.supply();
    // Only cells that are not SRAM have reason for thick oxide.
    boolean core = chip.cell().medium() == Medium.SRAM;
    double supply =
        told == null ? node.supply() : core ? node.check(told) : node.checkThickOxide(told);
    checkStep(Math.min(supply, node.highest()));
    process =
        new Process(
            node, supply, factors.of(Assumption.GATE_ENERGY), factors.of(Assumption.WIRE_ENERGY));
    shape = CellShape.of(chip.cell(), node);
  }

  /// A step in which not even a few gates switch is a mistake in the file.
  private void checkStep(double volts) {
    double least = GATES_IN_A_STEP * node.delay(volts);
    if (point.step() < least) {
      throw new Problem(
          chip.name()
              + ": a step of "
              + Units.format(point.step(), "s")
              + " at operating point '"
              + point.name()
              + "' is shorter than "
              + GATES_IN_A_STEP
              + " gates of "
              + node.name()
              + " take, "
              + Units.format(least, "s", 3));
    }
  }

  Chip chip() {
    return chip;
  }

  OperatingPoint point() {
    return point;
  }

  Node node() {
    return node;
  }

  /// With the assumed factors on what gates and wires switch.
  Process process() {
    return process;
  }

  CellShape shape() {
    return shape;
  }

  /// Mean bits of an input digit.
  int digitBits() {
    return point.inputDigits().isEmpty()
        ? chip.macro().dac().bits()
        : (int)
            Math.round(
                point.inputDigits().stream().mapToInt(Integer::intValue).average().orElse(1));
  }

  /// What is asked of a converter that makes so many bits.
  Conversion conversion(Adc adc, int bits) {
    double rate = adc.columnsPerAdc() / point.step();
    return new Conversion(bits, node, rate, process.supply());
  }

  /// Bits that a converter makes.
  int resultBits(Adc adc) {
    Integer told = point.outputBits();
    return told == null ? adc.bits() : Math.min(told, adc.bits());
  }

  /// Mean bits of the adders that join the results of a weight's digits.
  double joinWidth(Adc adc) {
    return resultBits(adc) + point.weightBits() / 2.0;
  }

  /// Bits of the accumulator behind the converters.
  int analogWidth(Adc adc) {
    Macro macro = chip.macro();
    return resultBits(adc)
        + Math.max(0, point.inputBits() - macro.dac().bits())
        + Math.max(0, point.weightBits() - macro.cell().bits());
  }

  /// How a digital array adds.
  Adders adders() {
    Adders told = chip.macro().adders();
    return told == null ? Adders.TREE : told;
  }
}
