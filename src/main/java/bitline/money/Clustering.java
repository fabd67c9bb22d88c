package bitline.money;

import java.util.function.DoubleUnaryOperator;

/// Averages over chips that have more and fewer defects than the mean: each chip multiplies all its
/// densities by a factor x of its own, gamma-distributed with mean 1 and variance 1 / shape. What
/// is averaged is the yield of a chip of factor x.
///
/// The integral is a sum over fixed nodes: with x = e^u the density falls off faster than
/// exponentially to both sides, where the trapezoidal rule converges exponentially.
public final class Clustering {
  private static final double STEP = 0.125;

  /// Nodes whose weight over the largest one is below e to minus this are left out.
  private static final double LEAST = 45;

  private final double[] factors;
  private final double[] weights;

  /// @param shape above 0; infinite: every chip has the mean density
  public Clustering(double shape) {
    if (!(shape > 0)) {
      throw new IllegalArgumentException("clustering " + shape);
    }
    if (shape == Double.POSITIVE_INFINITY) {
      factors = new double[] {1};
      weights = new double[] {1};
      return;
    }
    int below = steps(shape, -STEP);
    int above = steps(shape, STEP);
    factors = new double[below + above + 1];
    weights = new double[factors.length];
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      double u = (i - below) * STEP;
      factors[i] = StrictMath.exp(u);
      weights[i] = StrictMath.exp(log(shape, u));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  private static int steps(double shape, double step) {
    int steps = 0;
    while (log(shape, (steps + 1) * step) > -LEAST) {
      steps++;
    }
    return steps;
  }

  /// The logarithm of the density of u over that at its mode, 0.
  private static double log(double shape, double u) {
    return shape * (u - StrictMath.expm1(u));
  }

  /// The mean of what a function gives for the factor of a chip.
  public double mean(DoubleUnaryOperator ofFactor) {
    double sum = 0;
    for (int i = 0; i < factors.length; i++) {
      sum += weights[i] * ofFactor.applyAsDouble(factors[i]);
    }
    return sum;
  }
}
