package bitline.silicon;

import java.util.Arrays;

/// A factor for each [Assumption]: all 1 where nothing is fitted or drawn.
public final class Factors {
  /// Nothing fitted.
  public static final Factors BLIND = new Factors(ones());

  private final double[] values;

  private Factors(double[] values) {
    this.values = values;
  }

  private static double[] ones() {
    double[] ones = new double[Assumption.values().length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// @param logarithms natural, one for each assumption in their order
  public static Factors exp(double[] logarithms) {
    double[] values = new double[Assumption.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.exp(logarithms[i]);
    }
    return new Factors(values);
  }

  /// The factor of one assumption.
  public double of(Assumption assumption) {
    return values[assumption.ordinal()];
  }

  /// These, each times the other's.
  public Factors times(Factors other) {
    double[] product = new double[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = values[i] * other.values[i];
    }
    return new Factors(product);
  }

  /// These with another factor for one assumption.
  public Factors with(Assumption assumption, double factor) {
    double[] changed = values.clone();
    changed[assumption.ordinal()] = factor;
    return new Factors(changed);
  }
}
