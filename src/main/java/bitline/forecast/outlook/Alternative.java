package bitline.forecast.outlook;

import bitline.forecast.Method;
import bitline.forecast.Series;

/// One thing done otherwise, all else as it was.
///
/// @param assumption what it is about, such as `precision`
/// @param kind what is another
/// @param means how it is done here, such as `fp32`
/// @param series that is learned from then; values in the unit of the forecast
/// @param method that learns then
public record Alternative(
    String assumption, Kind kind, String means, Series series, Method method) {
  /// What is another.
  public enum Kind {
    /// The number that is asked for.
    QUESTION,
    /// The law that is fitted.
    METHOD,
    /// The machines that are learned from.
    DATA,
    /// A number that goes into every value, such as the price of electricity.
    INPUT;
  }
}
