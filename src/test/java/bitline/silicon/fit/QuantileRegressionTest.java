package bitline.silicon.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuantileRegressionTest {
  @Test
  void noVertexIsBetter() {
    Cases.forAll(
        60,
        random -> {
          int rows = 6 + random.nextInt(10);
          double[][] x = new double[rows][];
          double[] y = new double[rows];
          for (int i = 0; i < rows; i++) {
            // The first three rows are independent whatever is drawn.
            x[i] =
                i < 3
                    ? new double[] {1, i == 1 ? 1 : 0, i == 2 ? 1 : 0}
                    : new double[] {1, coordinate(random), coordinate(random)};
            y[i] = random.nextGaussian();
          }
          double quantile = 0.05 + 0.9 * random.nextDouble();
          double[] b = QuantileRegression.fit(x, y, quantile);
          double least = Double.POSITIVE_INFINITY;
          for (int i = 0; i < rows; i++) {
            for (int j = i + 1; j < rows; j++) {
              for (int k = j + 1; k < rows; k++) {
                least = Math.min(least, lossThrough(x, y, quantile, i, j, k));
              }
            }
          }
          assertThat(QuantileRegression.loss(x, y, quantile, b)).isCloseTo(least, within(1e-9));
        });
  }

  /// Some columns repeat values, as nodes do.
  private static double coordinate(RandomGenerator random) {
    return random.nextBoolean() ? random.nextInt(4) : random.nextGaussian();
  }

  private static double lossThrough(
      double[][] x, double[] y, double quantile, int i, int j, int k) {
    double[][] a = {x[i], x[j], x[k]};
    try {
      double[] b = LinearSystem.solve(a, new double[] {y[i], y[j], y[k]});
      double loss = QuantileRegression.loss(x, y, quantile, b);
      return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    } catch (IllegalArgumentException singular) {
      return Double.POSITIVE_INFINITY;
    }
  }

  @Test
  void theMedianOfOneColumn() {
    double[][] x = {{1}, {1}, {1}, {1}, {1}};
    double[] y = {5, -2, 7, 1, 100};
    assertThat(QuantileRegression.fit(x, y, 0.5)).containsExactly(5);
  }

  @Test
  void leastSquaresFindsAPlane() {
    Cases.forAll(
        40,
        random -> {
          double[] b = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
          double[][] x = new double[12][];
          double[] y = new double[12];
          for (int i = 0; i < y.length; i++) {
            x[i] = new double[] {1, random.nextGaussian(), 100 * random.nextGaussian()};
            y[i] = LinearSystem.dot(x[i], b);
          }
          double[] found = LinearSystem.leastSquares(x, y);
          for (int k = 0; k < b.length; k++) {
            assertThat(found[k]).isCloseTo(b[k], within(1e-9));
          }
        });
  }
}
