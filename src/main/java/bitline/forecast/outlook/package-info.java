/// Forecasts that may be shown: bands by year, growth with its interval, the back-test that every
/// one of them must have, and what the answer hangs on.
///
/// Enter by [Forecast#of].
@NullMarked
package bitline.forecast.outlook;

import org.jspecify.annotations.NullMarked;
