package bitline.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/// The least of a function of several numbers, without its slopes: Nelder and Mead's simplex (The
/// Computer Journal 7, 1965), started again at its best place until its steps are used up.
final class Descent {
  /// Edge of the first simplex; numbers are meant to lie between 0 and 1.
  private static final double EDGE = 0.2;

  /// A simplex whose values differ by less has arrived.
  private static final double FLAT = 1e-7;

  private Descent() {}

  record Result(double[] at, double value) {}

  private record Corner(double[] at, double value) {}

  /// @param steps evaluations of the function, about
  static Result least(ToDoubleFunction<double[]> function, double[] start, int steps) {
    double[] at = start.clone();
    double edge = EDGE;
    int left = steps;
    Corner best = corner(function, at);
    while (left > 0) {
      Run run = once(function, best, edge, left);
      left -= run.steps;
      boolean better = run.best.value < best.value - FLAT;
      best = run.best.value < best.value ? run.best : best;
      edge = better ? EDGE : -edge / 2;
      if (Math.abs(edge) < 0.01) {
        break;
      }
    }
    return new Result(best.at, best.value);
  }

  private record Run(Corner best, int steps) {}

  private static Run once(
      ToDoubleFunction<double[]> function, Corner start, double edge, int steps) {
    int n = start.at.length;
    Corner[] corners = new Corner[n + 1];
    corners[0] = start;
    int used = 0;
    for (int i = 0; i < n; i++) {
      double[] at = start.at.clone();
      at[i] += at[i] + edge > 1 || at[i] + edge < 0 ? -edge : edge;
      corners[i + 1] = corner(function, at);
      used++;
    }
    while (used < steps) {
      Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
      if (corners[n].value - corners[0].value < FLAT) {
        break;
      }
      double[] centre = new double[n];
      for (int c = 0; c < n; c++) {
        for (int i = 0; i < n; i++) {
          centre[i] += corners[c].at[i] / n;
        }
      }
      Corner mirrored = corner(function, between(centre, corners[n].at, -1));
      used++;
      if (mirrored.value < corners[0].value) {
        Corner further = corner(function, between(centre, corners[n].at, -2));
        used++;
        corners[n] = further.value < mirrored.value ? further : mirrored;
      } else if (mirrored.value < corners[n - 1].value) {
        corners[n] = mirrored;
      } else {
        Corner worse = mirrored.value < corners[n].value ? mirrored : corners[n];
        Corner nearer = corner(function, between(centre, worse.at, 0.5));
        used++;
        if (nearer.value < worse.value) {
          corners[n] = nearer;
        } else {
          for (int c = 1; c <= n; c++) {
            corners[c] = corner(function, between(corners[0].at, corners[c].at, 0.5));
            used++;
          }
        }
      }
    }
    Arrays.sort(corners, Comparator.comparingDouble(Corner::value));
    return new Run(corners[0], used);
  }

  private static Corner corner(ToDoubleFunction<double[]> function, double[] at) {
    return new Corner(at, function.applyAsDouble(at));
  }

  /// The place at a share of the way from one to another.
  private static double[] between(double[] from, double[] to, double share) {
    double[] at = new double[from.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = from[i] + share * (to[i] - from[i]);
    }
    return at;
  }
}
