package bitline.silicon;

import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Data;
import bitline.chip.Macro;
import bitline.chip.OperatingPoint;
import bitline.chip.Pair;
import bitline.chip.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chip whose arrays are all full and always busy, at one operating point: what peak figures are
/// measured of. Joules of one *vector*: every array of the chip multiplies its matrix with one
/// input.
///
/// @param energy joules of one vector by part, of the whole chip
/// @param area square metres by part, of the whole chip
/// @param macs multiply-accumulates of one vector, of the whole chip
/// @param conversions columns that are converted for one vector, of the whole chip; 0 without ADC
/// @param steps of one array for one vector
/// @param seconds of one vector
public record Peak(
    Map<Part, Double> energy,
    Map<Part, Double> area,
    double macs,
    double conversions,
    double steps,
    double seconds) {

  private static final double FINISHING = 4;

  /// Kelvin of chips on a bench; assumed.
  private static final double LABORATORY = 298.15;

  /// What the models give for a chip at a point: its supply, widths, digits, data and step.
  public static Peak of(Chip chip, OperatingPoint point, Factors factors) {
    MacroModel model = new MacroModel(chip, point, LABORATORY, factors);
    Macro macro = chip.macro();
    Array array = chip.array();
    double steps =
        point.inputDigits().isEmpty()
            ? macro.stepsPerVector(point.inputBits())
            : (double) Math.ceilDiv(array.rows(), array.activeRows()) * point.inputDigits().size();
    double weights = macro.weightsPerRow(point.weightBits());
    double reads = chip.arrays() * steps;
    Work work = work(chip, point, reads, reads * point.step() / chip.arrays());
    Map<Part, Double> energy = model.energy(work);
    Map<Part, Double> area = model.area();
    Surroundings surroundings = new Surroundings(chip, point, LABORATORY, factors);
    surroundings.area().forEach((part, metres) -> area.merge(part, metres, Double::sum));
    double whole = area.values().stream().mapToDouble(a -> a).sum();
    surroundings
        .energy(moved(chip, point, weights, steps * point.step()), Math.sqrt(whole / chip.cores()))
        .forEach((part, joules) -> energy.merge(part, joules, Double::sum));
    return new Peak(
        energy,
        area,
        chip.arrays() * array.inputRows() * weights,
        chip.adc() == null ? 0 : work.sums(),
        steps,
        steps * point.step());
  }

  /// The macros of a core take the same inputs, a result is finished by four operations (scale,
  /// sum, activation, rounding), stored, and goes on to the next core.
  private static Moved moved(Chip chip, OperatingPoint point, double weights, double seconds) {
    double inputs = (double) chip.cores() * chip.array().inputRows() * point.inputBits();
    double results = (double) chip.arrays() * weights;
    double bits = results * point.inputBits();
    return new Moved(
        inputs, bits, chip.cores() > 1 ? bits : 0, FINISHING * results, 0, 0, 0, seconds);
  }

  private static Work work(Chip chip, OperatingPoint point, double reads, double seconds) {
    Macro macro = chip.macro();
    Array array = chip.array();
    Data data = point.data() == null ? Data.RANDOM : point.data();
    double inputs = share(data.inputOnes(), data.code());
    double weights = share(data.weightOnes(), data.code());
    // Of a pair of two cells one holds the magnitude, the other nothing.
    double cellsOn = weights / array.cellsPerDigit();
    int weightBits = point.weightBits();
    // Both columns of a pair are converted.
    double columns =
        macro.weightsPerRow(weightBits)
            * (double) macro.digitsPerWeight(weightBits)
            * (array.pair() == Pair.COLUMNS ? 2 : 1);
    double rows = reads * array.activeRows();
    int digit =
        point.inputDigits().isEmpty()
            ? macro.dac().bits()
            : (int) Math.round(point.inputDigits().stream().mapToInt(d -> d).average().orElse(1));
    Double toggles = data.inputToggles();
    Double code = data.code();
    return new Work(
        reads,
        rows,
        rows * any(inputs, digit),
        rows * inputs,
        rows * any(toggles == null ? 2 * inputs * (1 - inputs) : toggles, digit),
        rows * columns,
        rows * columns * inputs * cellsOn,
        reads * columns,
        code == null ? inputs * weights : code,
        seconds);
  }

  /// Share of digits of which any bit is what a share of all bits is.
  private static double any(double bits, int digit) {
    return 1 - StrictMath.pow(1 - bits, digit);
  }

  /// A share that was told, or that which gives the told mean code when inputs and weights are
  /// scaled alike, or one half.
  private static double share(@Nullable Double told, @Nullable Double code) {
    return told != null ? told : code != null ? Math.sqrt(code) : 0.5;
  }
}
