package bitline.evaluate;

import bitline.tensor.Tensor;

/// The energy of a value and of its error, summed in order in double precision. Elements that are
/// infinite or no number on both sides alike count for nothing; on one side only they make the
/// error infinite.
///
/// @param signal Σ x² of the float run
/// @param error Σ (x − y)² between float and chip
public record Noise(double signal, double error) {
  public static final Noise NONE = new Noise(0, 0);

  static Noise between(Tensor expected, Tensor got) {
    if (!expected.shape().equals(got.shape())) {
      throw new IllegalStateException(
          "shapes " + expected.shape() + " and " + got.shape() + " of one value");
    }
    double signal = 0;
    double error = 0;
    for (int i = 0; i < expected.elements(); i++) {
      double x = expected.at(i);
      double y = got.at(i);
      if (Double.isFinite(x)) {
        signal += x * x;
      }
      if (Double.compare(x, y) != 0) {
        double off = x - y;
        error += Double.isFinite(off) ? off * off : Double.POSITIVE_INFINITY;
      }
    }
    return new Noise(signal, error);
  }

  Noise plus(Noise other) {
    return new Noise(signal + other.signal, error + other.error);
  }

  /// Signal-to-noise ratio in dB; infinite where nothing differs.
  public double decibels() {
    return error == 0 ? Double.POSITIVE_INFINITY : 10 * StrictMath.log10(signal / error);
  }

  /// The share of the signal's energy that the error makes up.
  public double share() {
    return signal == 0 ? (error == 0 ? 0 : 1) : error / signal;
  }
}
