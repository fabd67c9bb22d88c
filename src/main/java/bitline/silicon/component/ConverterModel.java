package bitline.silicon.component;

import bitline.base.Interval;
import bitline.chip.Adc;
import java.util.List;
import java.util.Set;

/// A model of the energy and area of an analog-to-digital converter at the foot of columns. Several
/// stand side by side, because they disagree; [#of] says which one is used unless told otherwise.
///
/// All refuse what lies outside their range with a [bitline.base.Problem] that names it.
public sealed interface ConverterModel
    permits AnchoredConverter,
        CimloopRegression,
        CountingConverter,
        FlashConverter,
        PairedConverter,
        SarConverter,
        SurveyConverter {
  /// Its name, in words.
  String name();

  /// Where its numbers come from.
  String source();

  /// Joules of one conversion, with an 80 % interval.
  Interval energy(Conversion conversion);

  /// Square metres of one converter, with an 80 % interval.
  Interval area(Conversion conversion);

  /// All that there are for a kind of converter, the default first, CiMLoop's for comparison last.
  static List<ConverterModel> all(Adc.Type type) {
    ConverterModel standard = of(type);
    ConverterModel cimloop = new CimloopRegression();
    return switch (type) {
      case SAR ->
          List.of(standard, new SarConverter(), AnchoredConverter.without(type, Set.of()), cimloop);
      case FLASH -> List.of(standard, SurveyConverter.FLASH, cimloop);
      case RAMP -> List.of(standard, SurveyConverter.TIME_BASED, cimloop);
      case CHARGE_DECREMENT ->
          List.of(standard, AnchoredConverter.without(type, Set.of()), cimloop);
      case CCO, TIME_TO_DIGITAL ->
          List.of(
              standard,
              new CountingConverter(type),
              AnchoredConverter.without(type, Set.of()),
              cimloop);
    };
  }

  /// The default for a kind of converter. None of its numbers come from a compute-in-memory chip
  /// that was measured, so that a chip of ours is never predicted from itself.
  static ConverterModel of(Adc.Type type) {
    return switch (type) {
      case SAR -> new PairedConverter(SurveyConverter.SAR, AnchoredConverter.DESIGNS);
      case FLASH -> FlashConverter.STANDARD;
      case RAMP, CHARGE_DECREMENT -> new CountingConverter(type);
      case CCO, TIME_TO_DIGITAL ->
          new PairedConverter(SurveyConverter.TIME_BASED, new CountingConverter(type));
    };
  }
}
