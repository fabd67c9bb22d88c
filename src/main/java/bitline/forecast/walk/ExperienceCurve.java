package bitline.forecast.walk;

import bitline.forecast.Method.TooFew;
import bitline.forecast.Student;

/// Wright's law: a value changes by a steady share with every doubling of what was made so far,
/// learned from the changes between years (Wright 1936; in differences and with its predictive
/// distribution: Lafond et al., How well do experience curves predict technological progress?,
/// Technological Forecasting and Social Change 128, 2018, without the moving average): the change
/// of the logarithm is `exponent` times the change of the logarithm of what was made, plus noise
/// whose variance grows with the years between.
///
/// Where production grows by the same factor every year this is the random walk of [Walk] with θ 0,
/// to the last digit (Sahal 1979). What is left out: what caused what. A trend in time and one in
/// cumulative production can be told apart only where production did not grow steadily.
///
/// @param last natural logarithm of the newest value
/// @param made natural logarithm of what was made until then
/// @param date of both, decimal year
/// @param exponent change of the first for a change of the second; negative for costs that fall
/// @param noise standard deviation of what is left of a year's change, natural logarithm
/// @param squares sum of the squared changes of `made` over years, which the exponent is known from
/// @param degrees of freedom: changes less one
public record ExperienceCurve(
    double last,
    double made,
    double date,
    double exponent,
    double noise,
    double squares,
    int degrees) {
  private static final double LN10 = StrictMath.log(10);

  /// Learns from values and what was made, natural logarithms both, at ascending dates.
  ///
  /// @throws TooFew below three values, where nothing was made between them, or when they lie on
  ///   the curve without any noise
  public static ExperienceCurve of(double[] dates, double[] logs, double[] made) {
    int n = logs.length - 1;
    if (n < 2) {
      throw new TooFew("an experience curve needs 3 values or more; there are " + logs.length);
    }
    double together = 0;
    double squares = 0;
    for (int i = 1; i <= n; i++) {
      double years = dates[i] - dates[i - 1];
      double x = made[i] - made[i - 1];
      together += x * (logs[i] - logs[i - 1]) / years;
      squares += x * x / years;
    }
    if (!(squares > 0)) {
      throw new TooFew("nothing was made between the values: there is no experience to learn from");
    }
    double exponent = together / squares;
    double off = 0;
    for (int i = 1; i <= n; i++) {
      double rest = logs[i] - logs[i - 1] - exponent * (made[i] - made[i - 1]);
      off += rest * rest / (dates[i] - dates[i - 1]);
    }
    double noise = Math.sqrt(off / (n - 1));
    if (!(noise > 1e-12)) {
      throw new TooFew("values lie on the curve: there is no noise to learn from");
    }
    return new ExperienceCurve(logs[n], made[n], dates[n], exponent, noise, squares, n - 1);
  }

  /// Share by which the value falls with every doubling of what was made; negative when it rises.
  public double learningRate() {
    return 1 - StrictMath.pow(2, exponent);
  }

  /// What the value will be, if so much will have been made.
  ///
  /// @param when decimal year
  /// @param willBeMade natural logarithm of all that will have been made by then
  public Student at(double when, double willBeMade) {
    double more = willBeMade - made;
    double years = Math.max(1, when - date);
    double scale = noise * Math.sqrt(years + more * more / squares);
    return new Student((last + exponent * more) / LN10, scale / LN10, degrees);
  }
}
