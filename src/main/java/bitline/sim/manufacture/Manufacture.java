package bitline.sim.manufacture;

import bitline.base.Keyed;
import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.program.ArrayLayer;
import bitline.program.RowGroup;
import bitline.sim.fault.FaultyChip;
import bitline.sim.fault.MatrixFaults;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import org.jspecify.annotations.Nullable;

/// Draws the cells of one manufactured chip: what each is worth at the chip's age, in units of its
/// digit's step. What is drawn depends on the chip's number, the layer, the cell and the effect, so
/// that switching one effect off changes nothing in the others.
///
/// A pair is two devices, each drawn for itself; a digit of 0 in a pair is two devices at the
/// lowest level. Where a cell is alone what digit 0 conducts is taken off as a reference column
/// would.
public final class Manufacture {
  private final Conditions conditions;
  private final Chip chip;
  private final Cell cell;

  /// At the chip's age, and when it was programmed.
  private final Levels levels;

  private final Levels fresh;
  private final Kernels kernels;
  private final @Nullable FaultyChip faulty;

  private Manufacture(Conditions conditions, Chip chip, Levels levels, Kernels kernels) {
    this.conditions = conditions;
    this.chip = chip;
    this.cell = chip.cell();
    this.levels = levels;
    this.fresh = Levels.of(cell, 0);
    this.kernels = kernels;
    this.faulty =
        conditions.has(Effect.STUCK)
            ? new FaultyChip(chip, conditions.chip(), conditions.faults(), conditions.repair())
            : null;
  }

  /// One of a layer's matrices as it was manufactured.
  ///
  /// @param gains what the sums of each column of weights are multiplied by, to make up for drift
  public record Made(LevelCells cells, double[] gains) {}

  /// The chip under these conditions; null where all its cells are worth their digits.
  public static @Nullable Manufacture of(Chip chip, Conditions conditions, Kernels kernels) {
    double age = conditions.has(Effect.DRIFT) ? conditions.age() : 0;
    Levels levels = Levels.of(chip.cell(), age);
    boolean differs =
        Effect.of(chip).stream().anyMatch(conditions::has)
            || (conditions.has(Effect.STUCK)
                && chip.adc() != null
                && conditions.faults().faulty(chip));
    return differs ? new Manufacture(conditions, chip, levels, kernels) : null;
  }

  /// Seed of the read noise of a layer.
  public long noiseSeed(ArrayLayer layer) {
    return Keyed.bits(conditions.chip(), "read noise of " + layer.node(), 0);
  }

  /// Draws one of a layer's matrices.
  public Made make(ArrayLayer layer, int group) {
    MatrixFaults faults = faulty == null ? null : faulty.matrix(layer, group);
    boolean telegraph = conditions.has(Effect.TELEGRAPH) && cell.telegraph() != null;
    ThermalNoise thermal = ThermalNoise.of(chip, conditions, levels, layer);
    DriverSet drivers = DriverSet.of(conditions, chip, layer, group, levels, faults);
    boolean noisy =
        telegraph
            || (thermal != null && thermal.ofCells())
            || (conditions.has(Effect.READ_NOISE) && levels.noisyReads());
    Devices positive = devices(layer, group, false, noisy, faults);
    Devices negative = devices(layer, group, true, noisy, faults);
    MadeMatrix matrix = new MadeMatrix(layer, cell.bits(), noisy, telegraph);
    for (RowGroup rows : layer.rowGroups()) {
      Worth plus = positive.draw(rows);
      Worth minus = negative.draw(rows);
      if (drivers != null) {
        drivers.drive(plus, minus, matrix);
      }
      if (thermal != null) {
        thermal.add(plus);
        thermal.add(minus);
      }
      matrix.take(plus, minus);
    }
    ConverterSet converters =
        conditions.has(Effect.CONVERTERS)
            ? ConverterSet.of(chip, layer, group, conditions.chip(), faults)
            : null;
    LevelCells cells =
        matrix.cells(
            converters,
            thermal == null ? 0 : thermal.column(),
            thermal == null ? null : thermal.sums(),
            drivers == null ? null : drivers.made(matrix.values()));
    return new Made(cells, matrix.gains(conditions.compensation()));
  }

  private Devices devices(
      ArrayLayer layer,
      int group,
      boolean negative,
      boolean noisy,
      @Nullable MatrixFaults faults) {
    return new Devices(
        conditions, cell, levels, fresh, kernels, layer, group, negative, noisy, faults);
  }
}
