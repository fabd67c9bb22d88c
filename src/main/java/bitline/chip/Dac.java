package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// What drives the rows.
///
/// @param bits input bits that reach the bitline before it is converted (or summed) once: 1 for a
///   bit-serial array, the whole width for pulse-width input; an input is cut into digits of so
///   many bits, least significant first
/// @param type how a digit is put on the wordline
/// @param ladder resistance R of a level driver that is an R-2R ladder, which draws current while
///   it holds its level; null: it is none
/// @param errors how far drivers are from ideal ones; null: they are ideal
public record Dac(
    @Range(min = 1, max = 16) int bits,
    Type type,
    @Nullable DacErrors errors,
    @Unit("ohm") @Range(min = 100, max = 1e9) @Nullable Double ladder) {
  public Dac {
    if (ladder != null && type != Type.LEVEL) {
      throw new IllegalArgumentException("ladder: only drivers of type level have one");
    }
    if (errors != null) {
      errors.check(type);
    }
  }

  /// An ideal driver.
  public Dac(int bits, Type type) {
    this(bits, type, null, null);
  }

  /// How an input digit is put on the wordline.
  public enum Type {
    /// One bit: the line is high or low.
    BIT_SERIAL,
    /// A voltage level.
    LEVEL,
    /// A pulse as long as the value.
    PULSE_WIDTH,
    /// As many pulses as the value.
    PULSE_COUNT
  }
}
