package bitline.sim.manufacture;

import bitline.base.Keyed;
import bitline.base.Problem;
import bitline.cell.Cell;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.chip.Wires;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Program;
import bitline.program.RowGroup;
import bitline.sim.fault.FaultCensus;
import bitline.sim.fault.FaultyChip;
import bitline.sim.fault.MatrixFaults;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import java.util.Map;
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
  private final @Nullable Wiring wiring;

  private Manufacture(
      Conditions conditions,
      Chip chip,
      Levels levels,
      Kernels kernels,
      Map<String, Double> rowsOn) {
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
    Wires wires = conditions.has(Effect.WIRES) ? chip.macro().wires() : null;
    this.wiring = wires == null ? null : new Wiring(wires, chip.array(), levels, rowsOn);
  }

  /// One of a layer's matrices as it was manufactured.
  ///
  /// @param gains what the sums of each column of weights are multiplied by, to make up for drift
  public record Made(LevelCells cells, double[] gains) {}

  /// The chip under these conditions; null where all its cells are worth their digits.
  public static @Nullable Manufacture of(Chip chip, Conditions conditions, Kernels kernels) {
    return of(chip, conditions, kernels, Map.of());
  }

  /// @param rowsOn by node: the share of steps in which a row is on, where that is known
  public static @Nullable Manufacture of(
      Chip chip, Conditions conditions, Kernels kernels, Map<String, Double> rowsOn) {
    double age = conditions.has(Effect.DRIFT) ? conditions.age() : 0;
    Double kelvin = conditions.temperature();
    if (age > 0 && kelvin != null) {
      age = chip.cell().equivalentAge(age, kelvin);
    }
    Levels levels = Levels.of(chip.cell(), age);
    boolean differs =
        Effect.of(chip).stream().anyMatch(conditions::has)
            || (conditions.has(Effect.STUCK) && conditions.faults().faulty(chip));
    return differs ? new Manufacture(conditions, chip, levels, kernels, rowsOn) : null;
  }

  /// Seed of the read noise of a layer.
  public long noiseSeed(ArrayLayer layer) {
    return Keyed.bits(conditions.chip(), "read noise of " + layer.node(), 0);
  }

  /// What stuck cells do to a program's weights; null where none can be stuck.
  public @Nullable FaultCensus faults(Program program) {
    return faulty == null ? null : FaultCensus.of(program, faulty);
  }

  /// Checks that an activation may be written into a layer's cells while the chip runs.
  ///
  /// @throws Problem where what happens to it then is not simulated
  public void checkWritten(ArrayLayer layer) {
    String what =
        conditions.has(Effect.DRIFT) && conditions.age() > 0
            ? "how cells drift that are written for every picture"
            : conditions.has(Effect.STUCK) && conditions.repair().movesRows()
                ? "moving the lines of what is written for every picture around stuck cells"
                : "";
    if (!what.isEmpty()) {
      throw Problem.at(
          "node '" + layer.node() + "'",
          what + " is not simulated; leave products of two activations to the vector unit");
    }
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
    MadeMatrix matrix = new MadeMatrix(layer, cell.bits(), noisy);
    for (RowGroup rows : layer.rowGroups()) {
      Wiring.Drawn drawn;
      if (wiring == null) {
        drawn = new Wiring.Drawn(positive.draw(rows), negative.draw(rows), null);
      } else {
        drawn = wiring.reaching(layer, group, rows, each -> draw(wiring, layer, each, rows, noisy));
      }
      if (drivers != null) {
        drivers.drive(drawn.positive(), drawn.negative(), matrix);
      }
      if (thermal != null) {
        thermal.add(drawn.positive());
        thermal.add(drawn.negative());
      }
      matrix.take(drawn);
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

  /// The weights that the cells of a digital chip read as, all matrices of a layer: those that were
  /// written but for bits that flip and cells that are stuck.
  public int[] read(ArrayLayer layer) {
    if (conditions.only() != null && !layer.node().equals(conditions.only())) {
      return layer.weights();
    }
    Coding coding = layer.coding();
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int places = coding.weightDigits().size() * columns;
    boolean pair = coding.weightCode().subtractsOnBitline();
    int[] read = layer.weights().clone();
    for (int group = 0; group < layer.unrolling().groups(); group++) {
      ReadBits plus = bits(layer, group, false, places);
      ReadBits minus = bits(layer, group, true, pair ? places : 0);
      for (int k = 0; (plus.differ() || minus.differ()) && k < rows; k++) {
        plus.turn(k);
        if (pair) {
          minus.turn(k);
        }
        for (int n = 0; n < columns; n++) {
          int at = (group * rows + k) * columns + n;
          int weight = -coding.correction();
          for (int j = 0; j < coding.weightDigits().size(); j++) {
            int bit = coding.cell(layer.weights()[at], j);
            int held = plus.read(j * columns + n, Math.max(bit, 0));
            held -= pair ? minus.read(j * columns + n, Math.max(-bit, 0)) : 0;
            weight += coding.weightDigits().get(j).weight() * held;
          }
          read[at] = weight;
        }
      }
    }
    return read;
  }

  private ReadBits bits(ArrayLayer layer, int group, boolean negative, int places) {
    return new ReadBits(
        BitFlips.of(conditions, chip, kernels, layer, group, negative, places),
        faulty == null || places == 0 ? null : faulty.matrix(layer, group),
        negative,
        places,
        cell.levels() - 1);
  }

  private Wiring.Drawn draw(
      Wiring wires, ArrayLayer layer, int group, RowGroup rows, boolean noisy) {
    MatrixFaults faults = faulty == null ? null : faulty.matrix(layer, group);
    Worth positive = devices(layer, group, false, noisy, faults).draw(rows);
    Worth negative = devices(layer, group, true, noisy, faults).draw(rows);
    return new Wiring.Drawn(positive, negative, wires.saturation(positive.places()));
  }

  private Devices devices(
      ArrayLayer layer, int group, boolean negative, boolean noisy, @Nullable MatrixFaults faults) {
    return new Devices(
        conditions, chip, levels, fresh, kernels, layer, group, negative, noisy, faults);
  }
}
