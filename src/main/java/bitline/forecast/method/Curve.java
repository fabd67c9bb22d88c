package bitline.forecast.method;

import bitline.forecast.Student;
import org.jspecify.annotations.Nullable;

/// A curve that ends at a given ceiling, by least squares of the logarithm: Gauss and Newton's
/// steps, halved until they help.
///
/// @param ceiling decimal logarithm
/// @param alpha u at the centre
/// @param beta change of u a year
/// @param normal sums of squared and mixed slopes over α and β: (αα, αβ, ββ)
/// @param residual sum of squared residuals
record Curve(
    Bend bend,
    double ceiling,
    double centre,
    double alpha,
    double beta,
    double[] normal,
    double residual,
    int count) {
  private static final int STEPS = 60;

  /// How close to the ceiling the starting level may lie, orders of magnitude.
  private static final double CLOSE = 0.02;

  static Curve through(Points points, Bend bend, double ceiling) {
    Line line = Line.through(points);
    double below = Math.max(CLOSE, ceiling - line.level());
    double u = bend.inverse(below);
    Curve best = at(points, bend, ceiling, line.centre(), u, line.slope() / bend.slope(u));
    for (int step = 0; step < STEPS; step++) {
      Curve next = best.better(points);
      if (next == null || next.residual >= best.residual * (1 - 1e-12)) {
        return next == null ? best : next;
      }
      best = next;
    }
    return best;
  }

  /// One step of Gauss and Newton, halved until the sum of squares falls; null when it does not.
  private @Nullable Curve better(Points points) {
    double rightAlpha = 0;
    double rightBeta = 0;
    for (int i = 0; i < points.size(); i++) {
      double t = points.date()[i] - centre;
      double u = alpha + beta * t;
      double rest = points.value()[i] - (ceiling - bend.below(u));
      rightAlpha += bend.slope(u) * rest;
      rightBeta += bend.slope(u) * t * rest;
    }
    double determinant = normal[0] * normal[2] - normal[1] * normal[1];
    if (!(determinant > 1e-12 * normal[0] * normal[2])) {
      return null;
    }
    double stepAlpha = (normal[2] * rightAlpha - normal[1] * rightBeta) / determinant;
    double stepBeta = (normal[0] * rightBeta - normal[1] * rightAlpha) / determinant;
    for (double share = 1; share > 1e-6; share /= 2) {
      Curve next =
          at(points, bend, ceiling, centre, alpha + share * stepAlpha, beta + share * stepBeta);
      if (next.residual < residual) {
        return next;
      }
    }
    return null;
  }

  private static Curve at(
      Points points, Bend bend, double ceiling, double centre, double alpha, double beta) {
    double[] normal = new double[3];
    double residual = 0;
    for (int i = 0; i < points.size(); i++) {
      double t = points.date()[i] - centre;
      double u = alpha + beta * t;
      double slope = bend.slope(u);
      double rest = points.value()[i] - (ceiling - bend.below(u));
      normal[0] += slope * slope;
      normal[1] += slope * slope * t;
      normal[2] += slope * slope * t * t;
      residual += rest * rest;
    }
    return new Curve(bend, ceiling, centre, alpha, beta, normal, residual, points.size());
  }

  double variance() {
    return Math.max(residual / (count - 2), Points.LEAST * Points.LEAST);
  }

  /// A next observation, the curve's own uncertainty taken as if it were straight in α and β.
  Student next(double date) {
    double t = date - centre;
    double u = alpha + beta * t;
    double slope = bend.slope(u);
    double determinant = normal[0] * normal[2] - normal[1] * normal[1];
    double leverage =
        determinant > 0
            ? slope * slope * (normal[2] - 2 * t * normal[1] + t * t * normal[0]) / determinant
            : 0;
    return new Student(ceiling - bend.below(u), Math.sqrt(variance() * (1 + leverage)), count - 2);
  }
}
