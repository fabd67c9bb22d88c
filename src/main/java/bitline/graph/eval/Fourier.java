package bitline.graph.eval;

/// The discrete Fourier transform of any length: halved as long as it is even (Cooley and Tukey),
/// summed as defined where it is odd.
final class Fourier {
  private Fourier() {}

  record Spectrum(double[] real, double[] imaginary) {}

  /// @param inverse with the opposite sign of the angle, and divided by the length
  static Spectrum transform(double[] real, double[] imaginary, boolean inverse) {
    int n = real.length;
    double[] cosine = new double[n];
    double[] sine = new double[n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * i / n;
      cosine[i] = StrictMath.cos(angle);
      sine[i] = inverse ? StrictMath.sin(angle) : -StrictMath.sin(angle);
    }
    Spectrum out = part(real, imaginary, 0, 1, n, cosine, sine);
    for (int i = 0; inverse && i < n; i++) {
      out.real[i] /= n;
      out.imaginary[i] /= n;
    }
    return out;
  }

  /// The transform of `n` elements `step` apart from `at` on; the tables hold the angles of the
  /// whole length, n · step.
  private static Spectrum part(
      double[] real, double[] imaginary, int at, int step, int n, double[] cosine, double[] sine) {
    double[] re = new double[n];
    double[] im = new double[n];
    if (n % 2 != 0) {
      for (int f = 0; f < n; f++) {
        for (int t = 0; t < n; t++) {
          int angle = (int) ((long) f * t % n) * step;
          double x = real[at + t * step];
          double y = imaginary[at + t * step];
          re[f] += x * cosine[angle] - y * sine[angle];
          im[f] += x * sine[angle] + y * cosine[angle];
        }
      }
      return new Spectrum(re, im);
    }
    if (n == 0) {
      return new Spectrum(re, im);
    }
    Spectrum even = part(real, imaginary, at, 2 * step, n / 2, cosine, sine);
    Spectrum odd = part(real, imaginary, at + step, 2 * step, n / 2, cosine, sine);
    for (int f = 0; f < n / 2; f++) {
      double c = cosine[f * step];
      double s = sine[f * step];
      double x = odd.real[f] * c - odd.imaginary[f] * s;
      double y = odd.real[f] * s + odd.imaginary[f] * c;
      re[f] = even.real[f] + x;
      im[f] = even.imaginary[f] + y;
      re[f + n / 2] = even.real[f] - x;
      im[f + n / 2] = even.imaginary[f] - y;
    }
    return new Spectrum(re, im);
  }
}
