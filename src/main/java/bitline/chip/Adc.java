package bitline.chip;

import bitline.text.Range;
import org.jspecify.annotations.Nullable;

/// An analog-to-digital converter at the foot of the columns. A digital array has none.
///
/// @param bits resolution: codes 0 to 2^bits − 1
/// @param type how it converts
/// @param columnsPerAdc columns that take turns on one converter, and so share its errors; 1: a
///   converter each
/// @param range how its range is chosen unless the user says otherwise
/// @param errors how far converters are from the ideal one; null: they are ideal
public record Adc(
    @Range(min = 1, max = 16) int bits,
    Type type,
    @Range(min = 1, max = 65536) int columnsPerAdc,
    RangePolicy range,
    @Nullable AdcErrors errors) {
  public Adc {
    if (errors != null) {
      errors.check(type);
    }
  }

  /// An ideal converter.
  public Adc(int bits, Type type, int columnsPerAdc, RangePolicy range) {
    this(bits, type, columnsPerAdc, range, null);
  }

  /// The converter when it makes so many bits.
  Adc withBits(int fewer) {
    return new Adc(fewer, type, columnsPerAdc, range, errors);
  }

  /// The number, among all converters of a chip, of the one that a column of an array uses.
  ///
  /// @param columns columns of an array
  public long converter(int array, int column, int columns) {
    return (long) array * (columns / columnsPerAdc) + column / columnsPerAdc;
  }

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

  /// How the range of a converter is chosen. All but `MAXIMUM` look at the sums that calibration
  /// pictures cause.
  public enum RangePolicy {
    /// From the sums seen, by a rule that is not told: that of least error.
    CALIBRATED,
    /// The largest sum that the active rows can give.
    MAXIMUM,
    /// Leaves a fixed small share of the sums seen outside.
    PERCENTILE,
    /// Least squared error of the sums seen, by quantising and clipping.
    LEAST_ERROR,
    /// Greatest compute signal-to-noise ratio: as `LEAST_ERROR`, with noise and offsets of the
    /// converters counted, which grow with the range.
    CSNR
  }
}
