package bitline.silicon.validate;

import bitline.silicon.Assumption;

/// The factors that agree best with some figures and with what was assumed before them: the maximum
/// of the posterior, found by Gauss–Newton steps that are halved until they help.
///
/// Minimised is the cost of ln(model / published) of the figures, as [Weights] has it, plus Σ (ln f
/// / spread)² over the factors. Near the minimum the posterior is taken as normal.
final class Fit {
  private static final int MOST_HALVINGS = 20;

  /// Of a factor's logarithm: below what anyone prints.
  private static final double STILL = 1e-4;

  private final double[] logarithms;
  private final double[] errors;
  private final PositiveDefinite information;

  private Fit(double[] logarithms, double[] errors, PositiveDefinite information) {
    this.logarithms = logarithms;
    this.errors = errors;
    this.information = information;
  }

  /// Fits.
  ///
  /// @param figures to agree with, by number
  /// @param published logarithms of what was published of them, in their order
  /// @param weights of each, in their order
  /// @param widening by which the spreads of the assumptions are multiplied
  /// @param start logarithms of the factors to start from
  /// @param steps at most
  static Fit of(
      Predictions predictions,
      int[] figures,
      double[] published,
      Weights weights,
      double widening,
      double[] start,
      int steps) {
    int n = Assumption.values().length;
    double[] x = start.clone();
    double[] there = predictions.of(x, figures);
    double[] errors = errors(there, published);
    double least = weights.cost(errors) + prior(x, widening);
    for (int step = 0; ; step++) {
      double[][] slopes = predictions.slopes(x, there, figures);
      double[] each = weights.at(errors);
      PositiveDefinite information = information(slopes, each, widening);
      double[] move = information.solve(descent(x, errors, each, slopes, widening));
      double length = 1;
      boolean better = false;
      for (int half = 0; half < MOST_HALVINGS && !better; half++, length /= 2) {
        double[] next = new double[n];
        for (int a = 0; a < n; a++) {
          next[a] = x[a] + length * move[a];
        }
        double[] then = predictions.of(next, figures);
        double[] off = errors(then, published);
        double value = weights.cost(off) + prior(next, widening);
        if (value < least) {
          better = true;
          least = value;
          x = next;
          there = then;
          errors = off;
        }
      }
      if (!better || largest(move) * length < STILL || step + 1 >= steps) {
        return new Fit(x, errors, information);
      }
    }
  }

  private static double[] errors(double[] there, double[] published) {
    double[] out = new double[there.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = there[k] - published[k];
    }
    return out;
  }

  private static double prior(double[] x, double widening) {
    double sum = 0;
    for (Assumption a : Assumption.values()) {
      double far = x[a.ordinal()] / (widening * a.spread());
      sum += far * far;
    }
    return sum;
  }

  private static PositiveDefinite information(
      double[][] slopes, double[] weights, double widening) {
    Assumption[] assumptions = Assumption.values();
    double[][] matrix = new double[assumptions.length][assumptions.length];
    for (Assumption a : assumptions) {
      double spread = widening * a.spread();
      matrix[a.ordinal()][a.ordinal()] = 1 / (spread * spread);
    }
    for (int k = 0; k < slopes.length; k++) {
      for (int i = 0; i < assumptions.length; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] += weights[k] * slopes[k][i] * slopes[k][j];
        }
      }
    }
    return new PositiveDefinite(matrix);
  }

  private static double[] descent(
      double[] x, double[] errors, double[] weights, double[][] slopes, double widening) {
    double[] out = new double[x.length];
    for (Assumption a : Assumption.values()) {
      double spread = widening * a.spread();
      out[a.ordinal()] = -x[a.ordinal()] / (spread * spread);
    }
    for (int k = 0; k < errors.length; k++) {
      for (int i = 0; i < out.length; i++) {
        out[i] -= weights[k] * errors[k] * slopes[k][i];
      }
    }
    return out;
  }

  private static double largest(double[] move) {
    double most = 0;
    for (double m : move) {
      most = Math.max(most, Math.abs(m));
    }
    return most;
  }

  /// The natural logarithms of the factors.
  double[] logarithms() {
    return logarithms.clone();
  }

  /// ln(model / published) of the figures, in their order, that it leaves.
  double[] errors() {
    return errors.clone();
  }

  /// Variance of the logarithm of a figure that is left by what the fit does not know of the
  /// factors.
  ///
  /// @param slopes of the figure
  double variance(double[] slopes) {
    return information.inverseForm(slopes);
  }
}
