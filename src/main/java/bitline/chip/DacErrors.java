package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// How far what a row driver puts on its wordline is from the digit it was given, in steps: one
/// step is what digit 1 stands for. A digit of 0 leaves the line alone and has no error. What is
/// absent is ideal.
///
/// @param level bit_serial and level: σ of each level other than 0, in steps, drawn once for every
///   level of every driver
/// @param nonLinearity level: deviation of the middle level over the largest digit, the same for
///   all drivers: a parabola that leaves the ends where they are
/// @param stepMismatch pulse_width and pulse_count: σ of one step, relative, drawn once for every
///   step of every driver; errors of steps add up along the pulse
/// @param jitter pulse_width and pulse_count: σ of a pulse's length in steps, drawn anew for each
///   pulse
public record DacErrors(
    @Range(min = 0, max = 65536) @Nullable Double level,
    @Unit("1") @Range(min = -0.25, max = 0.25) @Nullable Double nonLinearity,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double stepMismatch,
    @Range(min = 0, max = 65536) @Nullable Double jitter) {

  /// Refuses what drivers of this type do not have.
  void check(Dac.Type type) {
    boolean pulses = type == Dac.Type.PULSE_WIDTH || type == Dac.Type.PULSE_COUNT;
    refuse("level", level, !pulses, "bit_serial and level");
    refuse("nonLinearity", nonLinearity, type == Dac.Type.LEVEL, "level");
    refuse("stepMismatch", stepMismatch, pulses, "pulse_width and pulse_count");
    refuse("jitter", jitter, pulses, "pulse_width and pulse_count");
  }

  private static void refuse(String name, @Nullable Double value, boolean fits, String types) {
    if (value != null && !fits) {
      throw new IllegalArgumentException("errors: " + name + " is only for type " + types);
    }
  }
}
