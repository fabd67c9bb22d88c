package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One figure that was measured on a chip beyond those of its operating points: a part's energy or
/// area, or a point of a curve. Exactly one value is given; the conditions are those of the
/// operating point save for what is said here.
///
/// @param point the operating point, by name; null for areas and where all conditions are said here
/// @param parts that the value covers; empty: what the point covers, or all of the macros
/// @param curve the curve that it is a point of; null: none
/// @param supply volts
/// @param inputBits bits of an input
/// @param weightBits bits of a weight
/// @param outputBits bits that converters make
/// @param inputDigits widths of an input's digits
/// @param data of the measurement
/// @param energyPerMac joules for each multiply-accumulate
/// @param energyPerConversion joules for each conversion of a column, the share of all parts named
///   that falls to it
/// @param energyPerStep joules of one array for each step
/// @param energyShare share of the energy of the operating point
/// @param area square metres
/// @param areaShare share of the area
/// @param ops operations a second
/// @param opsPerJoule operations a joule
/// @param opsPerArea operations a second and square metre
/// @param notComparable why the value is shown and not counted; null: it counts
public record Measured(
    @Nullable String point,
    @Default("[]") List<Part> parts,
    @Nullable String curve,
    @Unit("V") @Range(min = 0.01, max = 100) @Nullable Double supply,
    @Range(min = 1, max = 16) @Nullable Integer inputBits,
    @Range(min = 1, max = 16) @Nullable Integer weightBits,
    @Range(min = 1, max = 48) @Nullable Integer outputBits,
    @Default("[]") @Range(min = 1, max = 16) List<Integer> inputDigits,
    @Nullable Data data,
    @Unit("J") @Range(min = 0) @Nullable Double energyPerMac,
    @Unit("J") @Range(min = 0) @Nullable Double energyPerConversion,
    @Unit("J") @Range(min = 0) @Nullable Double energyPerStep,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double energyShare,
    @Unit("m2") @Range(min = 0) @Nullable Double area,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double areaShare,
    @Unit("op/s") @Range(min = 1) @Nullable Double ops,
    @Unit("op/J") @Range(min = 1) @Nullable Double opsPerJoule,
    @Unit("op/s/m2") @Range(min = 1) @Nullable Double opsPerArea,
    @Nullable String notComparable) {
  public Measured {
    parts = List.copyOf(parts);
    inputDigits = List.copyOf(inputDigits);
    long values =
        Stream.of(
                energyPerMac,
                energyPerConversion,
                energyPerStep,
                energyShare,
                area,
                areaShare,
                ops,
                opsPerJoule,
                opsPerArea)
            .filter(Objects::nonNull)
            .count();
    if (values != 1) {
      throw new IllegalArgumentException(
          "a measurement is one value, such as energyPerMac, area or energyShare; this one has "
              + values);
    }
  }

  /// The conditions of this measurement as an operating point without figures: those of `base` save
  /// for what is said here. Where widths differ and digits are not said, drivers cut the input as
  /// they always do. A step follows from the macro's law where it has one, and is else that of
  /// `base`.
  public OperatingPoint over(OperatingPoint base, Macro macro) {
    int inputs = inputBits == null ? base.inputBits() : inputBits;
    Integer results = outputBits == null ? base.outputBits() : outputBits;
    List<Integer> digits =
        !inputDigits.isEmpty()
            ? inputDigits
            : inputs == base.inputBits() ? base.inputDigits() : List.of();
    StepLaw law = macro.stepLaw();
    double step =
        law == null || digits.isEmpty()
            ? base.step()
            : law.seconds(digits, macro.resultBits(results)) / digits.size();
    return new OperatingPoint(
        base.name(),
        supply == null ? base.supply() : supply,
        base.clock(),
        step,
        inputs,
        weightBits == null ? base.weightBits() : weightBits,
        results,
        digits,
        null,
        null,
        null,
        null,
        base.boundary(),
        base.condition(),
        parts.isEmpty() ? base.covers() : parts,
        data == null ? base.data() : data,
        notComparable == null ? base.notComparable() : notComparable);
  }
}
