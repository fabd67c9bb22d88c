package bitline.forecast.method;

import bitline.forecast.Gaussian;
import bitline.forecast.Predictive;
import bitline.forecast.Sample;

/// Draws as a distribution.
final class Spread {
  private Spread() {}

  /// A smeared sample, or, where the draws lie closer together than tables print, a normal
  /// distribution as narrow as may be claimed.
  static Predictive least(double[] draws) {
    double mean = 0;
    for (double draw : draws) {
      mean += draw / draws.length;
    }
    double variance = 0;
    for (double draw : draws) {
      variance += (draw - mean) * (draw - mean) / draws.length;
    }
    return variance > Points.LEAST * Points.LEAST
        ? Sample.of(draws)
        : new Gaussian(mean, Points.LEAST);
  }
}
