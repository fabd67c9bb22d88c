package bitline.sim.converter;

import bitline.base.Normal;
import bitline.chip.Dac;
import bitline.chip.DacErrors;
import org.jspecify.annotations.Nullable;

/// One manufactured row driver: what each digit puts on its wordline, in steps of an ideal one, and
/// how much that varies from use to use. Immutable.
public final class DacInstance {
  private static final int DRAWS = 17;

  private final double[] levels;
  private final Dac.Type type;
  private final double jitter;

  private DacInstance(double[] levels, Dac.Type type, double jitter) {
    this.levels = levels;
    this.type = type;
    this.jitter = jitter;
  }

  /// Driver `number` of the chip that `seed` makes.
  ///
  /// @param number from 0, below 2^46
  public static DacInstance draw(Dac dac, long seed, long number) {
    if (number < 0 || number >= 1L << 63 - DRAWS) {
      throw new IllegalArgumentException("driver " + number);
    }
    int most = (1 << dac.bits()) - 1;
    double[] levels = new double[most + 1];
    DacErrors errors = dac.errors();
    double bend = errors == null ? 0 : 4 * or0(errors.nonLinearity());
    double level = errors == null ? 0 : or0(errors.level());
    double step = errors == null ? 0 : or0(errors.stepMismatch());
    double walked = 0;
    for (int digit = 1; digit <= most; digit++) {
      double error = bend * digit * (1 - (double) digit / most);
      if (level > 0) {
        error += level * Normal.drawn(seed, "dac level", number << DRAWS | digit);
      }
      if (step > 0) {
        walked += step * Normal.drawn(seed, "dac step", number << DRAWS | digit);
      }
      levels[digit] = digit + (error + walked);
    }
    return new DacInstance(levels, dac.type(), errors == null ? 0 : or0(errors.jitter()));
  }

  /// What a digit puts on the line, in steps; 0 for digit 0.
  public double level(int digit) {
    return levels[digit];
  }

  /// Standard deviation of that from use to use, in steps: one jitter for a pulse, one for each of
  /// a count of pulses.
  public double jitter(int digit) {
    return digit == 0 ? 0 : type == Dac.Type.PULSE_COUNT ? jitter * Math.sqrt(digit) : jitter;
  }

  private static double or0(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
