package bitline.forecast;

import bitline.text.Evidence;
import org.jspecify.annotations.Nullable;

/// A value of one machine on the day it came out (or of one technology in one year).
///
/// @param name as its table calls it
/// @param design what it shares with others of the same silicon, such as `GH100`: errors of one
///   design are not independent; the name where nothing is known
/// @param vendor who sells it; empty where the table does not tell
/// @param kind its class, such as `gpu` or `digital_compute_in_memory`; empty where the table does
///   not tell
/// @param date decimal year, see [Calendar#year]
/// @param value positive, in the unit of its [Series]
/// @param row line of the table; 0: no table
/// @param grade how well the value is known; null where the table does not grade it
public record Observation(
    String name,
    String design,
    String vendor,
    String kind,
    double date,
    double value,
    int row,
    Evidence.@Nullable Grade grade) {
  public Observation {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " is not positive and finite");
    }
    if (!(date > 1800 && date < 2200)) {
      throw new IllegalArgumentException(name + ": " + date + " is no year");
    }
  }

  /// Its value as methods see it.
  public double log10() {
    return StrictMath.log10(value);
  }
}
