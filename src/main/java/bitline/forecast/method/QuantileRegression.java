package bitline.forecast.method;

import bitline.base.Normal;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Quantiles;
import bitline.forecast.Student;
import java.util.Arrays;
import java.util.List;

/// Each part of the field grows at its own rate: lines through the quantiles 0.05, 0.1, 0.2 … 0.9,
/// 0.95, so that the scatter may widen, narrow and lean.
///
/// Lines that cross are sorted at each date (Chernozhukov, Fernández-Val and Galichon, *Quantile
/// and probability curves without crossing*, Econometrica 78, 3, 2010). Between and beyond them the
/// distribution is that of [Quantiles]. Of n points a line is fitted to the share (τ·(n + 1) −
/// ½)/n, so that the expected share of new points below it is τ. Fitted quantiles hold for the
/// past; for a next machine they are spread around the median by √(1 + ½π·leverage) (½π: what a
/// median's variance is to that of a mean for normal errors) and by the ratio of Student's to
/// normal quantiles with n − 2 degrees, at each quantile.
public record QuantileRegression() implements Method {
  private static final double[] TAUS = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
  private static final int MEDIAN = 5;
  private static final double MEDIAN_OVER_MEAN = 1.5707963267948966;

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public String says() {
    return "the best, the middle and the worst machines each go on at their own rate";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Points points = Points.atLeast(12, 4, known, name());
    if (Points.byDesign(known).size() < 8) {
      throw new TooFew(name() + " needs 8 designs and has " + Points.byDesign(known).size());
    }
    Line line = Line.through(points);
    QuantileLine[] lines = new QuantileLine[TAUS.length];
    double n = Points.byDesign(known).size();
    Arrays.setAll(
        lines,
        k -> {
          double share = (TAUS[k] * (n + 1) - 0.5) / n;
          return QuantileLine.through(points, Math.clamp(share, 0.5 / n, 1 - 0.5 / n));
        });
    return date -> {
      double[] quantiles = new double[TAUS.length];
      Arrays.setAll(quantiles, k -> lines[k].at(date));
      Arrays.sort(quantiles);
      double wider = Math.sqrt(1 + MEDIAN_OVER_MEAN * line.leverage(date) * points.size() / n);
      double middle = quantiles[MEDIAN];
      for (int k = 0; k < TAUS.length; k++) {
        double heavier =
            k == MEDIAN ? 1 : Student.standard(TAUS[k], n - 2) / Normal.quantile(TAUS[k]);
        quantiles[k] = middle + (quantiles[k] - middle) * wider * heavier;
      }
      int last = TAUS.length - 1;
      if (quantiles[last] - quantiles[0] < Points.LEAST) {
        quantiles[0] -= Points.LEAST;
        quantiles[last] += Points.LEAST;
      }
      return new Quantiles(TAUS, quantiles);
    };
  }
}
