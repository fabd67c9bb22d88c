package bitline.report;

import java.util.ArrayList;
import java.util.List;

/// A logarithmic axis.
///
/// @param low the lower end, above 0
/// @param high the upper end, above it
record LogScale(double low, double high) {
  /// An axis that holds everything from the least to the most, with some room at both ends.
  static LogScale of(double least, double most) {
    if (!(least > 0) || !(most >= least) || Double.isInfinite(most)) {
      throw new IllegalArgumentException("a logarithmic axis from " + least + " to " + most);
    }
    double room = StrictMath.pow(most / least, 0.04) * 1.15;
    return new LogScale(least / room, most * room);
  }

  /// Where a value lies between the ends, in percent.
  double place(double value) {
    return 100 * StrictMath.log(value / low) / StrictMath.log(high / low);
  }

  /// Round numbers on the axis: powers of ten, with 2 and 5 where it is short.
  List<Double> ticks() {
    double decades = StrictMath.log10(high / low);
    double[] factors = decades < 1.7 ? new double[] {1, 2, 5} : new double[] {1};
    int every = (int) Math.max(1, Math.ceil(decades / 8));
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(StrictMath.log10(low));
    for (int power = first; power <= StrictMath.log10(high); power++) {
      for (double factor : factors) {
        double tick = factor * StrictMath.pow(10, power);
        if (tick >= low && tick <= high && Math.floorMod(power, every) == 0) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
