package bitline.forecast.score;

import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.List;

/// Series made for tests.
final class Made {
  private Made() {}

  static Observation observation(String name, double date, double log10) {
    return new Observation(
        name, name, "vendor " + name, "gpu", date, StrictMath.pow(10, log10), 0, null);
  }

  static Series series(List<Observation> observations) {
    return new Series("made", "made", "1", true, observations, List.of());
  }

  /// Machines evenly over the years 2005 to 2026 about a line of 0.15 orders of magnitude a year.
  ///
  /// @param spread standard deviation about the line
  static Series line(long seed, int count, double spread) {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double date = 2005 + 21.0 * i / count;
      double noise = Normal.quantile(Keyed.uniform(Keyed.bits(seed, "line", 0), i));
      all.add(observation("m" + i, date, 0.15 * (date - 2010) + spread * noise));
    }
    return series(all);
  }
}
