package bitline.report;

import java.util.ArrayList;
import java.util.List;

/// A linear axis from one round number to another, in a score's unit.
///
/// @param low the lower end
/// @param high the upper end, above it
/// @param step between two ticks
/// @param percent whether the numbers are shares, shown in percent
record Scale(double low, double high, double step, boolean percent) {
  /// An axis that holds all values, with about `ticks` ticks; no share is above 1.
  static Scale of(String metric, List<Double> values, int ticks) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    boolean percent = !metric.equals("Spearman");
    double room = Math.max(most - least, 0.005);
    double step = Charts.roundStep(room / ticks);
    double low = Math.floor((least - 0.04 * room) / step) * step;
    double high = Math.ceil((most + 0.04 * room) / step) * step;
    if (percent && least >= 0) {
      low = Math.max(0, low);
      high = Math.max(most, Math.min(1, high));
    }
    return new Scale(low, high, step, percent);
  }

  /// Where a value lies between the ends, in percent.
  double place(double value) {
    return 100 * (value - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + 1e-9 * step; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  String name(double tick) {
    double shown = Math.rint((percent ? 100 : 1) * tick * 1e6) / 1e6;
    return Numbers.axis(shown) + (percent ? " %" : "");
  }
}
