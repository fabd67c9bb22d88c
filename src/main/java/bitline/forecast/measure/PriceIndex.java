package bitline.forecast.measure;

import bitline.text.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Prices of a basket of goods from year to year. Only ratios of levels mean something.
///
/// @param name key: `cpi`, `ppi`, `hedonic`
/// @param title one line for people
/// @param levels by year, rising
public record PriceIndex(String name, String title, List<Level> levels) {
  public PriceIndex {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException(name + " has no levels");
    }
    Set<Integer> years = new HashSet<>();
    int last = Integer.MIN_VALUE;
    for (Level level : levels) {
      if (!years.add(level.year) || level.year < last) {
        throw new IllegalArgumentException(name + ": years must rise, " + level.year + " does not");
      }
      last = level.year;
    }
  }

  /// The mean level of a year.
  public record Level(
      @Range(min = 1900, max = 2200) int year, @Range(min = 1e-9, max = 1e9) double level) {}

  int first() {
    return levels.getFirst().year;
  }

  int last() {
    return levels.getLast().year;
  }

  /// The level of a year, of a year without one between its neighbours (in logarithms), of years
  /// after the last that of the last.
  ///
  /// @throws IllegalArgumentException before the first
  public double level(int year) {
    if (year < first()) {
      throw new IllegalArgumentException(name + " begins in " + first());
    }
    for (int i = levels.size() - 1; i >= 0; i--) {
      Level at = levels.get(i);
      if (at.year == year || (i == levels.size() - 1 && at.year < year)) {
        return at.level;
      }
      if (at.year < year) {
        Level after = levels.get(i + 1);
        double share = (double) (year - at.year) / (after.year - at.year);
        return at.level * StrictMath.pow(after.level / at.level, share);
      }
    }
    throw new IllegalStateException(name + " has no level for " + year);
  }

  /// Share by which prices change in a year, between two years: −0.43 where they fall by 43 %.
  public double yearly(int from, int to) {
    return StrictMath.pow(level(to) / level(from), 1.0 / (to - from)) - 1;
  }
}
