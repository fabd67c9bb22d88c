package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One voltage, clock and pair of precisions at which figures were published. Figures of different
/// points must never be mixed, so each point carries its own.
///
/// @param name short, such as `0.85 V`
/// @param supply volts of the array; null where unknown
/// @param clock hertz; null where unknown
/// @param step seconds in which all active rows of an array take one input digit and all columns
///   are converted; where the macro has a [StepLaw], the mean over an input's digits
/// @param inputBits bits of an input in the figures below
/// @param weightBits bits of a weight in the figures below
/// @param outputBits bits of a result as it left the converters; null where unknown or exact
/// @param inputDigits widths of the digits in which an input is sent, least significant first, its
///   sign not counted; empty: as the drivers cut it
/// @param ops operations a second of the whole chip, 1 MAC = 2 operations
/// @param opsPerJoule operations a joule
/// @param opsPerArea operations a second and square metre
/// @param power watts
/// @param boundary which parts of the chip the energy and power cover
/// @param condition data and sparsity of the measurement, in words
/// @param covers parts that the energy and power cover; empty: all of the macros, not what lies
///   between or beside them
/// @param data the data of the measurement, in numbers; null: random
/// @param notComparable why the figures are shown and not counted as evidence; null: they count
public record OperatingPoint(
    String name,
    @Unit("V") @Range(min = 0.01, max = 100) @Nullable Double supply,
    @Unit("Hz") @Range(min = 1) @Nullable Double clock,
    @Unit("s") @Range(min = 1e-12, max = 1) double step,
    @Range(min = 1, max = 16) int inputBits,
    @Range(min = 1, max = 16) int weightBits,
    @Range(min = 1, max = 48) @Nullable Integer outputBits,
    @Default("[]") @Range(min = 1, max = 16) List<Integer> inputDigits,
    @Unit("op/s") @Range(min = 1) @Nullable Double ops,
    @Unit("op/J") @Range(min = 1) @Nullable Double opsPerJoule,
    @Unit("op/s/m2") @Range(min = 1) @Nullable Double opsPerArea,
    @Unit("W") @Range(min = 0) @Nullable Double power,
    @Nullable String boundary,
    @Nullable String condition,
    @Default("[]") List<Part> covers,
    @Nullable Data data,
    @Nullable String notComparable) {
  public OperatingPoint {
    inputDigits = List.copyOf(inputDigits);
    covers = List.copyOf(covers);
  }

  /// A point of which nothing was published: conditions alone.
  public static OperatingPoint conditions(
      String name,
      @Nullable Double supply,
      @Nullable Double clock,
      double step,
      int inputBits,
      int weightBits,
      @Nullable Integer outputBits,
      List<Integer> inputDigits,
      @Nullable Data data) {
    return new OperatingPoint(
        name,
        supply,
        clock,
        step,
        inputBits,
        weightBits,
        outputBits,
        inputDigits,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        data,
        null);
  }

  /// The conditions of the point, without its figures, under another name.
  public OperatingPoint conditions(String other, @Nullable Data told) {
    return conditions(
        other, supply, clock, step, inputBits, weightBits, outputBits, inputDigits, told);
  }
}
