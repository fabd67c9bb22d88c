package bitline.chip;

import bitline.text.Range;

/// An analog-to-digital converter at the foot of the columns. A digital array has none.
///
/// @param bits resolution: codes 0 to 2^bits − 1
/// @param type how it converts
/// @param columnsPerAdc columns that take turns on one converter; 1: a converter each
/// @param range how its range is chosen unless the user says otherwise
public record Adc(
    @Range(min = 1, max = 16) int bits,
    Type type,
    @Range(min = 1, max = 65536) int columnsPerAdc,
    RangePolicy range) {
  /// How a converter converts.
  public enum Type {
    /// Successive approximation.
    SAR,
    /// One comparator a level.
    FLASH,
    /// A ramp and a counter.
    RAMP,
    /// A current-controlled oscillator and a counter.
    CCO,
    /// A charge is taken away in equal steps and the steps are counted.
    CHARGE_DECREMENT,
    /// A delay is measured.
    TIME_TO_DIGITAL
  }

  /// How the range of a converter is chosen.
  public enum RangePolicy {
    /// From the sums seen on calibration pictures.
    CALIBRATED,
    /// The largest sum that the active rows can give.
    MAXIMUM
  }
}
