package bitline.silicon.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Linear quantile regression: the coefficients b that make Σ ρ(y − x·b) least, where ρ(r) is q·r
/// for r ≥ 0 and (q − 1)·r below (Koenker and Bassett 1978).
///
/// The least lies where as many rows are met exactly as there are coefficients. From such a vertex
/// the method goes along the edge that falls most steeply (one row is let go) to the row where the
/// sum stops falling, until no edge falls (Barrodale and Roberts 1973). Exact, save that rows in
/// special position could stop it early; a test tries all vertices.
public final class QuantileRegression {
  private static final double NOTHING = 1e-9;
  private static final int MOST_STEPS = 10_000;

  private final double[][] x;
  private final double[] y;
  private final double q;

  private QuantileRegression(double[][] x, double[] y, double q) {
    this.x = x;
    this.y = y;
    this.q = q;
  }

  /// The coefficients.
  ///
  /// @param x rows, each with a number for every coefficient
  /// @param y what they should give
  /// @param quantile share of the rows that shall lie below, between 0 and 1
  public static double[] fit(double[][] x, double[] y, double quantile) {
    if (x.length != y.length || x.length < x[0].length || !(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          x.length + " rows, " + y.length + " values, quantile " + quantile);
    }
    return new QuantileRegression(x, y, quantile).descend();
  }

  /// What is made least.
  static double loss(double[][] x, double[] y, double quantile, double[] b) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double r = y[i] - LinearSystem.dot(x[i], b);
      sum += r >= 0 ? quantile * r : (quantile - 1) * r;
    }
    return sum;
  }

  private double[] descend() {
    int[] met = independentRows();
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] b = through(met);
      if (!better(met, b)) {
        return b;
      }
    }
    throw new IllegalStateException("no least sum after " + MOST_STEPS + " steps");
  }

  /// The first rows from which a system can be solved.
  private int[] independentRows() {
    int p = x[0].length;
    List<double[]> taken = new ArrayList<>();
    int[] rows = new int[p];
    for (int i = 0; i < x.length && taken.size() < p; i++) {
      double[] left = x[i].clone();
      double size = Math.sqrt(LinearSystem.dot(left, left));
      for (double[] t : taken) {
        double along = LinearSystem.dot(left, t);
        for (int k = 0; k < p; k++) {
          left[k] -= along * t[k];
        }
      }
      double rest = Math.sqrt(LinearSystem.dot(left, left));
      if (rest > 1e-6 * size) {
        for (int k = 0; k < p; k++) {
          left[k] /= rest;
        }
        rows[taken.size()] = i;
        taken.add(left);
      }
    }
    if (taken.size() < p) {
      throw new IllegalArgumentException("only " + taken.size() + " rows are independent of " + p);
    }
    return rows;
  }

  private double[] through(int[] met) {
    double[][] a = new double[met.length][];
    double[] v = new double[met.length];
    for (int k = 0; k < met.length; k++) {
      a[k] = x[met[k]];
      v[k] = y[met[k]];
    }
    return LinearSystem.solve(a, v);
  }

  /// Goes along the steepest edge; false when none falls.
  private boolean better(int[] met, double[] b) {
    double[] residual = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - LinearSystem.dot(x[i], b);
    }
    for (int row : met) {
      residual[row] = 0;
    }
    double[][] a = new double[met.length][];
    for (int k = 0; k < met.length; k++) {
      a[k] = x[met[k]];
    }
    double steepest = -NOTHING;
    int leaves = -1;
    double[] way = new double[0];
    for (int k = 0; k < met.length; k++) {
      double[] unit = new double[met.length];
      for (int sign = -1; sign <= 1; sign += 2) {
        unit[k] = sign;
        double[] direction = LinearSystem.solve(a, unit);
        double slope = slope(met, residual, direction);
        if (slope < steepest) {
          steepest = slope;
          leaves = k;
          way = direction;
        }
      }
    }
    if (leaves < 0) {
      return false;
    }
    met[leaves] = entering(met, residual, way, steepest);
    return true;
  }

  /// Change of the sum with a small step; rows that are met but those let go stay met.
  private double slope(int[] met, double[] residual, double[] direction) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double change = -LinearSystem.dot(x[i], direction);
      if (isMet(met, i) && Math.abs(change) < 0.5) {
        continue;
      }
      boolean above = Math.abs(residual[i]) > NOTHING ? residual[i] > 0 : change > 0;
      sum += change * (above ? q : q - 1);
    }
    return sum;
  }

  /// The row at which the sum stops falling along a way.
  private int entering(int[] met, double[] residual, double[] way, double slope) {
    record Crossing(int row, double at, double speed) {}
    List<Crossing> crossings = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      double speed = LinearSystem.dot(x[i], way);
      if (!isMet(met, i) && residual[i] * speed > 0 && Math.abs(residual[i]) > NOTHING) {
        crossings.add(new Crossing(i, residual[i] / speed, Math.abs(speed)));
      }
    }
    crossings.sort(Comparator.comparingDouble(Crossing::at).thenComparingInt(Crossing::row));
    double now = slope;
    for (Crossing crossing : crossings) {
      now += crossing.speed;
      if (now >= 0) {
        return crossing.row;
      }
    }
    throw new IllegalStateException("the sum falls without end");
  }

  private static boolean isMet(int[] met, int row) {
    return Arrays.stream(met).anyMatch(m -> m == row);
  }
}
