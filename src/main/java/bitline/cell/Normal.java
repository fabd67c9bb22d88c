package bitline.cell;

/// The standard normal distribution, to about 14 digits, far tails included.
final class Normal {
  private static final double ROOT = 1 / Math.sqrt(2 * Math.PI);

  private Normal() {}

  static double density(double z) {
    return ROOT * StrictMath.exp(-0.5 * z * z);
  }

  /// The probability of less than z.
  static double below(double z) {
    return above(-z);
  }

  /// The probability of more than z.
  static double above(double z) {
    if (z < 0) {
      return 1 - above(-z);
    }
    return z < 2.5 ? 0.5 - density(z) * series(z) : density(z) * fraction(z);
  }

  /// z + z³/3 + z⁵/(3·5) + …
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; term > 1e-17 * sum; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return sum;
  }

  /// 1/(z + 1/(z + 2/(z + 3/(z + …)))), from the inside.
  private static double fraction(double z) {
    double tail = z;
    for (int k = 120; k > 0; k--) {
      tail = z + k / tail;
    }
    return 1 / tail;
  }
}
