package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// How far manufactured converters are from the ideal one: standard deviations from converter to
/// converter, and the noise of one conversion. What is absent or 0 is ideal; without the whole
/// record a converter is ideal.
///
/// LSB means one code of the converter as it is used: with fewer bits, or another range, the same
/// numbers stand for larger LSBs. The sum that a converter sees is gain · sum + offset, gain about
/// the sum 0. Leaves out hysteresis, settling, drift with temperature and supply.
///
/// @param capacitorMismatch sar: σ of one unit capacitor, relative; a weight of 2^i units then has
///   σ·2^(i/2) units
/// @param loopGain sar: amplifier gain A times feedback factor β; levels are divided by 1 + 1/(Aβ).
///   null: infinite
/// @param comparatorOffset sar and flash: σ of a comparator's offset in LSB; a flash converter has
///   2^bits − 1 comparators
/// @param stepMismatch ramp, charge_decrement and time_to_digital: σ of one step, relative; errors
///   of steps add up along the ramp
/// @param convertersPerRamp ramp: neighbouring converters that compare with one and the same ramp;
///   null: 1
/// @param curvature cco: relative error at the largest sum, the same for all converters: the count
///   of a sum x is x·(1 + curvature·|x|/largest)
/// @param curvatureSpread cco: σ of `curvature` from converter to converter
/// @param offset σ of the offset, in LSB
/// @param gain σ of the gain, relative
/// @param noise σ of what is added anew to each conversion, in LSB, referred to the input
/// @param corrected what calibration takes off each converter, exactly; where the residue was
///   published, give it as `offset` and `gain` and correct nothing
public record AdcErrors(
    @Unit("1") @Range(min = 0, max = 0.5) @Nullable Double capacitorMismatch,
    @Range(min = 1) @Nullable Double loopGain,
    @Range(min = 0, max = 65536) @Nullable Double comparatorOffset,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double stepMismatch,
    @Range(min = 1, max = 65536) @Nullable Integer convertersPerRamp,
    @Unit("1") @Range(min = -0.2, max = 0.2) @Nullable Double curvature,
    @Unit("1") @Range(min = 0, max = 0.05) @Nullable Double curvatureSpread,
    @Default("0") @Range(min = 0, max = 65536) double offset,
    @Default("0") @Unit("1") @Range(min = 0, max = 0.5) double gain,
    @Default("0") @Range(min = 0, max = 65536) double noise,
    @Default("none") Correction corrected) {
  /// What calibration takes off: the straight line of least squares through a converter's
  /// thresholds, or one of its two numbers.
  public enum Correction {
    /// Nothing.
    NONE,
    /// The offset at sum 0.
    OFFSET,
    /// The slope.
    GAIN,
    /// Offset and slope.
    BOTH
  }

  /// No errors at all.
  public static final AdcErrors IDEAL =
      new AdcErrors(null, null, null, null, null, null, null, 0, 0, 0, Correction.NONE);

  /// Whether the offset is taken off.
  public boolean offsetCorrected() {
    return corrected == Correction.OFFSET || corrected == Correction.BOTH;
  }

  /// Whether the slope is taken off.
  public boolean gainCorrected() {
    return corrected == Correction.GAIN || corrected == Correction.BOTH;
  }

  /// Refuses what converters of this type do not have.
  void check(Adc.Type type) {
    boolean steps =
        type == Adc.Type.RAMP
            || type == Adc.Type.CHARGE_DECREMENT
            || type == Adc.Type.TIME_TO_DIGITAL;
    boolean sar = type == Adc.Type.SAR;
    refuse("capacitorMismatch", capacitorMismatch, sar, "sar");
    refuse("loopGain", loopGain, sar, "sar");
    refuse("comparatorOffset", comparatorOffset, sar || type == Adc.Type.FLASH, "sar and flash");
    refuse("stepMismatch", stepMismatch, steps, "ramp, charge_decrement and time_to_digital");
    refuse("convertersPerRamp", convertersPerRamp, type == Adc.Type.RAMP, "ramp");
    refuse("curvature", curvature, type == Adc.Type.CCO, "cco");
    refuse("curvatureSpread", curvatureSpread, type == Adc.Type.CCO, "cco");
  }

  private static void refuse(String name, @Nullable Number value, boolean fits, String types) {
    if (value != null && !fits) {
      throw new IllegalArgumentException("errors: " + name + " is only for type " + types);
    }
  }
}
