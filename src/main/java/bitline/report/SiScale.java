package bitline.report;

import java.util.ArrayList;
import java.util.List;

/// A linear axis from 0 to a round number, named in the prefix that suits its end; plain numbers
/// (unit `1`) without one.
///
/// @param top the upper end, in the unit
/// @param step between two ticks, in the unit
/// @param factor of the prefix
/// @param symbol of the unit with its prefix
record SiScale(double top, double step, double factor, String symbol) {
  private static final String[] PREFIXES = {
    "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"
  };
  private static final int NONE = 6;

  /// An axis that holds everything from 0 to `most`.
  static SiScale of(double most, String unit, int ticks) {
    if (!Double.isFinite(most) || most < 0) {
      throw new IllegalArgumentException("an axis to " + most + " " + unit);
    }
    double step = Charts.roundStep(most / ticks);
    double top = most == 0 ? ticks : Math.ceil(most / step - 1e-9) * step;
    int prefix = NONE;
    double factor = 1;
    if (unit.equals("1")) {
      return new SiScale(top, step, factor, "");
    }
    while (top >= 1000 * factor && prefix < PREFIXES.length - 1) {
      factor = StrictMath.pow(10, 3.0 * (++prefix - NONE));
    }
    while (top < factor && prefix > 0) {
      factor = StrictMath.pow(10, 3.0 * (--prefix - NONE));
    }
    return new SiScale(top, step, factor, PREFIXES[prefix] + unit);
  }

  /// Where a value lies between the ends, in percent.
  double place(double value) {
    return 100 * value / top;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  String name(double tick) {
    return (Numbers.axis(Math.rint(tick / factor * 1e6) / 1e6) + " " + symbol).strip();
  }
}
