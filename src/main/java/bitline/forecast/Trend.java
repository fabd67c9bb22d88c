package bitline.forecast;

import java.util.List;
import org.hipparchus.stat.regression.SimpleRegression;

/// A straight line through decimal logarithms against dates, by ordinary least squares.
///
/// It says nothing of a value that is to come: observations of one design are not independent, and
/// a trend may break. Methods of forecasting are [Method]s.
///
/// @param slope decimal logarithms a year
/// @param middle the line's logarithm at `centre`
/// @param centre mean date, decimal year
/// @param residual standard deviation of the logarithms about the line (n - 2 degrees of freedom)
/// @param error standard error of the slope, were the observations independent
/// @param observations how many there are
public record Trend(
    double slope, double middle, double centre, double residual, double error, int observations) {
  private static final double LOG_2 = StrictMath.log10(2);

  /// The line through observations.
  ///
  /// @throws Method.TooFew when there are fewer than three, or all are of one day
  public static Trend of(List<Observation> observations) {
    int n = observations.size();
    double centre = observations.stream().mapToDouble(Observation::date).sum() / Math.max(1, n);
    SimpleRegression line = new SimpleRegression();
    for (Observation each : observations) {
      line.addData(each.date() - centre, each.log10());
    }
    if (n < 3 || !Double.isFinite(line.getSlope())) {
      throw new Method.TooFew(
          n < 3
              ? n + " observations; a line with its spread needs three"
              : "all " + n + " observations are of one day");
    }
    double residual = StrictMath.sqrt(Math.max(0, line.getMeanSquareError()));
    return new Trend(
        line.getSlope(), line.getIntercept(), centre, residual, line.getSlopeStdErr(), n);
  }

  /// The line's decimal logarithm on a date.
  public double at(double date) {
    return middle + slope * (date - centre);
  }

  /// Years in which the value doubles; negative where it falls (then it halves in as many),
  /// infinite where it stays.
  public double doubling() {
    return LOG_2 / slope;
  }

  /// What the value is multiplied by in a year.
  public double factor() {
    return StrictMath.pow(10, slope);
  }

  /// Growth in a year as a fraction: 0.285 is 28.5 %.
  public double growth() {
    return factor() - 1;
  }
}
