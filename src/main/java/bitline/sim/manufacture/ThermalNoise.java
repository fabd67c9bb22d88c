package bitline.sim.manufacture;

import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.cell.ReadNoise;
import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import org.jspecify.annotations.Nullable;

/// Thermal noise of bitline sums.
///
/// **Charge.** The N capacitors C of a column share one node. When its switch opens, equipartition
/// leaves it a charge of the variance k·T·N·C, so a voltage of the variance k·T/(N·C), and one
/// conducting cell moves it by supply/N: in cells the variance of a sum is N·k·T/(C·supply²). The
/// same follows where each capacitor samples k·T/C by itself and all are joined then, for a mean of
/// N has a variance N times less. Either way N counts every capacitor of the column, whatever its
/// row's input and whether its row is among the active ones; rows that a chip cuts off would be
/// left out. Parasitic capacitance of the wire and the noise of amplifiers are left out.
///
/// **Conductance.** Johnson's current noise of the one-sided density 4·k·T·G, averaged over a read
/// of t seconds (bandwidth 1/(2t)), has the variance 2·k·T·G/t; it is read as conductance at the
/// voltage of the read. Where inputs are bits, a row that is not selected is cut off, and only
/// active cells make noise; where inputs are levels or pulses all cells of the row group stay
/// connected for the whole read. Nyquist, Phys. Rev. 32, 110 (1928).
final class ThermalNoise {
  private static final double ROOM = 300;

  /// In squares of a cell's step: of every sum.
  private final double column;

  /// Of a cell that conducts one step.
  private final double step;

  /// Whether only active cells count.
  private final boolean selected;

  private final Levels levels;
  private final ArrayLayer layer;

  /// By row group, digit and column; null where sums have none that their cells do not.
  private final double @Nullable [] sums;

  private ThermalNoise(
      double column, double step, boolean selected, Levels levels, ArrayLayer layer) {
    this.column = column;
    this.step = step;
    this.selected = selected;
    this.levels = levels;
    this.layer = layer;
    int digits = layer.coding().weightDigits().size();
    sums =
        step > 0 && !selected
            ? new double[layer.rowGroups().size() * digits * layer.unrolling().columns()]
            : null;
  }

  /// Whether a chip's description tells what is needed.
  static boolean told(Chip chip) {
    Cell cell = chip.cell();
    Cell.Read read = cell.read();
    return cell.capacitor() != null
        ? chip.operatingPoint().supply() != null && cell.capacitor().unit() > 0
        : cell.conductance() != null && read != null && read.voltage() > 0;
  }

  /// Null where there is none.
  static @Nullable ThermalNoise of(
      Chip chip, Conditions conditions, Levels levels, ArrayLayer layer) {
    if (!conditions.has(Effect.THERMAL) || !told(chip)) {
      return null;
    }
    Cell cell = chip.cell();
    Double given = conditions.temperature();
    double kelvin = given == null ? ROOM : given;
    Cell.Capacitor capacitor = cell.capacitor();
    Double supply = conditions.supplyOf(chip);
    if (capacitor != null && supply != null) {
      int cells = chip.array().rows();
      double sigma = capacitor.thermalNoise(cells, kelvin) * cells / supply;
      return new ThermalNoise(sigma * sigma, 0, false, levels, layer);
    }
    Cell.Read read = cell.read();
    if (read == null) {
      throw new IllegalStateException(cell.name() + " has no read");
    }
    double time =
        cell.readNoise() instanceof ReadNoise.Flicker flicker
            ? flicker.readTime()
            : chip.operatingPoint().step();
    double sigma = read.thermalNoise(levels.step(), time, kelvin) / levels.step();
    return new ThermalNoise(0, sigma * sigma, chip.macro().dac().bits() == 1, levels, layer);
  }

  /// Of every sum, in squares of a cell's step, whatever the cells conduct.
  double column() {
    return column;
  }

  /// Whether it adds to the variance of cells, as they are read.
  boolean ofCells() {
    return step > 0 && selected;
  }

  /// Of each sum beyond that, by row group, digit and column; null: none.
  double @Nullable [] sums() {
    return sums;
  }

  /// Takes devices in: adds to their own variances where only active cells make noise, else to
  /// those of their sums.
  void add(Worth worth) {
    int from = worth.places() == 0 ? 0 : layer.rowGroups().indexOf(worth.rows()) * worth.places();
    for (int i = 0; step > 0 && i < worth.value().length; i++) {
      double variance = step * levels.conducted(worth.value()[i]);
      if (sums == null) {
        worth.variance()[i] += variance;
      } else {
        sums[from + i % worth.places()] += variance;
      }
    }
  }
}
