package bitline.base;

/// The gamma distribution with a scale of 1: keyed draws from it. Its mean and variance are its
/// shape.
public final class Gamma {
  private Gamma() {}

  /// A number of a key (see [Keyed]), by the method of Marsaglia and Tsang, *A simple method for
  /// generating gamma variables*, ACM TOMS 26(3), 2000: a normal number is cubed, and seldom thrown
  /// away for the next.
  ///
  /// @param shape above 0
  public static double drawn(long seed, String purpose, long index, double shape) {
    if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a gamma distribution of shape " + shape);
    }
    long key = Keyed.bits(seed, purpose, index);
    if (shape < 1) {
      double more = drawn(key, shape + 1);
      return more * StrictMath.pow(Keyed.uniform(key, 0), 1 / shape);
    }
    return drawn(key, shape);
  }

  private static double drawn(long key, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (long i = 1; ; i += 2) {
      double x = Normal.quantile(Keyed.uniform(key, i));
      double root = 1 + c * x;
      if (root > 0) {
        double v = root * root * root;
        double u = Keyed.uniform(key, i + 1);
        if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }
}
