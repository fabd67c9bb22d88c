package bitline.forecast.walk;

import bitline.forecast.Predictive;
import org.apache.commons.statistics.distribution.TDistribution;

/// Student distributions of one scale about several middles, all as likely: the sum of a Student
/// variable and one drawn from a list. In decimal logarithms.
final class StudentMixture implements Predictive {
  private final TDistribution student;
  private final double[] middles;
  private final double scale;

  /// @param middles ascending
  StudentMixture(double[] middles, double scale, double degrees) {
    this.student = TDistribution.of(degrees);
    this.middles = middles.clone();
    this.scale = scale;
  }

  @Override
  public double cdf(double log10) {
    double sum = 0;
    for (double middle : middles) {
      sum += student.cumulativeProbability((log10 - middle) / scale);
    }
    return sum / middles.length;
  }

  @Override
  public double quantile(double p) {
    double off = scale * student.inverseCumulativeProbability(p);
    double low = middles[0] + off;
    double high = middles[middles.length - 1] + off;
    while (high - low > 1e-10 * Math.max(1, Math.abs(low))) {
      double half = (low + high) / 2;
      if (cdf(half) < p) {
        low = half;
      } else {
        high = half;
      }
    }
    return (low + high) / 2;
  }

  @Override
  public double logDensity(double log10) {
    double[] logs = new double[middles.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      logs[i] = student.logDensity((log10 - middles[i]) / scale);
      most = Math.max(most, logs[i]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - most);
    }
    return most + StrictMath.log(sum / logs.length) - StrictMath.log(scale);
  }
}
