package bitline.claim;

import bitline.base.Interval;

/// A number of one side of a comparison.
///
/// @param name of the machine, and under which conditions
/// @param value in the unit of its comparison; where nothing is uncertain both ends are the middle
/// @param known how the number is known
/// @param foundation where it comes from, in words
public record Side(String name, Interval value, Known known, String foundation) {
  /// How a number is known, the best way first.
  public enum Known {
    /// Somebody measured it under rules that others check (MLPerf).
    MEASURED("measured"),
    /// Its maker says so.
    STATED("stated by its maker"),
    /// Worked out from what was measured or stated, such as pictures a second over rated watts.
    DERIVED("derived"),
    /// A model of ours says so.
    MODELLED("modelled");

    private final String words;

    Known(String words) {
      this.words = words;
    }

    /// In words.
    public String words() {
      return words;
    }
  }

  /// A number without an interval.
  public static Side exactly(String name, double value, Known known, String foundation) {
    return new Side(name, new Interval(value, value, value), known, foundation);
  }
}
