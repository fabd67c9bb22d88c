package bitline.forecast.score;

import bitline.forecast.Observation;

/// What was said of one observation before it was out, and what came.
///
/// @param origin decimal year of the forecast
/// @param seen what came
/// @param median that was foretold, as decimal logarithm
/// @param low lower end of the central 90 % interval, as decimal logarithm
/// @param high upper end
/// @param pit probability that the forecast gave to at most what came: even over 0 to 1 when
///   forecasts are calibrated
/// @param crps continuous ranked probability score in orders of magnitude; less is better
/// @param pinball mean pinball loss over 5, 10 … 95 % in orders of magnitude
/// @param logScore natural logarithm of the density at what came; more is better
public record Scored(
    double origin,
    Observation seen,
    double median,
    double low,
    double high,
    double pit,
    double crps,
    double pinball,
    double logScore) {

  /// What came less what was foretold, in orders of magnitude.
  public double error() {
    return seen.log10() - median;
  }

  /// Years from the forecast to what came.
  public double ahead() {
    return seen.date() - origin;
  }

  /// Whether the central interval of a probability held what came.
  public boolean inside(double probability) {
    return StrictMath.abs(pit - 0.5) <= probability / 2;
  }
}
