package bitline.silicon.component;

import bitline.chip.Adc;

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

  /// The default for a kind of converter. None of its numbers come from a compute-in-memory chip
  /// that was measured, so that a chip of ours is never predicted from itself.
  static ConverterModel of(Adc.Type type) {
    return switch (type) {
      case SAR -> new PairedConverter(SurveyConverter.SAR, AnchoredConverter.DESIGNS);
      case FLASH -> FlashConverter.STANDARD;
      case RAMP, CCO, CHARGE_DECREMENT, TIME_TO_DIGITAL -> new CountingConverter(type);
    };
  }
}
