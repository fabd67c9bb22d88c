package bitline.forecast.walk;

import bitline.forecast.Method.TooFew;

/// A geometric random walk with drift whose noise is a moving average of order one, learned from
/// one value a step (Farmer, Lafond: How predictable is technological progress?, Research Policy
/// 45, 2016): `y(t) − y(t−1) = μ + v(t) + θ·v(t−1)`, where y is a natural logarithm.
///
/// Drift and volatility are estimated as in the paper (from the ends, and as the standard deviation
/// of the increments), θ is given. Where steps are missing an increment over g steps counts with
/// the variance that the model gives it. What is left out, there and here: θ is not estimated with
/// the others, so its own uncertainty is not in the predictive distribution; the sample variance of
/// correlated increments is a little too small (a factor of 1 − 2θ/(1+θ²)/m).
///
/// @param last natural logarithm of the newest value
/// @param date of the newest value, decimal year
/// @param drift μ, a year
/// @param volatility K, standard deviation of the increment of one step
/// @param theta θ, between −1 and 1
/// @param steps m, from the first value to the last
/// @param degrees of freedom: increments less one
public record Walk(
    double last,
    double date,
    double drift,
    double volatility,
    double theta,
    int steps,
    int degrees) {
  /// θ that the paper found for its 53 technologies together, by matching how forecast errors grow
  /// with the horizon (recalled; the median of estimates one by one is 0.25 there).
  public static final double POOLED_THETA = 0.63;

  public Walk {
    if (!(theta > -1 && theta < 1)) {
      throw new IllegalArgumentException("theta " + theta + " is not between -1 and 1");
    }
  }

  /// Learns from values at ascending dates.
  ///
  /// @param steps place of each value on the grid of steps, ascending
  /// @param dates decimal year of each
  /// @param logs natural logarithm of each
  /// @throws TooFew below three values, or when they do not deviate from a straight line
  public static Walk of(int[] steps, double[] dates, double[] logs, double theta) {
    int n = logs.length - 1;
    if (n < 2) {
      throw new TooFew("a random walk needs 3 yearly values or more; there are " + logs.length);
    }
    double drift = (logs[n] - logs[0]) / (dates[n] - dates[0]);
    double squares = 0;
    for (int i = 1; i <= n; i++) {
      double off = logs[i] - logs[i - 1] - drift * (dates[i] - dates[i - 1]);
      squares += off * off / growth(steps[i] - steps[i - 1], theta);
    }
    double volatility = Math.sqrt(squares / (n - 1));
    if (!(volatility > 1e-12)) {
      throw new TooFew("yearly values lie on a straight line: there is no noise to learn from");
    }
    return new Walk(logs[n], dates[n], drift, volatility, theta, steps[n] - steps[0], n - 1);
  }

  /// Values one year apart.
  public static Walk yearly(double firstDate, double[] logs, double theta) {
    int[] steps = new int[logs.length];
    double[] dates = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      steps[i] = i;
      dates[i] = firstDate + i;
    }
    return of(steps, dates, logs, theta);
  }

  /// Variance of an increment over some steps, in units of that over one.
  private static double growth(double steps, double theta) {
    return steps + 2 * theta * (steps - 1) / (1 + theta * theta);
  }

  /// Variance of the error of a forecast, in units of K², exact for the model with known K and θ:
  /// `A = [−2θ + (1 + 2(m−1)θ/m + θ²)(h + h²/m)] / (1 + θ²)`.
  ///
  /// @param horizon h, in steps; below one it counts as one, for the next value is a whole step
  ///   away
  /// @param steps m, over which the drift was learned
  public static double spread(double horizon, int steps, double theta) {
    double h = Math.max(1, horizon);
    double m = steps;
    double square = theta * theta;
    return (-2 * theta + (1 + 2 * (m - 1) * theta / m + square) * (h + h * h / m)) / (1 + square);
  }

  /// Natural logarithm in the middle of what is foretold for a date.
  public double middle(double when) {
    return last + drift * (when - date);
  }

  /// Scale of the Student distribution of the natural logarithm at a date.
  public double scale(double when) {
    return volatility * Math.sqrt(spread(when - date, steps, theta));
  }
}
